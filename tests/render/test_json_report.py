import json
import math
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from graders.render.json_report import report_json, reports_json
from graders.report import Concept, ExplanationReport, from_dict

from .samples import GRADED, REPORTS, STUDENTS_CHECK
from .strategies import reports, steady

SCHEMA = json.loads(files("graders.render").joinpath("report.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@given(reports)
@steady
def test_any_report_fits_the_schema_and_reads_back_the_same(report):
    text = report_json(report).encode("utf-8").decode("utf-8")
    VALIDATOR.validate(json.loads(text))
    assert from_dict(json.loads(text)) == report


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.path)
def test_the_samples_fit_the_schema(report):
    VALIDATOR.validate(json.loads(report_json(report)))


def test_all_reports_are_one_array_in_order():
    assert [from_dict(item) for item in json.loads(reports_json(REPORTS))] == list(REPORTS)


def test_no_reports_are_an_empty_array():
    assert json.loads(reports_json(())) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("status",), "fine"),
        (("surprise",), 1),
        (("tasks", 0, "checks", 0, "verdict"), "passed"),
        (("tasks", 0, "checks", 0, "surprise"), 1),
        (("tasks", 0, "checks", 0, "visibility"), "secret"),
        (("quiz", 0, "correct"), "yes"),
        (("notes", 0, "surprise"), 1),
        (("score",), None),
    ],
)
def test_the_schema_refuses(path, value):
    data = json.loads(report_json(STUDENTS_CHECK))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not VALIDATOR.is_valid(data)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_finite_becomes_null(number):
    explanation = ExplanationReport(
        "why", "pass", 1.0, 1.0, "automatic", concepts=(Concept("a", True, number),)
    )
    report = replace(
        GRADED,
        environment={"sandbox": [{"load": number}]},
        timing={"judge": number},
        explanations=(explanation,),
    )
    data = json.loads(report_json(report))
    VALIDATOR.validate(data)
    assert data["environment"] == {"sandbox": [{"load": None}]}
    assert data["timing"] == {"judge": None}
    assert data["explanations"][0]["concepts"][0]["sure"] is None


def test_points_that_are_not_finite_are_refused():
    answer = replace(GRADED.quiz[0], points=math.nan)
    with pytest.raises(ValueError, match="nan"):
        report_json(replace(GRADED, quiz=(answer,)))
