"""`nbgrader export`: quoted, per task too, no formula in it, and it says what waits for a person."""

import csv

import pytest

from .notebooks import good, published

IDS = ["=cmd|' C calc'!A0", "@x", "a,b", 'say "hi"', "Zoë Ö"]


@pytest.fixture
def graded(course):
    for student in IDS:
        course.hand_in(student, good())
    assert course.nbgrader("autograde", "optimizers") == 0, course.log
    return course


def exported(course, *arguments):
    assert course.nbgrader("export", *arguments) == 0, course.log
    with (course.root / "grades.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_student_has_a_row_and_no_cell_is_a_formula(graded):
    rows = [row for row in exported(graded) if row["assignment"] == "optimizers"]
    assert sorted(row["student_id"].removeprefix("'") for row in rows) == sorted(IDS)
    assert {row["score"] for row in rows} == {"11.0"}
    assert {row["max_score"] for row in rows} == {"13.8"}
    for row in rows:
        assert None not in row
        assert not [text for text in row.values() if text.startswith(("=", "@", "+", "-"))]


def test_the_columns_are_nbgraders_own(graded):
    exported(graded)
    assert (graded.root / "grades.csv").read_text("utf-8").splitlines()[0] == (
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,"
        "raw_score,late_submission_penalty,score,max_score"
    )


def test_one_row_for_each_task(graded):
    rows = exported(graded, "--SafeCsv.tasks=True")
    found = {row["task"]: row["score"] for row in rows if row["student_id"] == "Zoë Ö"}
    assert found == {
        "make_optimizer": "3.0",
        "fine_tuning_rate": "2.0",
        "current_lr": "2.0",
        "set_lr": "4.0",
        "QUIZ": "0.0",
    }


def test_a_proposal_that_nobody_confirmed_is_named(course):
    answered = (course.root / "solutions/schedules/schedules.ipynb").read_text()
    course.hand_in("ada", answered, "schedules")
    course.hand_in("bob", published("schedules"), "schedules")
    assert course.nbgrader("autograde", "schedules") == 0, course.log
    exported(course)
    assert "1 waiting for a person:\n'ada' schedules: EXPLANATIONS" in course.log
