from dataclasses import replace

from graders.gradebook import Gradebook
from graders.render.class_summary import CheckCount, assignments, numbers
from graders.report import TaskReport

from .samples import CLASS, GOOD, HALVING, SMOOTH, hidden, passed


def reports(*verdicts):
    return tuple(
        replace(GOOD, tasks=(TaskReport("halving", (replace(SMOOTH, verdict=verdict),)),))
        for verdict in verdicts
    )


def test_a_class_in_numbers():
    seen = numbers(CLASS)
    assert (seen.submissions, seen.graded, seen.refused, seen.grader_errors) == (6, 4, 1, 1)
    assert round(seen.median) == 48


def test_no_median_where_nothing_was_graded():
    assert numbers(Gradebook((), 1)).median is None


def test_a_failure_is_counted_apart_from_what_was_left_out():
    (summary,) = assignments(Gradebook(reports("fail", "timeout", "pass", "not_attempted"), 1))
    assert summary.checks == (CheckCount("halving", SMOOTH.title, 4, 2, 1),)


def test_a_check_that_was_not_run_is_not_judged():
    (summary,) = assignments(Gradebook(reports("fail", "not_run"), 1))
    assert summary.checks[0].judged == 1


def test_the_most_failed_check_comes_first_and_a_passed_one_not_at_all():
    often = replace(SMOOTH, id="often", title="Often")
    some = replace(GOOD, tasks=(replace(HALVING, checks=(SMOOTH, often, passed("a", "A"))),))
    more = replace(GOOD, tasks=(replace(HALVING, checks=(often, hidden("h", "H"))),))
    (summary,) = assignments(Gradebook((some, more), 1))
    assert [check.title for check in summary.checks] == ["Often", SMOOTH.title]


def test_assignments_come_in_order_of_first_appearance():
    assert [summary.name for summary in assignments(CLASS)] == ["schedules", "optimizers"]
