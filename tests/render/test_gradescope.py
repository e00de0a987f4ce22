"""results.json for Gradescope, held to a schema written from its documentation."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import validate

from graders.render.gradescope import LONGEST_OUTPUT, SHOWN, gradescope_json

from .samples import GOOD, GRADED, GRADER_ERROR, REFUSED, STUDENTS_CHECK
from .strategies import reports, steady

# Source: Gradescope, "Autograder Specifications", output format of results.json.
FORMATS = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
TEST = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": {"type": "number", "minimum": 0},
        "max_score": {"type": "number", "minimum": 0},
        "status": {"enum": ["passed", "failed"]},
        "name": {"type": "string"},
        "name_format": FORMATS,
        "number": {"type": "string"},
        "output": {"type": "string"},
        "output_format": FORMATS,
        "tags": {"type": "array", "items": {"type": "string"}},
        "visibility": {"enum": list(SHOWN)},
        "extra_data": {"type": "object"},
    },
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": {"type": "number", "minimum": 0},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": FORMATS,
        "test_output_format": FORMATS,
        "test_name_format": FORMATS,
        "visibility": {"enum": list(SHOWN)},
        "stdout_visibility": {"enum": list(SHOWN)},
        "extra_data": {"type": "object"},
        "tests": {"type": "array", "items": TEST},
        "leaderboard": {"type": "array"},
    },
    "anyOf": [{"required": ["score"]}, {"required": ["tests"]}],
}


def written(report, **more):
    data = json.loads(gradescope_json(report, **more))
    validate(data, SCHEMA)
    return data


def test_the_score_is_the_report_s_and_the_sum_of_the_tests():
    data = written(GRADED)
    assert data["score"] == GRADED.score
    assert sum(test.get("score", 0) for test in data["tests"]) == pytest.approx(GRADED.score)


def test_a_failed_test_tells_its_message():
    data = written(STUDENTS_CHECK)
    test = next(test for test in data["tests"] if "With smooth=False" in test["name"])
    assert (test["status"], test["score"], test["max_score"]) == ("failed", 0, 1)
    assert "seen 0.0536, expected 0.1" in test["output"]


@pytest.mark.parametrize("shown", SHOWN)
def test_what_is_hidden_appears_when_the_instructor_says(shown):
    tests = written(STUDENTS_CHECK, hidden=shown)["tests"]
    hidden = [test for test in tests if test["name"].startswith(("quiz", "explanation"))]
    hidden += [test for test in tests if "Holds for other rates" in test["name"]]
    assert len(hidden) > 1
    assert {test["visibility"] for test in hidden} == {shown}


def test_a_fault_of_the_grader_gives_no_score_and_a_refusal_gives_its_reason():
    assert "score" not in written(GRADER_ERROR)
    refused = written(REFUSED)
    assert refused["score"] == 0
    assert refused["output"]


def test_a_long_output_is_cut():
    task = GOOD.tasks[0]
    check = replace(task.checks[0], verdict="fail", points=0.0, message="x" * 100_000)
    data = written(replace(GOOD, tasks=(replace(task, checks=(check,)),)))
    assert len(data["tests"][0]["output"]) == LONGEST_OUTPUT


@steady
@given(reports, st.sampled_from(SHOWN))
def test_any_report_fits_the_format(report, shown):
    written(report, hidden=shown)
