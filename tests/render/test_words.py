from dataclasses import replace
from typing import get_args

import pytest

from graders.render.words import (
    VERDICT_WORDS,
    closing,
    first_problem,
    points,
    score_label,
    score_of,
    status_counts,
    task_score,
    task_state,
)
from graders.report import ReportNote, TaskReport, Verdict

from .samples import (
    ALL_VISIBLE_PASSED,
    CLASS,
    GOOD,
    GRADED,
    GRADER_ERROR,
    HALVING,
    OPTIMIZERS,
    RAISED,
    REFUSED,
    STEPS_PER_EPOCH,
    STUCK,
    STUDENTS_CHECK,
    UNTOUCHED,
    hidden,
    passed,
)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1.0, 2, "1"), (0.5, 2, "0.5"), (2.4, 2, "2.4"), (0.1 + 0.2, 2, "0.3"), (0.0, 2, "0"),
        (10.0, 2, "10"), (100.0, 0, "100"), (1 / 3, 2, "0.33"), (0.125, 9, "0.125"),
    ],
)  # fmt: skip
def test_points_have_no_trailing_zeros(value, digits, text):
    assert points(value, digits) == text


def test_every_verdict_has_its_words():
    assert set(VERDICT_WORDS) == set(get_args(Verdict))


def test_a_students_own_check_shows_a_visible_score():
    assert (score_label(STUDENTS_CHECK), score_of(STUDENTS_CHECK)) == (
        "visible score",
        "2 of 11",
    )


def test_a_score_is_so_far_while_an_answer_is_only_recorded():
    waiting = replace(GRADED, explanations=STUDENTS_CHECK.explanations)
    assert (score_label(GRADED), score_label(waiting)) == ("score", "score so far")


def test_hidden_checks_are_never_said_to_have_passed():
    three = TaskReport("halving", (passed("a", "A"), *(hidden(f"h{i}", "H") for i in range(3))))
    words = closing(replace(GOOD, tasks=(three,)))
    assert words == "Well done: all visible checks passed; 3 hidden checks count too."


def test_hidden_checks_that_ran_still_count_as_hidden():
    ran = replace(hidden("h", "H"), verdict="pass", points=1.0)
    assert "1 hidden check counts too" in closing(
        replace(GOOD, tasks=(TaskReport("halving", (passed("a", "A"), ran)),))
    )


def test_all_checks_passed_is_said_where_none_is_hidden():
    assert closing(GOOD) == "Well done: all checks passed."


def test_the_closing_sentence_names_the_next_task_and_missing_answers():
    assert closing(STUDENTS_CHECK) == (
        "7 of 11 visible checks did not pass yet; go on with halving. "
        "1 answer still waits to be written."
    )


def test_an_untouched_stub_is_told_where_to_begin():
    assert closing(OPTIMIZERS) == "Nothing attempted yet: begin with set_lr."


def test_a_submission_without_any_check_here_has_no_word_about_checks():
    assert closing(replace(GOOD, tasks=(TaskReport("halving", (hidden("h", "H"),)),))) == ""


@pytest.mark.parametrize(
    ("task", "state"),
    [
        (STEPS_PER_EPOCH, "passed"),
        (HALVING, "failed"),
        (UNTOUCHED, "not_attempted"),
        (TaskReport("halving", (hidden("h", "H"),)), "not_judged"),
        (TaskReport("halving", ()), "not_judged"),
    ],
)
def test_state_of_a_task(task, state):
    assert task_state(task) == state


def test_a_task_that_the_grader_failed_has_no_score():
    assert task_score(GRADER_ERROR.tasks[1]) == "no score"


@pytest.mark.parametrize(
    ("report", "problem"),
    [
        (STUCK, "timeout in warmup_cosine"),
        (GRADER_ERROR, "grader error in halving"),
        (replace(GOOD, tasks=(RAISED,)), "error in by_epoch"),
        (OPTIMIZERS, "nothing attempted"),
        (replace(GOOD, tasks=(STEPS_PER_EPOCH, UNTOUCHED)), "not attempted: WarmupLinear"),
        (replace(GRADED, tasks=(STEPS_PER_EPOCH,)), "quiz: Q10 wrong"),
        (GRADED, "halving: Holds for other rates and intervals"),
        (ALL_VISIBLE_PASSED, ""),
        (replace(REFUSED, notes=()), "Nothing in this submission could be graded"),
        (
            replace(REFUSED, notes=(ReportNote("refused", "It is not UTF-8. Save it as such."),)),
            "It is not UTF-8",
        ),
    ],
)
def test_first_problem(report, problem):
    assert first_problem(report) == problem


def test_a_long_refusal_is_cut_between_words():
    assert first_problem(REFUSED) == "schedules.py is not valid Python: line 12 opens a…"


def test_a_class_is_counted_by_status():
    assert status_counts(CLASS.reports) == "6 submissions: 4 graded, 1 refused, 1 grader error"
    assert status_counts(()) == "0 submissions: none"
