"""Names chosen by an enemy, in everything that a run shows or writes."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest

from graders.gradebook import Gradebook
from graders.render.csv_gradebook import gradebook_csv
from graders.render.gradescope import gradescope_json
from graders.render.html import class_html, report_html
from graders.render.json_report import report_json
from graders.render.junit import junit_xml
from graders.render.terminal import gradebook_table, report_text
from graders.render.visible import one_line
from graders.report import Report, ReportNote
from graders.results import Results

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
def test_no_cell_of_the_gradebook_is_a_formula_whatever_separates_cells(name):
    text = gradebook_csv(Gradebook((of(name),), 1))
    assert len(text.splitlines()) == 2
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
    assert not set(data["output"]) & STEERING


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
