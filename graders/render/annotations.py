"""Reports -> GitHub's workflow commands that mark a file's own lines.

A runner takes any printed line that begins with two colons for a command, so foreign text is shown
between `stopped` lines, and inside a command it is escaped as the runner's own toolkit does.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from graders.render.findings import findings
from graders.render.visible import visible
from graders.report import Report

MOST = 10
"""Annotations of one level that a step may make; GitHub drops the others."""
LONGEST = 4000
"""Characters of one message, so that a screen holds it."""

_LINE = re.compile(r"\bline (\d+)")
Lines = Mapping[str, int]
"""The line on which a file defines each task."""


def annotations(reports: Sequence[tuple[Report, Lines]]) -> list[str]:
    """At most ten commands, the first things to mend; each at the student's own line."""
    made = [command for report, lines in reports for command in _of(report, lines)]
    if len(made) <= MOST:
        return made
    rest = len(made) - MOST + 1
    return [*made[: MOST - 1], f"::error::{rest} more things to mend are in the summary."]


def stopped(text: str, token: str) -> str:
    """`text` between lines that keep the runner from taking any of it for a command.

    `token` has to be one that nobody can guess.
    """
    return f"::stop-commands::{token}\n{text}\n::{token}::"


def _of(report: Report, lines: Lines) -> Iterator[str]:
    if report.status == "refused":
        reason = next((note.text for note in report.notes if note.kind == "refused"), "")
        yield _command(report.path, line_in(reason), "cannot be graded", reason)
    for task in report.tasks:
        if task.verdict == "not_attempted":
            continue
        for finding in findings(task):
            title = f"{task.name}: {finding.checks[0].title}"
            line = line_in(finding.seen) or lines.get(task.name)
            yield _command(report.path, line, title, "\n".join(finding.parts_in_words))


def line_in(text: str) -> int | None:
    """The student's line that a message names; None where it names none."""
    found = _LINE.search(text)
    return int(found[1]) if found and int(found[1]) < 10**6 else None


def _command(path: str, line: int | None, title: str, message: str) -> str:
    place = {"file": path, "title": title} | ({"line": str(line)} if line else {})
    told = ",".join(f"{name}={_property(value)}" for name, value in place.items())
    return f"::error {told}::{_data(message[:LONGEST])}"


def _data(text: str) -> str:
    shown = visible(text).replace("%", "%25")
    return shown.replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
