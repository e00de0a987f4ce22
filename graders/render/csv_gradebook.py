"""Gradebook -> CSV, one row a submission or a task, safe to open in a spreadsheet.

A cell that a spreadsheet would take for a formula gets a leading apostrophe. It computes no mark.
"""

import csv
import io
import re
from collections.abc import Iterable

from graders.gradebook import Gradebook
from graders.render.entries import entries
from graders.render.visible import visible
from graders.render.words import first_problem, points, sandbox_note
from graders.report import Report

COLUMNS = (
    "student", "assignment", "status", "score", "max_score", "path", "sha256", "first_problem",
    "note",
)  # fmt: skip

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_BEGINS_A_CELL = re.compile(r"(?<=[;\t])(?=\s*[=+@＝＋＠-])")
"""Where a spreadsheet that separates cells by semicolons would see a formula."""


def gradebook_csv(gradebook: Gradebook) -> str:
    """All reports in the gradebook's order, then who handed in nothing (status `missing`).

    The score is empty where nothing was graded.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(report) for report in gradebook.reports)
    for slug, students in gradebook.missing:
        writer.writerows(
            (
                spreadsheet_cell(student.id),
                spreadsheet_cell(slug),
                "missing",
                *[""] * (len(COLUMNS) - 3),
            )
            for student in students
        )
    return text.getvalue()


TASK_COLUMNS = ("student", "assignment", "task", "points", "max_points", "path")


def tasks_csv(reports: Iterable[Report]) -> str:
    """The points of each task of graded `reports`, with the quiz and the explanation as tasks."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(TASK_COLUMNS)
    for report in reports:
        if report.status != "graded":
            continue
        totals: dict[str, tuple[float, float]] = {}
        for entry in entries(report):
            earned, most = totals.get(entry.task, (0.0, 0.0))
            totals[entry.task] = (earned + entry.points, most + entry.max_points)
        owner = (spreadsheet_cell(report.student), spreadsheet_cell(report.assignment))
        for task, both in totals.items():
            shown = [points(value, digits=9) for value in both]
            writer.writerow((*owner, spreadsheet_cell(task), *shown, spreadsheet_cell(report.path)))
    return text.getvalue()


def _row(report: Report) -> tuple[str, ...]:
    graded = report.status == "graded" and report.score is not None
    return (
        spreadsheet_cell(report.student),
        spreadsheet_cell(report.assignment),
        report.status,
        points(report.score or 0, digits=9) if graded else "",
        points(report.max_score, digits=9) if graded else "",
        spreadsheet_cell(report.path),
        spreadsheet_cell(report.sha256),
        spreadsheet_cell(first_problem(report)),
        spreadsheet_cell(sandbox_note(report)),
    )


def spreadsheet_cell(text: str | None) -> str:
    """`text` as one cell that is no formula."""
    shown = _BEGINS_A_CELL.sub("'", visible(text or "").replace("\n", "\\n"))
    return f"'{shown}" if (text or "").startswith(_STARTS_A_FORMULA) else shown
