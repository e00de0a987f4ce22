"""Formats of other systems, each held to a schema written from its documentation.

The sources are named in the renderers' docstrings.
"""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from jsonschema import validate

from graders.render.classroom50 import classroom50_json
from graders.render.exercism import exercism_json
from graders.render.github_classroom import github_classroom_json
from graders.render.lti import lti_score
from graders.render.prairielearn import prairielearn_json
from graders.render.sarif import sarif

from .samples import GOOD, GRADED, GRADER_ERROR, REFUSED, STUDENTS_CHECK
from .strategies import reports, steady

TEXT, WHOLE, POINTS = {"type": "string"}, {"type": "integer"}, {"type": "number", "minimum": 0}
STATES = {"enum": ["pass", "fail", "error"]}
RUNNER = {
    "CLASSROOM": "c",
    "ASSIGNMENT": "a",
    "SUBMISSION_TAG": "submit/1",
    "COMMIT_URL": "https://host/commit/1",
    "RELEASE_URL": "https://host/release/1",
}


def of(required, optional=None):
    """An object with exactly these properties."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": required | (optional or {}),
    }


def many(item):
    return {"type": "array", "items": item}


GITHUB_TEST = of(
    {
        "name": TEXT, "status": STATES, "score": POINTS, "message": TEXT, "test_code": TEXT,
        "filename": TEXT, "line_no": WHOLE, "duration": POINTS,
    }
)  # fmt: skip
GITHUB = of(
    {
        "version": {"const": 1}, "status": STATES, "max_score": POINTS, "message": TEXT,
        "tests": many(GITHUB_TEST),
    }
)  # fmt: skip
CLASSROOM50_TEST = of(
    {"test-name": TEXT, "passed": {"type": "boolean"}, "score": WHOLE, "max-score": WHOLE},
    {"output": TEXT},
)
FULL = {"type": "string", "minLength": 1}
CLASSROOM50 = of(
    {
        "schema": {"const": "classroom50/result/v1"}, "classroom": FULL, "assignment": FULL,
        "submission": FULL, "commit": FULL, "release": FULL, "review": FULL,
        "datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "score": WHOLE, "max-score": WHOLE, "tests": many(CLASSROOM50_TEST),
    }
)  # fmt: skip
PRAIRIELEARN_TEST = of(
    {"name": TEXT, "description": TEXT, "points": POINTS, "max_points": POINTS, "message": TEXT}
)
PRAIRIELEARN = of(
    {"gradable": {"type": "boolean"}},
    {
        "score": {"type": "number", "minimum": 0, "maximum": 1}, "message": TEXT,
        "format_errors": many(TEXT), "tests": many(PRAIRIELEARN_TEST),
    },
) | {"if": {"properties": {"gradable": {"const": True}}}, "then": {"required": ["score"]}}  # fmt: skip
EXERCISM_TEST = of(
    {"name": TEXT, "status": {"enum": ["pass", "fail"]}},
    {"message": {"type": "string", "maxLength": 65535}, "task_id": WHOLE, "test_code": TEXT},
) | {"if": {"properties": {"status": {"const": "fail"}}}, "then": {"required": ["message"]}}
EXERCISM = of(
    {"version": {"const": 3}, "status": STATES, "tests": many(EXERCISM_TEST)},
    {"message": {"type": "string", "minLength": 1, "maxLength": 65535}},
) | {"if": {"properties": {"status": {"const": "error"}}}, "then": {"required": ["message"]}}
LTI = of(
    {
        "userId": TEXT, "scoreMaximum": POINTS, "comment": TEXT,
        "timestamp": {"type": "string", "pattern": r"^[\d-]{10}T[\d:]{8}\.\d{3}Z$"},
        "activityProgress": {"const": "Completed"},
        "gradingProgress": {"enum": ["FullyGraded", "PendingManual", "Failed"]},
    },
    {"scoreGiven": POINTS},
)  # fmt: skip
PLACE = of({"artifactLocation": of({"uri": TEXT})}, {"region": of({"startLine": WHOLE})})
SARIF_RESULT = of(
    {
        "ruleId": FULL, "ruleIndex": WHOLE, "level": {"const": "error"},
        "message": of({"text": FULL}), "locations": many(of({"physicalLocation": PLACE})),
    }
)  # fmt: skip
NOTIFICATION = of(
    {
        "level": {"const": "note"},
        "message": of({"text": FULL}),
        "locations": many(of({"physicalLocation": PLACE})),
    }
)
INVOCATION = of(
    {"executionSuccessful": {"type": "boolean"}, "toolExecutionNotifications": many(NOTIFICATION)}
)
DRIVER = of(
    {
        "name": FULL,
        "version": FULL,
        "rules": many(of({"id": FULL, "shortDescription": of({"text": FULL})})),
    }
)
SARIF = of(
    {
        "$schema": TEXT, "version": {"const": "2.1.0"},
        "runs": many(
            of(
                {"tool": of({"driver": DRIVER}), "columnKind": FULL, "results": many(SARIF_RESULT)},
                {"invocations": many(INVOCATION)},
            )
        ),
    }
)  # fmt: skip
FORMATS = {
    "github-classroom": (github_classroom_json, GITHUB),
    "classroom50": (lambda report, hidden: classroom50_json(report, hidden, RUNNER), CLASSROOM50),
    "prairielearn": (prairielearn_json, PRAIRIELEARN),
    "exercism": (exercism_json, EXERCISM),
    "lti": (lambda report, hidden: lti_score(report), LTI),
    "sarif": (lambda report, hidden: sarif([report], hidden), SARIF),
}
every_format = pytest.mark.parametrize("form", FORMATS)


def written(form, report, hidden=False):
    write, schema = FORMATS[form]
    data = json.loads(write(report, hidden))
    validate(data, schema)
    return data


@every_format
@pytest.mark.parametrize("report", [GOOD, GRADED, GRADER_ERROR, REFUSED, STUDENTS_CHECK])
@pytest.mark.parametrize("hidden", [True, False])
def test_every_kind_of_report_fits_the_schema(form, report, hidden):
    written(form, report, hidden)


@every_format
@steady
@given(report=reports)
def test_any_report_fits_the_schema(form, report):
    written(form, report, hidden=True)


@every_format
def test_what_is_hidden_is_there_only_when_asked_for(form):
    titles = [c.title for task in GRADED.tasks for c in task.checks if c.visibility == "hidden"]
    assert titles
    if form not in ("lti", "sarif"):
        assert not any(title in json.dumps(written(form, GRADED)) for title in titles)
        assert any(title in json.dumps(written(form, GRADED, hidden=True)) for title in titles)


def test_the_scores_of_github_classroom_add_up_and_one_failure_fails_it():
    data = written("github-classroom", GRADED, hidden=True)
    assert sum(test["score"] for test in data["tests"]) == pytest.approx(GRADED.score)
    assert data["max_score"] == pytest.approx(GRADED.max_score)
    assert data["status"] == "fail"
    assert written("github-classroom", GRADER_ERROR)["status"] == "error"


def test_classroom50_gets_hundredths_of_a_point():
    data = written("classroom50", GRADED, hidden=True)
    assert data["score"] == round(100 * GRADED.score)
    assert data["review"] == RUNNER["COMMIT_URL"]
    with pytest.raises(KeyError, match="CLASSROOM"):
        classroom50_json(GRADED, False, {})


def test_a_refused_submission_costs_no_attempt_at_prairielearn():
    assert written("prairielearn", REFUSED)["gradable"] is False
    assert written("prairielearn", GRADER_ERROR)["gradable"] is False
    assert written("prairielearn", GOOD, hidden=True)["score"] == 1


def test_lti_counts_a_score_only_when_nobody_has_to_mark_any_more():
    assert written("lti", GRADER_ERROR)["gradingProgress"] == "Failed"
    assert "scoreGiven" not in written("lti", GRADER_ERROR)


def test_sarif_points_at_the_line_that_a_message_names():
    data = written("sarif", GRADED)
    results = data["runs"][0]["results"]
    rules = [rule["id"] for rule in data["runs"][0]["tool"]["driver"]["rules"]]
    assert results
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in results)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[see](https://x.invalid)", r"\[see\](https://x.invalid)"),
        (r"\[see](https://x.invalid)", r"\\\[see\](https://x.invalid)"),
        ("calls[42](0)", r"calls\[42\](0)"),
        ("by_epoch([0.1, 0.2], [1])", "by_epoch([0.1, 0.2], [1])"),
    ],
)
def test_sarif_escapes_brackets_where_a_viewer_would_see_a_link(text, shown):
    check = replace(GOOD.tasks[0].checks[0], verdict="fail", points=0.0, message=text)
    report = replace(GOOD, tasks=(replace(GOOD.tasks[0], checks=(check,)),))
    (result,) = written("sarif", report)["runs"][0]["results"]
    assert result["message"]["text"] == shown
