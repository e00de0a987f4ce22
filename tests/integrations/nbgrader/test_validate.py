"""`nbgrader validate`: our messages, and an exit code that is not 0 where something failed."""

import io
import json
import subprocess
import sys
from dataclasses import replace

import nbformat
import pytest

from graders import rubrics, workers
from graders.integrations.nbgrader.use import use_check
from graders.integrations.nbgrader.validate import Validator
from graders.report import ReportNote

from .conftest import Course, stand_in
from .notebooks import TASKS, good, published

WRONG = rubrics.HERE / "optimizers" / "examples" / "wrong" / "sets_the_old_attribute.py"
STUDENTS_SETTINGS = """
from graders.integrations.nbgrader.use import use_check

use_check()
"""


@pytest.fixture
def student(tmp_path, monkeypatch, _templates):
    """A student's folder with a released assignment; the grader is the stand-in."""
    monkeypatch.setattr(workers, "grade_here", lambda item, _: next(stand_in([item], 0, 0))[1])
    monkeypatch.setattr(Validator, "stream", io.StringIO())
    (tmp_path / "nbgrader_config.py").write_text(STUDENTS_SETTINGS)
    return Course(tmp_path)


def write(student, content, name="optimizers.ipynb"):
    text = content if isinstance(content, str) else json.dumps(content)
    (student.root / name).write_text(text, "utf-8")
    return name


def validate(student, *names):
    """The exit code, and what was printed."""
    code = student.nbgrader("validate", *names)
    return code, Validator.stream.getvalue()


def test_what_fails_is_told_in_our_words_and_ends_in_1(student):
    write(student, published())
    code, said = validate(student, "optimizers.ipynb")
    assert code == 1
    assert "seen 1, expected 2" in said


def test_one_file_that_fails_among_several_is_enough(student):
    write(student, published(), "optimizers.ipynb")
    write(student, good(), "my_optimizers.ipynb")
    code, said = validate(student, "*.ipynb")
    assert code == 1
    assert "my_optimizers.ipynb" in said


@pytest.mark.parametrize("name", ["absent.ipynb", "absent*.ipynb"])
def test_a_file_that_is_not_there_ends_in_2(student, name):
    assert validate(student, name)[0] == 2


def test_a_damaged_file_ends_in_2(student):
    code, said = validate(student, write(student, "not json"))
    assert code == 2
    assert "notebook" in said


def test_a_fault_of_the_grader_ends_in_3(student, monkeypatch):
    def failing(item, settings):
        report = next(stand_in([item], 0, 0))[1]
        return replace(report, status="grader_error", notes=(ReportNote("grader_error", "disk"),))

    monkeypatch.setattr(workers, "grade_here", failing)
    assert validate(student, write(student, good()))[0] == 3


def test_invert_is_refused(student):
    code = student.nbgrader("validate", "--invert", write(student, good()))
    assert code == 1
    assert "lrgrade verify" in student.log


def test_a_notebook_of_another_course_is_left_to_nbgrader(student, monkeypatch):
    def left(self, filename):
        return {"failed": [{"source": "x", "error": "", "raw_error": "nbgrader says so"}]}

    monkeypatch.setattr(Validator.__bases__[0], "validate", left)
    name = write(student, nbformat.writes(nbformat.v4.new_notebook()), "sheep.ipynb")
    code, said = validate(student, name)
    assert code == 1
    assert "nbgrader says so" in said


def test_the_button_gets_our_messages_escaped(student, monkeypatch):
    def payload(item, settings):
        report = next(stand_in([item], 0, 0))[1]
        bad = "seen <script>, expected 2\nIt matters."
        return replace(
            report,
            tasks=tuple(
                replace(task, checks=tuple(replace(check, message=bad) for check in task.checks))
                for task in report.tasks
            ),
        )

    monkeypatch.setattr(workers, "grade_here", payload)
    found = Validator().validate(str(student.root / write(student, published())))
    assert {one["source"].split(":")[0] for one in found["failed"]} == set(TASKS)
    for one in found["failed"]:
        assert "<script>" in one["raw_error"]
        assert "<" not in one["error"]


def test_the_button_uses_our_check(student):
    from nbgrader.server_extensions.validate_assignment import handlers

    use_check()
    assert handlers.Validator is Validator


def test_in_a_released_folder_for_real(released, tmp_path):
    home = tmp_path / "home"
    (home / "optimizers").mkdir(parents=True)
    (home / "nbgrader_config.py").write_text("c = get_config()\n" + STUDENTS_SETTINGS)
    stub = released.root / "build" / "release" / "optimizers" / "optimizers.ipynb"
    (home / "optimizers" / "optimizers.ipynb").write_bytes(stub.read_bytes())
    (home / "solved").mkdir()
    solution = released.root / "solutions" / "optimizers" / "optimizers.ipynb"
    (home / "solved" / "optimizers.ipynb").write_bytes(solution.read_bytes())
    (home / "optimizers" / "wrong_optimizers.py").write_bytes(WRONG.read_bytes())
    assert _validate_for_real(home, "solved/optimizers.ipynb")[0] == 0
    code, said = _validate_for_real(home, "solved/*.ipynb", "optimizers/*")
    assert code == 1
    assert said.count("visible score") == 3
    assert "visible score 8 of 8" in said
    assert "Try" in said


def _validate_for_real(home, *files):
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "validate", *files],
        cwd=home,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout
