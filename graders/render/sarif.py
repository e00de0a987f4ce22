"""Reports -> SARIF, which code hosts show at the lines of a file.

Source of the format: OASIS's Static Analysis Results Interchange Format, version 2.1.0. A rule is a
check; a result is a check that did not pass, at the student's own line where one is known; a note
is a notification of the tool. Viewers make links of `[text](target)`, so its brackets are escaped.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from graders import __version__
from graders.render.annotations import line_in
from graders.render.entries import Entry, judged
from graders.render.visible import visible
from graders.render.words import notes
from graders.report import Report

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_BRACKET = re.compile(r"(\\*)([\[\]])")


def sarif(reports: Sequence[Report], hidden: bool) -> str:
    """One run with every report's findings; those of hidden checks where `hidden`."""
    rules: dict[str, str] = {}
    results = [
        _result(report, entry, rules) for report in reports for entry in _to_mend(report, hidden)
    ]
    driver = {
        "name": "lrgrade",
        "version": __version__,
        "rules": [{"id": rule, "shortDescription": {"text": text}} for rule, text in rules.items()],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    if told := [_notification(report, text) for report in reports for text in notes(report)]:
        sound = all(report.status != "grader_error" for report in reports)
        run["invocations"] = [{"executionSuccessful": sound, "toolExecutionNotifications": told}]
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _to_mend(report: Report, hidden: bool) -> Iterator[Entry]:
    kept = ("pass", "skipped", "not_attempted", "grader_error")
    return (e for e in judged(report, hidden) if e.kind == "check" and e.verdict not in kept)


def _result(report: Report, entry: Entry, rules: dict[str, str]) -> dict[str, Any]:
    rule = f"{report.assignment}/{entry.id}"
    title = _text(entry.title) or rule
    rules.setdefault(rule, title)
    place = _place(report)
    if line := line_in(entry.text):
        place["region"] = {"startLine": line}
    return {
        "ruleId": rule,
        "ruleIndex": list(rules).index(rule),
        "level": "error",
        "message": {"text": _text(entry.text) or title},
        "locations": [{"physicalLocation": place}],
    }


def _notification(report: Report, text: str) -> dict[str, Any]:
    return {
        "level": "note",
        "message": {"text": _text(text)},
        "locations": [{"physicalLocation": _place(report)}],
    }


def _place(report: Report) -> dict[str, Any]:
    path = report.path.replace("\\", "/")
    return {"artifactLocation": {"uri": quote(path, errors="replace")}}


def _text(text: str) -> str:
    """Foreign `text` as a plain message (the format's section 3.11.6) that holds no link.

    Where no link can be read, brackets stay as they are: not every viewer takes the escapes away.
    """
    shown = visible(text)
    return _BRACKET.sub(r"\1\1\\\2", shown) if "](" in shown else shown
