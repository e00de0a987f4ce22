"""SIGKILL at ten random points of the cycle: the next run finishes the work, without `--force`.

Each command is a process of its own, as a person starts it, and the grader is the real one. The
class was graded before, a person entered marks, and everybody has handed in a new attempt.
"""

import csv
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from graders import isolation, rubrics

from .conftest import HERE
from .notebooks import published

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange there"),
]

SLUG = "stability"
LRGRADE = (sys.executable, "-c", "from graders.cli import main; main()")
NBGRADER = (sys.executable, "-m", "nbgrader")
OPEN = () if not isolation.lacking(isolation.DEMANDED) else ("--without-sandbox",)
CYCLE = {
    "autograde": (*LRGRADE, "autograde", SLUG, "--workers", "1", *OPEN),
    "generate_feedback": (*NBGRADER, "generate_feedback", SLUG),
    "release_feedback": (*NBGRADER, "release_feedback", SLUG),
    "export": (*NBGRADER, "export"),
}
SEED = 20
RANDOM = random.Random(SEED)
POINTS = [
    (command, round(RANDOM.uniform(0.05, 0.98), 2))
    for command in ("autograde",) * 4 + ("generate_feedback", "release_feedback", "export") * 2
]
"""Ten commands, and the share of its undisturbed time after which each is killed."""

EXAMPLES = rubrics.HERE / SLUG / "examples"
STUDENTS = {
    "ada": EXAMPLES / "accepted" / "bisection.py",
    "Zoë Ö": EXAMPLES / "accepted" / "one_class.py",
    "=cmd": sorted(EXAMPLES.glob("wrong/*.py"))[0],
    'say "hi"': sorted(EXAMPLES.glob("wrong/*.py"))[1],
    "bob": HERE / "solutions" / SLUG / f"{SLUG}.py",
}
BY_HAND = {"ada": 0.5, "bob": 1.5}
"""Marks for `suggest_lr` that a person entered for the first attempt."""

SETTINGS = """
c.Exchange.root = {root!r}
c.CourseDirectory.course_id = "rates"
"""


