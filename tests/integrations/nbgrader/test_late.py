"""Late penalties, extensions, extra credit: nbgrader's own, on our marks. No code is run."""

from datetime import datetime

import pytest

from .notebooks import ALL, good, published

DUE = datetime(2026, 3, 1, 12)
HOUR_LATE = "2026-03-01 13:00:00 UTC"
IN_TIME = "2026-03-01 11:00:00 UTC"

HALF_A_POINT_AN_HOUR = """
from nbgrader.plugins import LateSubmissionPlugin


class HalfAPointAnHour(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 0.5 * total_seconds_late / 3600


c.AssignLatePenalties.plugin_class = HalfAPointAnHour
"""


def hand_in(course, student, time, notebook=None):
    course.hand_in(student, notebook or good())
    course.hand_in(student, time, name="timestamp.txt")


@pytest.fixture
def due(course):
    with course.gradebook() as gradebook:
        gradebook.find_assignment("optimizers").duedate = DUE
        gradebook.db.commit()
    hand_in(course, "ada", HOUR_LATE)
    hand_in(course, "bob", IN_TIME)
    return course


def configure(course, text):
    path = course.root / "nbgrader_config.py"
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def run(course, *arguments):
    assert course.nbgrader("autograde", "optimizers", *arguments) == 0, course.log


def marks(course, student):
    """Points and penalty of a student, as export shows them."""
    with course.gradebook() as gradebook:
        kept = gradebook.find_submission("optimizers", student)
        return kept.score, kept.late_submission_penalty


def test_nobody_is_late_without_a_rule(due):
    run(due)
    assert marks(due, "ada") == (ALL, 0)


def test_a_rule_of_the_instructors_costs_the_late_student_only(due):
    configure(due, HALF_A_POINT_AN_HOUR)
    run(due)
    assert marks(due, "ada") == (ALL, 0.5)
    assert marks(due, "bob") == (ALL, 0)
    assert due.nbgrader("export") == 0
    rows = (due.root / "grades.csv").read_text("utf-8").splitlines()
    (ada,) = [row for row in rows if ",ada," in row and row.startswith("optimizers")]
    assert ada.split(",")[-4:] == ["11.0", "0.5", "10.5", "13.8"]


def test_a_rule_that_changed_is_applied_by_the_next_run(due):
    run(due)
    configure(due, "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    run(due)
    assert marks(due, "ada") == (ALL, ALL)
    assert "1 to grade" in due.log


def test_an_extension_takes_the_penalty_away(due):
    configure(due, "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    run(due)
    with due.gradebook() as gradebook:
        gradebook.grant_extension("optimizers", "ada", hours=2)
    run(due)
    assert marks(due, "ada") == (ALL, 0)
    run(due)
    assert "0 to grade" in due.log
    with due.gradebook() as gradebook:
        assert gradebook.find_submission("optimizers", "ada").extension.seconds == 7200


def test_a_later_due_date_takes_the_penalty_away(due):
    configure(due, "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    run(due)
    with due.gradebook() as gradebook:
        gradebook.find_assignment("optimizers").duedate = DUE.replace(day=2)
        gradebook.db.commit()
    run(due)
    assert marks(due, "ada") == (ALL, 0)


def test_points_that_a_person_gave_a_late_student_are_late_too(due):
    configure(due, "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    run(due)
    with due.gradebook() as gradebook:
        grade = gradebook.find_grade("QUIZ", "optimizers", "optimizers", "ada")
        grade.manual_score, grade.extra_credit = 1.0, 0.5
        gradebook.db.commit()
    run(due)
    assert marks(due, "ada") == (ALL + 1.5, ALL + 1.5)


def test_extra_credit_outlives_a_new_attempt(due):
    run(due)
    with due.gradebook() as gradebook:
        grade = gradebook.find_grade("set_lr", "optimizers", "optimizers", "bob")
        grade.extra_credit = 2.0
        gradebook.db.commit()
    hand_in(due, "bob", "2026-03-01 11:30:00 UTC", published())
    run(due)
    assert marks(due, "bob") == (2.0, 0)
    hand_in(due, "bob", "2026-03-01 11:45:00 UTC")
    run(due)
    assert marks(due, "bob") == (ALL + 2.0, 0)


def test_a_late_attempt_after_one_in_time_is_late(due):
    configure(due, HALF_A_POINT_AN_HOUR)
    run(due)
    hand_in(due, "bob", HOUR_LATE, published())
    run(due)
    assert marks(due, "bob") == (0, 0), "no penalty is more than the score"
    hand_in(due, "bob", HOUR_LATE)
    run(due)
    assert marks(due, "bob") == (ALL, 0.5)


def test_an_attempt_without_a_time_is_not_late_for_the_one_before(due):
    configure(due, "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    run(due)
    (due.root / "submitted/ada/optimizers/timestamp.txt").unlink()
    run(due)
    assert marks(due, "ada") == (ALL, 0)
