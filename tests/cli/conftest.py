"""Runs the real command in a process of its own, in the test's own folder."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from graders import course, isolation, rubrics

ACCEPTED = rubrics.HERE / "optimizers" / "examples" / "accepted"
RIGHT = (ACCEPTED / "dictionary_of_classes.py").read_text(encoding="utf-8")
STUB = course.GRADERS.parent / "assignments" / "optimizers" / "optimizers.py"
COMMAND = (sys.executable, "-c", "from graders.cli import main; main()")


@pytest.fixture
def right():
    """The text of a submission of `optimizers` that gets all points for code."""
    return RIGHT


@pytest.fixture
def stub():
    """The text of the file that students begin with."""
    return STUB.read_text(encoding="utf-8")


@pytest.fixture
def command():
    """What to put before the arguments of a command."""
    return COMMAND


@pytest.fixture
def lrgrade(tmp_path):
    """Runs `lrgrade` with these arguments; keywords change the environment."""

    def run(*arguments, **environment):
        return run_in(tmp_path, *arguments, **environment)

    return run


@cache
def _cannot_confine() -> bool:
    """Whether this machine lacks a layer that grading demands; these tests are of other things."""
    return bool(isolation.lacking(isolation.DEMANDED))


def run_in(folder: Path, *arguments: object, **environment: str):
    """One run of the command in `folder`, its output as text."""
    if arguments[:1] == ("grade",) and _cannot_confine():
        arguments = (*arguments, "--without-sandbox")
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="session")
def class_run(tmp_path_factory):
    """A class of three, one of them refused, graded once: its folder and the finished run."""
    folder = tmp_path_factory.mktemp("class")
    texts = {"ana": RIGHT, "ben": "def make_optimizer(:\n", "eva": RIGHT + "\n# by Eva\n"}
    for student, text in texts.items():
        place = folder / "class" / student / "optimizers"
        place.mkdir(parents=True)
        (place / "optimizers.py").write_text(text, encoding="utf-8")
    arguments = ("class", "--out", "results", "--json", "all.json", "--seed", "7")
    return folder, run_in(folder, "grade", *arguments)


@pytest.fixture
def resumed(class_run):
    """The same class again with --resume: its folder and a function that runs it."""
    folder, _ = class_run
    return folder, lambda *more: run_in(
        folder, "grade", "class", "--out", "results", "--resume", *more
    )
