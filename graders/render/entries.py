"""Everything in a report that carries points, one after the other, for formats that are lists.

A hidden check keeps its title and why: its message never holds inputs or expected values.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from graders.render.answers import explanation_line, explanation_remark, quiz_result
from graders.report import NOT_JUDGED_HERE, Report, Verdict, Visibility


@dataclass(frozen=True)
class Entry:
    """One check, answer or explanation: where it belongs, its verdict, points and words."""

    task: str
    title: str
    verdict: Verdict
    points: float
    max_points: float
    text: str = ""
    visibility: Visibility = "visible"
    kind: Literal["check", "quiz", "explanation"] = "check"
    id: str = ""


def entries(report: Report) -> Iterator[Entry]:
    """Checks, then the quiz, then explanations, in report order."""
    for task in report.tasks:
        for check in task.checks:
            hint = f"\nTry: {check.hint}" if check.hint else ""
            text = f"{check.message}{hint}" if check.verdict != "pass" else ""
            yield Entry(
                task.name, check.title, check.verdict, check.points, check.max_points, text,
                check.visibility, id=check.id,
            )  # fmt: skip
    for answer in report.quiz:
        text = f"{answer.answer or 'no answer'}: {quiz_result(answer)}"
        yield Entry(
            "quiz", answer.id, answer.verdict, answer.points, answer.max_points, text,
            "hidden", "quiz", answer.id,
        )  # fmt: skip
    for item in report.explanations:
        text = "\n".join(filter(None, (explanation_line(item), explanation_remark(item))))
        yield Entry(
            "explanation", item.id, item.verdict, item.points, item.max_points, text,
            "hidden", "explanation", item.id,
        )  # fmt: skip


def judged(report: Report, hidden: bool) -> list[Entry]:
    """The entries that have points of their own; those that students may not see where `hidden`."""
    return [
        entry
        for entry in entries(report)
        if entry.verdict not in NOT_JUDGED_HERE and (hidden or entry.visibility == "visible")
    ]
