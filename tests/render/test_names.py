"""Names chosen by an enemy, in everything that a run shows or writes."""

import csv
import io
import json
import re
from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from graders.gradebook import Gradebook
from graders.integrations.nbgrader.cell_marks import cell_marks
from graders.render.annotations import annotations, stopped
from graders.render.csv_gradebook import gradebook_csv, tasks_csv
from graders.render.gradescope import gradescope_json
from graders.render.html import class_html, report_html
from graders.render.json_report import report_json
from graders.render.junit import junit_xml
from graders.render.markdown import summary
from graders.render.sarif import sarif
from graders.render.terminal import gradebook_table, report_text
from graders.render.visible import one_line, visible
from graders.report import Check, QuizAnswer, Report, ReportNote, TaskReport
from graders.results import Results
from graders.roster import Student

NAMES = (
    "ana\nben           schedules   graded   16/16",
    "ana\r\n\r\nWell done: all checks passed.",
    "\x1b[2J\x1b]8;;http://x.invalid\x07ana\x1b]8;;\x07",
    "\x9b31mana",
    "\u202eana\u2066\u2029",
    "=cmd|' /C calc'!A0",
    "ana;=cmd|' /C calc'!A0",
    "@SUM(1)\t=1",
    "<script>alert(1)</script>",
    "![x](http://x.invalid/x.png) [a](javascript:alert(1))",
    "::error file=x::said by ana",
    "[link=http://x.invalid]ana[/link]",
    "..", "../../etc/cron.d/ana", "/etc/passwd", "C:\\con", "CON", "-rf", "~", "$(reboot)", "`id`",
    "a" * 60_000,
    "\ud800x\udcff",
    "\0",
)  # fmt: skip
STEERING = set(map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0x202E, 0x2066])) - {
    "\n"
}


def of(name):
    reason = f"There are 2 files for schedules: {name} and {name}; keep one."
    note = ReportNote("refused", reason)
    return Report("schedules", f"{name}/schedules.py", None, name, "refused", notes=(note,))


def graded(name):
    return Report("schedules", f"{name}/x.py", None, name, "graded", notes=(ReportNote("x", name),))


def wrong(name):
    """A report that has the name in every text that a student can choose."""
    said = f"f(): seen {name}, expected 1\n{name}"
    check = Check("check_f", "It works", "fail", 0.0, 1.0, said, "look again")
    answer = QuizAnswer("Q1", name, False, "fail", 0.0, 1.0)
    return replace(graded(name), tasks=(TaskReport("f", (check,)),), quiz=(answer,))


def begins(text):
    """The first word of each line of a text, empty for a line that is set in."""
    return {line.split(" ")[0] for line in text.split("\n")}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_one_line_that_steers_nothing(name):
    shown = one_line(name)
    assert not set(shown) & (STEERING | {"\n"})
    assert len(shown) <= 1001


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", [of, graded])
def test_a_report_on_a_terminal_has_no_line_that_a_name_has_made(name, make):
    text = report_text(make(name), width=100_000)
    assert not set(text) & STEERING
    plain = report_text(make("ana"), width=100_000)
    assert len(text.splitlines()) <= len(plain.splitlines()) + name.count("\n")
    begins = {line.split(" ")[0] for line in text.splitlines()[3:] if line}
    assert begins <= {line.split(" ")[0] for line in plain.splitlines()} | {""}


@pytest.mark.parametrize("name", NAMES)
def test_the_table_of_a_class_has_no_row_that_a_name_has_made(name):
    text = gradebook_table(Gradebook((of(name), of("zoe")), 1), width=100_000)
    assert not set(text) & STEERING
    plain = gradebook_table(Gradebook((of("ana"), of("zoe")), 1), width=100_000)
    assert len(text.splitlines()) == len(plain.splitlines())


@pytest.mark.parametrize("name", NAMES)
def test_the_roster_under_the_table_has_no_row_that_a_name_has_made(name):
    texts = [
        gradebook_table(Gradebook((of(one),), 1, (Student(f"{one}!"),)), width=100_000)
        for one in (name, "ana")
    ]
    assert not set(texts[0]) & STEERING
    assert len(texts[0].splitlines()) == len(texts[1].splitlines())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "write", [lambda report: gradebook_csv(Gradebook((report,), 1)), lambda one: tasks_csv([one])]
)
@pytest.mark.parametrize("make", [of, wrong])
def test_no_cell_is_a_formula_whatever_separates_cells(name, write, make):
    text = write(make(name))
    assert len(text.splitlines()) == len(write(make("ana")).splitlines())
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            assert not [
                cell for cell in row if cell.strip(" \"'")[:1] in tuple("=@") and cell[0] != "'"
            ]


