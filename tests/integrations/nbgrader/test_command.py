"""`lrgrade autograde`: the real grader once, and what a wrong call says."""

import errno
import html
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from graders import isolation, rubrics, workers
from graders.cli.autograde import command
from graders.judge import quiz
from graders.results import Results

from .notebooks import cell, good

ACCEPTED = rubrics.HERE / "optimizers" / "examples" / "accepted" / "dictionary_of_classes.py"
WRONG = rubrics.HERE / "optimizers" / "examples" / "wrong" / "sets_the_old_attribute.py"
LRGRADE = (sys.executable, "-c", "from graders.cli import main; main()")
OPEN = () if not isolation.lacking(isolation.DEMANDED) else ("--without-sandbox",)


def test_a_class_is_really_graded_into_the_gradebook(released, tmp_path):
    course = released.copy(tmp_path / "course")
    shutil.copy(
        course.root / "solutions/optimizers/optimizers.ipynb",
        course.hand_in("ada", "").parent,
    )
    course.hand_in("bob", "not json")
    course.hand_in("x[1]", good())
    course.hand_in("eve", WRONG.read_text("utf-8"), name="optimizers.py")
    course.hand_in("zoe", ACCEPTED.read_text("utf-8"), name="optimizers.py")
    run = subprocess.run(
        [*LRGRADE, "autograde", "optimizers", *OPEN],
        cwd=course.root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert run.returncode == 1, run.stderr
    assert "'x[1]': the folder's name" in run.stderr
    assert "Traceback" not in run.stderr
    assert course.score("ada") == pytest.approx(13.8)
    assert course.score("bob") == 0
    assert course.score("zoe") == pytest.approx(11)
    assert "set_lr: 4 of 4" in "".join(cell(course.graded("zoe"), "set_lr")["outputs"][0]["text"])
    assert course.score("eve") < 11
    _feedback_holds_no_check(course, "optimizers")
    again = subprocess.run(
        [*LRGRADE, "autograde", "optimizers", "--student", "zoe", *OPEN],
        cwd=course.root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (again.returncode, again.stdout) == (0, "")


def _feedback_holds_no_check(course, slug):
    """No line of code of the rubric's trusted side, and no reason for the quiz's right answers."""
    assert course.nbgrader("generate_feedback", slug) == 0, course.log
    folder = rubrics.HERE / slug
    code = [folder / name for name in ("hidden_checks.py", "checks.py", "inputs.py")]
    lines = [line.strip() for path in code for line in path.read_text("utf-8").splitlines()]
    secrets = [line for line in lines if re.match(r"(def|assert|return|yield) .{15}", line)]
    secrets += [key.why[key.option] for key in quiz.read_key(slug).values()]
    assert len(secrets) > 20
    pages = {path.parts[-3]: html.unescape(path.read_text("utf-8")) for path in course.pages()}
    assert set(pages) == {"ada", "bob", "eve", "zoe"}
    assert "set_lr" in pages["eve"]
    del pages["ada"]  # she answered the quiz, and reads why she is right
    for page in pages.values():
        assert [line for line in secrets if line in page] == []


def call(course, monkeypatch, *arguments):
    monkeypatch.chdir(course)
    return CliRunner().invoke(command, [*arguments])


def test_outside_a_course_one_sentence_says_so(tmp_path, monkeypatch):
    said = call(tmp_path, monkeypatch, "optimizers")
    assert said.exit_code == 2
    assert "change into the course's folder" in said.stderr


def test_without_nbgrader_one_sentence_says_so(tmp_path, monkeypatch):
    (tmp_path / "nbgrader_config.py").write_text("")
    monkeypatch.setitem(sys.modules, "graders.integrations.nbgrader.run", None)
    said = call(tmp_path, monkeypatch, "optimizers")
    assert said.exit_code == 2
    assert "pip install 'lrgrade[nbgrader]'" in said.stderr


@pytest.mark.filterwarnings("ignore")  # nbgrader's own
def test_nothing_to_grade_is_an_error(course, monkeypatch):
    assert call(course.root, monkeypatch, "optimizers").exit_code == 2
    assert call(course.root, monkeypatch, "sheep").exit_code == 2
    course.hand_in("ada", good())
    assert call(course.root, monkeypatch, "optimizers", "--student", "bob").exit_code == 2


@pytest.mark.filterwarnings("ignore")  # nbgrader's own
def test_where_a_layer_is_off_nothing_is_graded_unless_told(course, monkeypatch):
    monkeypatch.setattr(isolation, "lacking", lambda layers: ["the network layer is off"])
    course.hand_in("ada", good())
    assert call(course.root, monkeypatch, "optimizers").exit_code == 2
    assert not (course.root / "autograded").exists()
    done = call(course.root, monkeypatch, "optimizers", "--without-sandbox")
    assert done.exit_code == 0
    assert course.score("ada") == 11


def test_a_further_layer_can_be_required(course, monkeypatch):
    monkeypatch.setattr(isolation, "lacking", lambda layers: [f"{', '.join(layers)}: off"])
    course.hand_in("ada", good())
    words = ("optimizers", "--without-sandbox", "--require-sandbox", "user")
    refused = call(course.root, monkeypatch, *words)
    assert refused.exit_code == 2
    assert not (course.root / "autograded").exists()


@pytest.mark.filterwarnings("ignore")  # nbgrader's own
def test_where_no_layer_is_demanded_one_line_says_what_is_missing(course, monkeypatch, capfd):
    monkeypatch.setattr(isolation, "DEMANDED", ())
    monkeypatch.setattr(isolation, "warning", lambda: "without these layers: network")
    course.hand_in("ada", good())
    done = call(course.root, monkeypatch, "optimizers")
    assert done.exit_code == 0
    assert (done.stderr + capfd.readouterr().err).count("without these layers: network") == 1


@pytest.mark.filterwarnings("ignore")  # nbgrader's own
def test_one_student_can_be_graded_whose_id_looks_like_an_option(course, monkeypatch):
    course.hand_in("-x y", good())
    course.hand_in("bob", good())
    assert call(course.root, monkeypatch, "optimizers", "--student=-x y").exit_code == 0
    assert course.score("-x y") == 11
    assert not (course.root / "autograded" / "bob").exists()


@pytest.mark.parametrize("method", ["begin", "write", "finish"])
def test_a_full_disk_is_one_sentence(released, tmp_path, monkeypatch, method):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    course = released.copy(tmp_path / "course")
    course.hand_in("ada", "not json")
    monkeypatch.setattr(Results, method, full)
    monkeypatch.setattr(workers, "local_pool", lambda count: ThreadPoolExecutor(1))
    said = call(course.root, monkeypatch, "optimizers")
    assert said.exit_code == 3
    assert said.stderr.splitlines()[-1] == (
        "lrgrade: a result cannot be written (No space left on device): "
        "what is recorded stays; call it again to go on."
    )
