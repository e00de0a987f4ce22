"""Two gradings of a class compared: who moves, and why."""

from dataclasses import replace

from graders.changes import changes
from graders.report import Check, ExplanationReport, QuizAnswer, Report, TaskReport


def report(verdict="fail", points=0.0, student="ada", **more):
    check = Check("check_c", "A title.", verdict, points, 1.0)
    return Report("sample", "x.py", "00", student, "graded", (TaskReport("f", (check,)),), **more)


def test_a_verdict_that_moves_is_told_with_its_check():
    (change,) = changes([report()], [report("pass", 1.0)])
    assert change.reasons == ("f, A title.: fail -> pass",)
    assert change.points == 1.0


def test_what_stays_is_no_change():
    assert changes([report(), report(student="bob")], [report(student="bob"), report()]) == ()


def test_words_alone_are_no_change():
    check = Check("check_c", "A title.", "fail", 0.0, 1.0, message="other words")
    other = replace(report(), tasks=(TaskReport("f", (check,)),))
    assert changes([report()], [other]) == ()


def test_points_of_the_same_verdict_quiz_and_explanations_count_too():
    then = report(
        points=0.0,
        quiz=(QuizAnswer("Q1", "a", False, "fail", 0.0, 0.5),),
        explanations=(ExplanationReport("why", "fail", 1.0, 4.0, "automatic"),),
    )
    now = report(
        points=0.5,
        quiz=(QuizAnswer("Q1", "a", True, "pass", 0.5, 0.5),),
        explanations=(ExplanationReport("why", "fail", 2.0, 4.0, "automatic"),),
    )
    (change,) = changes([then], [now])
    assert change.reasons == (
        "f, A title.: 0 -> 0.5 points",
        "quiz Q1: fail -> pass",
        "explanation why: 1 -> 2 points",
    )
    assert change.points == 2.0


def test_checks_come_and_go():
    without = replace(report(), tasks=())
    assert changes([without], [report()])[0].reasons == ("f, A title.: new, fail",)
    assert changes([report()], [without])[0].reasons == ("f, A title.: no longer asked",)


def test_a_status_that_moves_and_a_student_who_is_new():
    failed = replace(report(), status="grader_error")
    assert changes([failed], [report()])[0].reasons == ("grader error -> graded",)
    (new,) = changes([], [report("pass", 1.0)])
    assert (new.reasons, new.points) == (("was not in the last grading",), 1.0)
