"""Reports -> Markdown for a step summary: GitHub's, GitLab's, or a file to read.

Foreign text comes out as text: inline every character that Markdown or HTML could take for markup
is a character reference, and longer text stands in a fence that it cannot end.
"""

import re
from collections.abc import Iterable, Sequence

from graders.render.findings import Finding, findings, left_out
from graders.render.visible import one_line, visible
from graders.render.words import closing, count, points, score_label, score_of, task_counts
from graders.report import Report, TaskReport

LONGEST = 900_000
"""Bytes of a summary; GitHub drops a step's summary of over 1 MiB as a whole."""
MOST_LEFT_OUT = 50
"""Paths that the summary lists; the log has all of them."""

_PLAIN = re.compile(r"[^\w ,/-]|_")
_FENCES = re.compile(r"`{3,}")


def summary(reports: Sequence[Report], ignored: Sequence[tuple[str, str]] = ()) -> str:
    """All `reports` with what to mend, and the paths that were left out, each with its reason."""
    parts = ["## lrgrade\n\n", _table(reports), *map(_report, reports), _left_out(ignored)]
    text, size = "", 0
    for number, part in enumerate(parts):
        size += len(part.encode("utf-8", "replace"))
        if size > LONGEST:
            rest = count(len(parts) - number, "part")
            return (
                f"{text}\n{rest} left out: a summary cannot be longer. The reports hold it all.\n"
            )
        text += part
    return text


def inline(text: str) -> str:
    """Foreign `text` inside a line."""
    return _PLAIN.sub(lambda found: f"&#{ord(found[0])};", one_line(text))


def fenced(text: str) -> str:
    """Foreign `text` as a block of its own."""
    shown = visible(text)
    longest = max((len(run) for run in _FENCES.findall(shown)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}text\n{shown}\n{fence}\n"


def _table(reports: Iterable[Report]) -> str:
    rows = [
        f"| {inline(report.student or '')} | {inline(report.assignment or 'unknown')} "
        f"| {inline(report.path)} | {score_of(report)} |\n"
        for report in reports
    ]
    if not rows:
        return "No submission in this pull request.\n"
    return "| student | assignment | file | score |\n|---|---|---|---|\n" + "".join(rows)


def _report(report: Report) -> str:
    title = f"\n### {inline(report.assignment or 'unknown')}: {inline(report.path)}\n\n"
    if report.status == "refused":
        reasons = [note.text for note in report.notes if note.kind == "refused"]
        return title + "\n".join(map(inline, reasons)) + "\n"
    label = f"**{score_label(report)} {score_of(report)}.** {inline(closing(report))}\n"
    notes = "".join(f"- {inline(note.text)}\n" for note in report.notes)
    tasks = "".join(_task(task) for task in report.tasks)
    absent = "".join(
        f"\nNot attempted: {inline(', '.join(names))}\n"
        for names in left_out(report.tasks).values()
    )
    return title + label + tasks + absent + (f"\n{notes}" if notes else "")


def _task(task: TaskReport) -> str:
    found = findings(task)
    if not found or task.verdict == "not_attempted":
        return ""
    score = f"{points(task.score)} of {points(task.max_score)}"
    head = f"\n#### {inline(task.name)}: {score}, {task_counts(task)}\n\n"
    return head + "\n".join(map(_finding, found))


def _finding(finding: Finding) -> str:
    titles = "".join(f"**{inline(check.title)}**\n\n" for check in finding.checks)
    return titles + fenced("\n".join(finding.parts_in_words))


def _left_out(ignored: Sequence[tuple[str, str]]) -> str:
    if not ignored:
        return ""
    shown = ignored[:MOST_LEFT_OUT]
    rows = "".join(f"| {inline(path)} | {inline(reason)} |\n" for path, reason in shown)
    rest = len(ignored) - len(shown)
    more = f"\nand {count(rest, 'more path')}.\n" if rest else ""
    return f"\n### Not used\n\n| path | why |\n|---|---|\n{rows}{more}"
