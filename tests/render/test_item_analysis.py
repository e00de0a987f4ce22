"""Figures about tasks, questions and checks of a class whose answers are known."""

from dataclasses import replace

import pytest

from graders.render import item_analysis
from graders.report import Check, QuizAnswer, Report, TaskReport


def check(name, passed, most=1.0, **more):
    verdict = "pass" if passed else "fail"
    return Check(f"check_{name}", name, verdict, most * passed, most, **more)


def report(*tasks, quiz=()):
    return Report("sample", "x.py", None, None, "graded", tuple(tasks), quiz)


def task(name, *checks):
    return TaskReport(name, checks)


def of_class(*rows):
    """A report for each row of passes, a check and a task each."""
    return [
        report(*(task(f"t{n}", check(f"c{n}", passed)) for n, passed in enumerate(row)))
        for row in rows
    ]


def test_scores_fall_into_tenths_and_the_full_score_into_the_last():
    reports = [
        report(task("t", check("c", True, most), check("d", False, 10 - most)))
        for most in (0.5, 1, 9, 9.9)
    ]
    full = report(task("t", check("c", True)))
    assert item_analysis.distribution([*reports, full, report()]) == (1, 1, *[0] * 7, 3)


def test_a_task_that_goes_with_the_rest_discriminates():
    good, bad = (True, True, True), (False, False, False)
    first, *_ = item_analysis.tasks(of_class(*[good] * 6, *[bad] * 6))
    assert (first.name, first.attempted, first.share) == ("t0", 12, 0.5)
    assert first.discrimination == pytest.approx(1.0)
    against, *_ = item_analysis.tasks(of_class(*[(True, False)] * 6, *[(False, True)] * 6))
    assert against.discrimination == pytest.approx(-1.0)


@pytest.mark.parametrize("rows", [[(True, True)] * 9, [(True, True)] * 12])
def test_too_few_or_all_the_same_say_nothing(rows):
    assert item_analysis.tasks(of_class(*rows))[0].discrimination is None


def test_an_untouched_task_is_not_attempted():
    untouched = task("t", replace(check("c", False), verdict="not_attempted"))
    (figures,) = item_analysis.tasks([report(untouched), report(task("t", check("c", True)))])
    assert (figures.attempted, figures.share) == (1, 0.5)


def test_a_known_mistake_counts_once_a_submission():
    both = [
        check("c", False, misconception="M1: Too far."),
        check("d", False, misconception="M1: Too far."),
    ]
    other = check("c", False, misconception="M2: Too early.")
    reports = [report(task("t", *both)), report(task("t", both[0])), report(task("t", other))]
    assert item_analysis.misconceptions(reports) == (("Too far.", 2), ("Too early.", 1))


def test_each_wrong_answer_of_the_quiz_is_counted():
    def answered(answer, correct):
        return report(quiz=(QuizAnswer("Q1", answer, correct, "pass", 0, 1),))

    reports = [
        answered("a", True),
        answered("b", False),
        answered("b", False),
        answered("c", False),
        answered(None, False),
        answered("a", None),
    ]
    (question,) = item_analysis.questions(reports)
    assert (question.right, question.answered) == (1, 4)
    assert question.wrong == (("b", 2), ("c", 1))


def test_a_check_that_nobody_passes_is_suspected():
    (one,) = item_analysis.suspicions(of_class(*[(True, False)] * 10))
    assert (one.title, one.reason) == ("c1", "none of the 10 who attempted it passed")
    assert not item_analysis.suspicions(of_class(*[(True, False)] * 9))


def test_a_check_that_the_better_ones_fail_is_suspected():
    better, weaker = (False, True, True, True), (True, False, False, True)
    suspected = item_analysis.suspicions(of_class(*[better] * 8, *[weaker] * 7))
    assert [one.title for one in suspected] == ["c0"]
    assert "better submissions fail it more often (correlation -1.00)" in suspected[0].reason
    assert not item_analysis.suspicions(of_class(*[better] * 7, *[weaker] * 7))
