"""`lrgrade regrade`: recordings judged again, nobody run, nothing written unless asked."""

import json
import shutil

import pytest
from click.testing import CliRunner

from graders import rubrics
from graders.cli.grade import command as grade
from graders.cli.regrade import command


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class of one right and one untouched submission, graded once."""
    home = tmp_path_factory.mktemp("class")
    right = sorted((rubrics.load("stability").folder / "examples/accepted").glob("*.py"))[0]
    for student, text in (("ada", right.read_text()), ("bob", "x = 1\n")):
        folder = home / "submitted" / student / "stability"
        folder.mkdir(parents=True)
        (folder / "stability.py").write_text(text)
    words = [str(home / "submitted"), "--out", str(home / "out"), "--workers", "1"]
    done = CliRunner().invoke(grade, words)
    assert done.exit_code == 0, done.output
    return home / "out"


@pytest.fixture
def folder(graded, tmp_path):
    """The class's results, a copy for each test."""
    return shutil.copytree(graded, tmp_path / "out")


def regrade(folder, *words):
    return CliRunner().invoke(command, [str(folder), *words])


def report_of(folder, student):
    return folder / "reports" / student / "stability.json"


def lower(folder, student):
    """As if a check had failed in the last grading that passes now."""
    data = json.loads(report_of(folder, student).read_text())
    check = next(c for task in data["tasks"] for c in task["checks"] if c["verdict"] == "pass")
    check |= {"verdict": "fail", "points": 0.0}
    report_of(folder, student).write_text(json.dumps(data))
    return check["title"]


def test_nobody_moves_where_no_check_changed(folder):
    done = regrade(folder)
    assert done.exit_code == 0, done.output
    assert "0 of 2 submissions changed." in done.stdout


def test_who_moves_is_shown_and_written_on_request_only(folder):
    title = lower(folder, "ada")
    before = report_of(folder, "ada").read_text()
    shown = regrade(folder)
    assert f"{title}: fail -> pass" in shown.stdout
    assert "1 of 2 submissions changed." in shown.stdout
    assert "ada, stability" in shown.stdout
    assert report_of(folder, "ada").read_text() == before
    assert "Written" in regrade(folder, "--apply").stdout
    assert "0 of 2 submissions changed." in regrade(folder).stdout


def test_what_has_no_recording_is_named_and_can_be_run_again(folder):
    for recording in (folder / "recordings").iterdir():
        recording.unlink()
    refused = regrade(folder)
    assert refused.exit_code == 2
    assert "ada" in refused.stderr
    assert "--rerun" in refused.stderr
    again = regrade(folder, "--rerun")
    assert again.exit_code == 0, again.output
    assert "0 of 2 submissions changed." in again.stdout


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("run.json", "{", "holds no run"),
        ("reports/ada/stability.json", "{}", "is no report"),
        ("marks.json", "[3]", "no file of marks"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(folder, name, text, says):
    (folder / name).write_text(text)
    done = regrade(folder)
    assert done.exit_code == 2
    assert says in done.stderr
