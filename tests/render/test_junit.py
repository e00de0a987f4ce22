"""JUnit XML, read back by a consumer's own parser."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped

from graders.render.junit import junit_xml

from .samples import GOOD, GRADED, GRADER_ERROR, REFUSED, REPORTS, STUDENTS_CHECK
from .strategies import reports, steady


def suites(*some, hidden=True):
    return list(JUnitXml.fromstring(junit_xml(some, hidden).encode()))


def kinds(suite):
    return {case.name: [type(result) for result in case.result] for case in suite}


def test_each_report_is_a_suite_and_each_check_a_case_with_its_points():
    (suite,) = suites(STUDENTS_CHECK)
    assert suite.tests == len(list(suite))
    case = next(case for case in suite if "With smooth=False" in case.name)
    assert case.classname.endswith(".halving")
    assert {one.get("name"): one.get("value") for one in case._elem.iter("property")} == {
        "points": "0",
        "max_points": "1",
    }
    assert "seen 0.0536, expected 0.1" in case.result[0].text
    assert "Try: how many whole intervals" in case.result[0].text


def test_verdicts_are_failures_errors_and_skips():
    (suite,) = suites(STUDENTS_CHECK)
    assert kinds(suite)["With smooth=False the rate stays the same between two halvings"] == [
        Failure
    ]
    assert kinds(suite)["With smooth=True the rate falls at every step"] == []
    assert kinds(suite)["Holds for other rates and intervals"] == [Skipped]
    (failed,) = suites(GRADER_ERROR)
    assert failed.errors == sum(Error in kind for kind in kinds(failed).values()) > 0
    (refused,) = suites(REFUSED)
    assert refused.failures >= 1


def test_hidden_checks_quiz_and_explanations_are_left_out_where_students_read():
    (suite,) = suites(STUDENTS_CHECK, hidden=False)
    assert not {"Holds for other rates and intervals", "Q7"} & set(kinds(suite))
    assert not any(case.classname.endswith((".quiz", ".explanation")) for case in suite)
    assert suites(GRADED)[0].tests > suites(GRADED, hidden=False)[0].tests


def test_all_reports_together_are_one_document():
    assert len(suites(*REPORTS)) == len(REPORTS)


@steady
@given(st.lists(reports, max_size=2), st.booleans())
def test_any_report_is_xml_that_holds_every_count(some, hidden):
    for suite in suites(*some, hidden=hidden):
        found = list(kinds(suite).values())
        assert suite.tests == len(list(suite))
        assert suite.failures >= sum(Failure in kind for kind in found)


@pytest.mark.parametrize("text", ["\x00\x1b[31m", "]]><x/>", "<!--&lt;", "\ud800", "\u202e"])
def test_hostile_text_stays_text(text):
    (suite,) = suites(replace(GOOD, path=text, student=text))
    assert suite.tests == suites(GOOD)[0].tests