@pytest.mark.parametrize("name", NAMES)
def test_pages_hold_no_markup_of_a_name(name):
    pages = report_html(of(name)), class_html(Gradebook((of(name),), 1), lambda _: "a/b.html")
    for page in pages:
        assert not set(page) & (STEERING - {"\t"})
        for told in (
            "<script",
            "<img",
            'href="javascript',
            'href="http',
            "]8;;http://x.invalid\x07",
        ):
            assert told not in page


@pytest.mark.parametrize("name", NAMES)
def test_a_report_as_json_reads_back_to_the_name(name):
    text = report_json(of(name))
    assert json.loads(text.encode("utf-8"))["submission"]["student"] == name
    assert not set(text) & {"\x1b", "\0", "\x07"}


@pytest.mark.parametrize("name", NAMES)
def test_exports_hold_the_name_as_text(name):
    root = ElementTree.fromstring(junit_xml([of(name)], hidden=True))
    assert [(suite.tag, len(suite)) for suite in root] == [("testsuite", 1)]
    data = json.loads(gradescope_json(of(name)))
    assert data["output_format"] == "text"
    assert not set(data["output"]) & (STEERING - {"\t"})
    assert begins(data["output"]) <= {"There", ""}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", [of, graded, wrong])
def test_a_summary_in_markdown_holds_no_markup_of_a_name(name, make):
    text = summary([make(name)], [(name, name)])
    text.encode("utf-8")
    assert not set(text) & (STEERING - {"\t"})

    def kinds(markdown):
        tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
        whole = [part.type for token in tokens for part in (token, *(token.children or ()))]
        return [kind for kind in whole if kind != "text"]

    assert kinds(text) == kinds(summary([make("ana")], [("ana", "ana")]))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", [of, wrong])
def test_a_name_makes_no_workflow_command_and_no_property_of_one(name, make):
    report = make(name)
    commands = annotations([(report, {})])
    assert len(commands) == len(annotations([(make("ana"), {})])) == 1
    found = re.fullmatch(r"::error ([^:\n]*)::([^\n\r]*)", commands[0])
    properties = dict(pair.split("=", 1) for pair in found[1].split(","))
    assert list(properties) == ["file", "title"]
    assert unquote(properties["file"]) == visible(report.path)
    assert not set(commands[0]) & (STEERING - {"\t"})
    lines = stopped(one_line(report.path), "token").split("\n")
    assert (lines[0], lines[2:]) == ("::stop-commands::token", ["::token::"])


@pytest.mark.parametrize("name", [*NAMES, "[a](b", "\\[a](http://x.invalid)", "[a[b]](0)"])
@pytest.mark.parametrize("make", [of, graded, wrong])
def test_sarif_holds_no_link_and_no_address_that_a_name_has_made(name, make):
    text = sarif([make(name)], hidden=True)
    assert not set(text) & STEERING
    (run,) = json.loads(text)["runs"]
    invocation = run.get("invocations", [{"toolExecutionNotifications": []}])[0]
    results = [*run["results"], *invocation["toolExecutionNotifications"]]
    assert len(results) == {of: 0, graded: 1, wrong: 2}[make]
    for result in results:
        # A bracket is a literal one after a backslash that is no literal one itself.
        assert not re.search(r"(?<!\\)(\\\\)*\][(]", result["message"]["text"])
        assert not set(result["message"]["text"]) & (STEERING - {"\t"})
        (place,) = result["locations"]
        uri = place["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[\w.~/%-]+", uri, re.ASCII)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", [graded, wrong])
def test_a_mark_in_nbgrader_has_no_line_that_a_name_has_made(name, make):
    shown, plain = (
        "\n".join(mark.message for mark in cell_marks(make(one)).values()) for one in (name, "ana")
    )
    assert not set(shown) & (STEERING - {"\t"})
    assert begins(shown) <= begins(plain) | {""}


@pytest.mark.parametrize("name", NAMES)
def test_a_refusal_in_nbgrader_is_one_line(name):
    (mark,) = cell_marks(
        replace(wrong(name), status="refused", quiz=(), notes=of(name).notes)
    ).values()
    assert begins(mark.message) == {"Not"}


@pytest.mark.parametrize("name", NAMES)
def test_the_files_of_any_name_lie_in_the_results(name, tmp_path):
    results = Results(tmp_path / "results")
    results.write(of(name))
    results.finish([of(name)], 1)
    assert [path.name for path in tmp_path.iterdir()] == ["results"]
    reports = tmp_path / "results" / "reports"
    (folder,) = reports.iterdir()
    assert sorted(path.name for path in folder.iterdir()) == ["schedules.html", "schedules.json"]
    assert folder.name.isascii()
    assert not set(folder.name) & set("\n\t ;$`<>=|'\"\\/")
