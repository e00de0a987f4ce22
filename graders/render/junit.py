"""Reports -> JUnit XML as pytest writes it (family xunit2), which every CI system shows.

A test case for each check, question and explanation. JUnit knows no points, so they are properties
of the case; notes are the output of the suite. XML takes no control characters: `visible` shows
them, and the writer escapes the rest.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable

from graders.render.entries import Entry, entries
from graders.render.visible import visible
from graders.render.words import GRADER_FAULT, VERDICT_WORDS, note_lines, points
from graders.report import Report

RESULTS = {"pass": None, "grader_error": "error", "not_run": "skipped", "recorded": "skipped",
           "skipped": "skipped"}  # fmt: skip
"""What a verdict is called in JUnit; any other is a failure."""

_NO_CHARACTER = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids, escaped or not (its production 2, Char)."""


def junit_xml(reports: Iterable[Report], hidden: bool) -> str:
    """All `reports` as one document, a suite each; `hidden` shows what students may not see yet."""
    root = ET.Element("testsuites")
    for report in reports:
        _suite(root, report, hidden)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(root: ET.Element, report: Report, hidden: bool) -> None:
    owner = ", ".join(_text(part) for part in (report.student, report.path) if part)
    assignment = _text(report.assignment or "unknown")
    name = f"{assignment}: {owner}"
    suite = ET.SubElement(root, "testsuite", name=name)
    if report.status == "refused":
        reason = next((note.text for note in report.notes if note.kind == "refused"), "")
        _case(suite, name, Entry("submission", "can be graded", "fail", 0, 0, reason))
    for entry in entries(report):
        if hidden or entry.visibility == "visible":
            _case(suite, assignment, entry)
    kinds = [child.tag for case in suite for child in case]
    counts = {"tests": len(suite), "failures": kinds.count("failure"),
              "errors": kinds.count("error"), "skipped": kinds.count("skipped")}  # fmt: skip
    suite.attrib.update({key: str(number) for key, number in counts.items()})
    if told := note_lines(report):
        ET.SubElement(suite, "system-out").text = "\n".join(map(_text, told))


def _case(suite: ET.Element, assignment: str, entry: Entry) -> None:
    names = {"classname": f"{assignment}.{_text(entry.task)}", "name": _text(entry.title)}
    case = ET.SubElement(suite, "testcase", names, time="0")
    properties = ET.SubElement(case, "properties")
    for name, number in (("points", entry.points), ("max_points", entry.max_points)):
        ET.SubElement(properties, "property", name=name, value=points(number, digits=9))
    kind = RESULTS.get(entry.verdict, "failure")
    if kind is not None:
        text = GRADER_FAULT if kind == "error" else entry.text
        result = ET.SubElement(case, kind, message=VERDICT_WORDS[entry.verdict])
        result.text = _text(text)


def _text(text: str) -> str:
    return _NO_CHARACTER.sub("\ufffd", visible(text))