def started(course, name):
    """One command of the cycle, on its way."""
    scripts = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return subprocess.Popen(
        CYCLE[name],
        cwd=course.root,
        env=os.environ | {"PATH": scripts},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(course, name):
    """Run one command to its end; returns how long it took."""
    began = time.monotonic()
    process = started(course, name)
    _, said = process.communicate(timeout=900)
    assert process.returncode == 0, said
    return time.monotonic() - began


def go_on(course, after):
    """The commands that follow; this process does them, for that is faster."""
    names = list(CYCLE)
    for name in names[names.index(after) + 1 :]:
        assert course.nbgrader(*CYCLE[name][len(NBGRADER) :]) == 0, course.log


def with_exchange(course):
    """The same course with an exchange beside it, and nowhere else."""
    (course.root / "exchange").mkdir(mode=0o777, exist_ok=True)
    config = course.root / "nbgrader_config.py"
    own = (HERE / "nbgrader_config.py").read_text("utf-8")
    config.write_text(own + SETTINGS.format(root=str(course.root / "exchange")), "utf-8")
    return course


@pytest.fixture(scope="module")
def second_attempt(released, tmp_path_factory):
    """Graded once, marks entered by hand, and a new attempt of everybody in submitted/."""
    course = with_exchange(released.copy(tmp_path_factory.mktemp("killed") / "course"))
    assert course.nbgrader("release_assignment", SLUG) == 0, course.log
    for student in STUDENTS:
        course.hand_in(student, published(SLUG), SLUG)
        course.hand_in(student, f"secret of {student}", SLUG, "submission_secret.txt")
        course.hand_in(student, "2026-01-01 10:00:00 UTC", SLUG, "timestamp.txt")
    finished(course, "autograde")
    go_on(course, "autograde")
    with course.gradebook() as gradebook:
        for student, score in BY_HAND.items():
            grade = gradebook.find_grade("suggest_lr", SLUG, SLUG, student)
            grade.manual_score, grade.needs_manual_grade = score, False
            place = ("suggest_lr", SLUG, SLUG, student)
            gradebook.find_comment(*place).manual_comment = f"seen, {student}"
        gradebook.db.commit()
    for student, path in STUDENTS.items():
        (course.root / "submitted" / student / SLUG / f"{SLUG}.ipynb").unlink()
        course.hand_in(student, path.read_text("utf-8"), SLUG, f"{SLUG}.py")
        course.hand_in(student, "2026-01-02 10:00:00 UTC", SLUG, "timestamp.txt")
    return course


@pytest.fixture(scope="module")
def undisturbed(second_attempt, tmp_path_factory):
    """What the cycle leaves when nobody disturbs it; the course before each command, and how long
    that took.
    """
    course, folder = second_attempt, tmp_path_factory.mktemp("whole")
    seconds, before = {}, {}
    for name in CYCLE:
        before[name] = course
        course = with_exchange(course.copy(folder / f"after {name}"))
        seconds[name] = finished(course, name)
    return left_by(course), before, seconds


def left_by(course):
    """Everything that people read or receive, without times and random names."""
    with sqlite3.connect(course.root / "gradebook.db") as gradebook:
        grades = gradebook.execute(
            "select a.student_id, c.name, g.auto_score, g.manual_score, g.extra_credit,"
            " g.needs_manual_grade from grade g join submitted_notebook n on g.notebook_id = n.id"
            " join submitted_assignment a on n.assignment_id = a.id"
            " join base_cell c on g.cell_id = c.id order by 1, 2"
        ).fetchall()
        comments = gradebook.execute(
            "select a.student_id, c.name, m.auto_comment, m.manual_comment from comment m"
            " join submitted_notebook n on m.notebook_id = n.id"
            " join submitted_assignment a on n.assignment_id = a.id"
            " join base_cell c on m.cell_id = c.id order by 1, 2"
        ).fetchall()
        submissions = gradebook.execute(
            "select student_id from submitted_assignment order by 1"
        ).fetchall()
    with (course.root / "grades.csv").open(encoding="utf-8", newline="") as file:
        exported = list(csv.DictReader(file))
    pages = {
        str(path.relative_to(course.root)): path.read_text("utf-8")
        for folder in ("feedback", "exchange/rates/feedback")
        for path in (course.root / folder).rglob("*")
        if path.is_file()
    }
    return {
        "grades": grades,
        "comments": comments,
        "submissions": submissions,
        "exported": exported,
        "pages": pages,
        "autograded": {
            path.parent.parent.name: path.read_text("utf-8")
            for path in course.root.glob(f"autograded/*/{SLUG}/{SLUG}.ipynb")
        },
        "reports": sorted(path.name for path in course.root.glob("grading/*/reports/*/*")),
    }


def test_the_undisturbed_run_is_as_it_should_be(undisturbed):
    left, _, _ = undisturbed
    assert [student for (student,) in left["submissions"]] == sorted(STUDENTS)
    by_hand = {row[0]: row[3] for row in left["grades"] if row[3] is not None}
    assert by_hand == BY_HAND
    assert len([row for row in left["comments"] if row[3]]) == len(BY_HAND)
    assert len(left["pages"]) >= 2 * len(STUDENTS)
    assert len({row["score"] for row in left["exported"] if row["assignment"] == SLUG}) > 2


@pytest.mark.parametrize(("killed", "share"), POINTS)
def test_the_next_run_finishes_the_work(undisturbed, tmp_path, killed, share):
    whole, before, seconds = undisturbed
    course = _killed(before[killed], killed, share * seconds[killed], tmp_path)
    finished(course, killed)
    go_on(course, killed)
    left = left_by(course)
    for part, wanted in whole.items():
        assert left[part] == wanted, part


def _killed(before, name, after, folder):
    """A copy of the course in which the command got SIGKILL `after` seconds from its start.

    No farewell, and no clean-up. Where it was faster than that, another one is killed earlier.
    """
    for number in range(5):
        course = with_exchange(before.copy(folder / f"course {number}"))
        process = started(course, name)
        with suppress(subprocess.TimeoutExpired):
            process.wait(after * 0.8**number)
        process.send_signal(signal.SIGKILL)
        # Its children end by themselves; what they still hold is waited for here.
        process.communicate(timeout=60)
        if process.returncode == -signal.SIGKILL:
            return course
    pytest.fail(f"{name} always ended before it was killed")
