"""Code that ran without a layer of the sandbox: whoever looks at the result reads so."""

import csv
import io
import json
from dataclasses import replace

import pytest
from junitparser import JUnitXml

from graders.gradebook import Gradebook
from graders.integrations.nbgrader.cell_marks import cell_marks
from graders.render.csv_gradebook import gradebook_csv
from graders.render.github_classroom import github_classroom_json
from graders.render.gradescope import gradescope_json
from graders.render.html import class_html, report_html
from graders.render.json_report import report_json
from graders.render.junit import junit_xml
from graders.render.lti import lti_score
from graders.render.markdown import summary
from graders.render.prairielearn import prairielearn_json
from graders.render.sarif import sarif
from graders.render.terminal import gradebook_table, report_text
from graders.report import SANDBOX_NOTE, ReportNote

from .samples import GOOD, GRADED, GRADER_ERROR, REFUSED

TEXT = "The code ran without these layers of the sandbox: filesystem, network."
OPEN = replace(GOOD, notes=(ReportNote(SANDBOX_NOTE, TEXT),))
OF_ONE = {
    "terminal": lambda report: report_text(report, width=200),
    "html": lambda report: report_html(report).partition("How this was graded")[0],
    "json": lambda report: json.loads(report_json(report))["notes"][0]["text"],
    "junit": lambda report: JUnitXml.fromstring(junit_xml([report], False).encode()).tostring(),
    "sarif": lambda report: sarif([report], hidden=False),
    "gradescope": lambda report: json.loads(gradescope_json(report))["output"],
    "github-classroom": lambda report: json.loads(github_classroom_json(report, False))["message"],
    "prairielearn": lambda report: json.loads(prairielearn_json(report, False))["message"],
    "lti": lambda report: json.loads(lti_score(report))["comment"],
    "nbgrader": lambda report: "\n".join(mark.message for mark in cell_marks(report).values()),
    "markdown": lambda report: summary([report]).replace("&#58;", ":").replace("&#46;", "."),
}


def told(made):
    text = made.decode() if isinstance(made, bytes) else made
    return text.count(TEXT)


@pytest.mark.parametrize("form", OF_ONE)
def test_every_report_says_which_layers_were_off(form):
    assert told(OF_ONE[form](OPEN)) == 1
    if form != "json":
        assert told(OF_ONE[form](GOOD)) == 0


def test_a_class_is_told_once_how_many_ran_so():
    some = Gradebook((OPEN, replace(OPEN, student="eve"), GRADED, REFUSED), 1)
    for made in (gradebook_table(some, width=200), class_html(some, lambda _: None)):
        assert made.count(f"2 submissions: {TEXT}") == told(made) == 1
    none = Gradebook((GOOD, REFUSED), 1)
    assert not told(gradebook_table(none)) + told(class_html(none, lambda _: None))


def test_the_gradebook_says_it_in_the_row_of_each():
    rows = csv.DictReader(io.StringIO(gradebook_csv(Gradebook((OPEN, GRADED), 1))))
    assert [row["note"] for row in rows] == [TEXT, ""]


def test_other_notes_are_told_where_there_is_a_place_for_them():
    for form in ("junit", "sarif", "gradescope", "github-classroom", "lti"):
        made = OF_ONE[form](GRADED)
        assert "Lines 140 to 163 were not run" in (made if isinstance(made, str) else made.decode())


def test_what_broke_in_the_grader_is_told_to_no_other_system():
    inner = "KeyError of a check that students never see"
    broken = replace(GRADER_ERROR, tasks=(), notes=(ReportNote("grader_error", inner),))
    for form in set(OF_ONE) - {"terminal", "html", "json", "markdown", "nbgrader"}:
        made = OF_ONE[form](broken)
        assert inner not in (made if isinstance(made, str) else made.decode())
