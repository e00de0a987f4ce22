"""Names of files chosen by an enemy, in what nbgrader's commands say on a terminal."""

import csv
import json
import logging
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

from graders.integrations.nbgrader.safe_log import escape_names
from graders.render.visible import one_line

from .notebooks import cell, changed, good
from .test_exchange import Exchange

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # nbgrader's own
    pytest.mark.skipif(sys.platform == "win32", reason="no file can have these names there"),
]

FORGED = "'bob': all is well"
ENEMY = f"a\x1b[2J\x9b31m\u202e\n{FORGED}"


def assert_nothing_acts(shown):
    """Nothing steers the terminal, and no message begins where a name wants one to begin."""
    steering = {one for one in shown if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp")}
    assert shown
    assert steering <= {"\n"}
    assert not [line for line in shown.splitlines() if line.startswith(FORGED)]


@pytest.fixture
def inbound(course, tmp_path):
    """The exchange, and the folder in it of one student's submission."""
    exchange = Exchange(course, tmp_path)
    exchange.submit("ada", good())
    (folder,) = exchange.inbound.glob("ada+*")
    folder.chmod(0o755)
    return exchange, folder


def test_collect_names_a_link_and_nothing_in_its_name_acts(inbound, capsys):
    exchange, folder = inbound
    (folder / ENEMY).symlink_to("/etc/passwd")
    exchange.run("collect", "optimizers")
    assert f"/{one_line(ENEMY)} is a link and is not followed" in exchange.course.log
    assert_nothing_acts(capsys.readouterr().err)


def test_collect_names_a_folder_without_a_time_and_nothing_in_its_name_acts(inbound, capsys):
    exchange, folder = inbound
    (folder.parent / f"{ENEMY}+optimizers+never").mkdir()
    assert exchange.course.nbgrader("collect", "optimizers") == 1
    assert f'not collected:\n"{one_line(ENEMY)}+' in exchange.course.log
    assert_nothing_acts(capsys.readouterr().err)


def test_what_nbgrader_itself_says_of_a_large_file_acts_no_more(inbound, capsys):
    exchange, folder = inbound
    (folder / ENEMY).write_bytes(bytes(5000))
    exchange.run("collect", "optimizers", "--CourseDirectory.max_file_size=1")
    assert "Ignoring file too large" in exchange.course.log
    assert_nothing_acts(capsys.readouterr().err)


def listed(course, *names):
    """A map that gives all these files to ada."""
    path = course.root / "map.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("file", "id"), *((name, "ada") for name in names)])
    return path


def test_zip_collect_names_files_that_compete_and_nothing_in_them_acts(course, capsys):
    names = [f"{number} {ENEMY} optimizers.ipynb" for number in (1, 2)]
    path = course.root / "downloaded" / "optimizers" / "archive" / "moodle.zip"
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as file:
        for name in names:
            file.writestr(name, json.dumps(good()))
    course.nbgrader("zip_collect", "optimizers", f"--Downloads.map={listed(course, *names)}")
    shown = f"compete: 1 {one_line(ENEMY)} optimizers.ipynb, 2 {one_line(ENEMY)} optimizers.ipynb"
    assert shown in course.log
    assert_nothing_acts(capsys.readouterr().err)


def test_autograde_names_attempts_and_nothing_in_them_acts(course, capsys):
    for name in ("a\u202eda_1_optimizers.ipynb", "a\u202eda_1_optimizers (1).ipynb"):
        path = course.root / "submitted" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(good()), "utf-8")
    course.nbgrader("autograde", "optimizers")
    assert "a\\u202eda_1: Of 2 attempts this is the latest" in course.log
    assert_nothing_acts(capsys.readouterr().err)


def test_autograde_names_who_has_no_name_and_nothing_in_it_acts(course, capsys):
    path = course.root / "submitted" / f"{ENEMY} optimizers.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(good()), "utf-8")
    assert course.nbgrader("autograde", "optimizers") == 1
    assert f"{one_line(ENEMY)} optimizers.ipynb" in course.log
    assert_nothing_acts(capsys.readouterr().err)


def test_autograde_names_a_changed_cell_and_nothing_in_it_acts(course, capsys):
    def retype(notebook):
        cell(notebook, "set_lr")["cell_type"] = ENEMY

    course.hand_in("ada", changed(retype))
    course.nbgrader("autograde", "optimizers")
    assert f"the cell had become {one_line(ENEMY)}." in course.log
    assert_nothing_acts(capsys.readouterr().err)


def test_a_log_is_escaped_once_however_often_it_is_asked(caplog):
    log = logging.getLogger("of a test")
    escape_names(log)
    escape_names(log)
    with caplog.at_level(logging.INFO, log.name):
        log.info("%s\n%s", Path("\x1b"), "two")
    assert [record.getMessage() for record in caplog.records] == ["\\x1b\ntwo"]
    assert len(log.filters) == 1
