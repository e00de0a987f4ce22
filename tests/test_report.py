"""Reports as values: scores, the verdict of a task, and the way through JSON and back."""

import json
import math

import pytest

from graders.report import (
    MOST_TELLING,
    Check,
    Concept,
    ExplanationReport,
    QuizAnswer,
    Report,
    ReportNote,
    TaskReport,
    from_dict,
    is_judged,
    to_dict,
)


def check(verdict, points=0.0, most=1.0, **more):
    return Check(f"check_{verdict}", "A title.", verdict, points, most, **more)


def report(*checks, status="graded", **more):
    return Report("sample", "x.py", "00", "ada", status, (TaskReport("f", checks),), **more)


FULL = report(
    check("pass", 1.0),
    check("fail", message="seen\nwhy", hint="try", misconception="X1: squared"),
    check("not_run", visibility="hidden"),
    quiz=(QuizAnswer("Q1", "a", None, "recorded", 0.0, 0.5, "did you mean `b`?"),),
    explanations=(
        ExplanationReport("E1", "pass", 1.0, 2.0, "ada", "", (Concept("c", True, 0.9, "so"),)),
        ExplanationReport("E2", "recorded", 0.0, 3.0),
    ),
    notes=(ReportNote("magic", "left out"),),
    environment={"seed": 1},
    timing={"run": 0.5},
)


def test_a_report_survives_json():
    assert from_dict(json.loads(json.dumps(to_dict(FULL)))) == FULL


@pytest.mark.parametrize("data", [{}, {"assignment": "x"}, {**to_dict(FULL), "tasks": [{}]}])
def test_what_is_no_report_cannot_be_read(data):
    with pytest.raises((KeyError, TypeError)):
        from_dict(data)


@pytest.mark.parametrize(
    "points", [math.nan, math.inf, -math.inf, -1, 1.5, "1", "np.float64(1.0)", None, True, [1]]
)
@pytest.mark.parametrize("kind", ["tasks", "quiz", "explanations"])
def test_only_a_finite_number_up_to_the_maximum_is_a_score(kind, points):
    """NaN, negative, absent and text scores were full points elsewhere (cases: G12)."""
    data = json.loads(json.dumps(to_dict(FULL)))
    items = data["tasks"][0]["checks"] if kind == "tasks" else data[kind]
    item = next(item for item in items if item["id"] in ("check_pass", "Q1", "E2"))
    item["score" if kind == "explanations" else "points"] = points
    item["max_score" if kind == "explanations" else "max_points"] = 1.0
    with pytest.raises(ValueError, match="points"):
        from_dict(data)


def test_what_was_not_judged_here_counts_on_neither_side():
    assert (FULL.score, FULL.max_score) == (2.0, 4.0)
    assert [is_judged(item) for item in FULL.items] == [True, True, False, False, True, False]


def test_a_fault_of_the_grader_leaves_no_score():
    broken = report(check("pass", 1.0), check("grader_error"), status="grader_error")
    assert (broken.score, broken.max_score) == (None, 2.0)
    assert to_dict(broken)["score"] is None


def test_points_add_up_without_rounding_errors():
    thirds = report(*[check("pass", 0.1, 0.1)] * 10)
    assert (thirds.score, thirds.max_score) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("verdicts", "speaks"),
    [
        (("pass", "pass"), "pass"),
        (("pass", "fail"), "fail"),
        (("pass", "not_run"), "pass"),
        (("fail", "timeout", "skipped"), "timeout"),
        (("tampered", "grader_error"), "grader_error"),
        (("not_attempted", "pass"), "not_attempted"),
    ],
)
def test_the_most_telling_verdict_speaks_for_a_task(verdicts, speaks):
    assert TaskReport("f", tuple(check(verdict) for verdict in verdicts)).verdict == speaks


def test_every_verdict_can_speak_for_a_task():
    for verdict in MOST_TELLING:
        assert TaskReport("f", (check(verdict),)).verdict == verdict


def test_all_passed_needs_something_that_was_judged():
    assert report(check("pass", 1.0), check("not_run")).all_passed
    assert not report(check("not_run")).all_passed
    assert not report(check("pass", 1.0), check("skipped")).all_passed
    assert not report(check("pass", 1.0), status="refused").all_passed
    assert not Report(None, "x", None, None, "refused").all_passed
