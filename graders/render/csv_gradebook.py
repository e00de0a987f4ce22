"""Gradebook -> CSV, one row a submission, safe to open in a spreadsheet.

A cell that a spreadsheet would take for a formula gets a leading apostrophe. It computes no mark.
"""

import csv
import io
import re

from graders.gradebook import Gradebook
from graders.render.visible import visible
from graders.render.words import first_problem, points
from graders.report import Report

COLUMNS = (
    "student", "assignment", "status", "score", "max_score", "path", "sha256", "first_problem"
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
    )


def spreadsheet_cell(text: str | None) -> str:
    """`text` as one cell that is no formula."""
    shown = _BEGINS_A_CELL.sub("'", visible(text or "").replace("\n", "\\n"))
    return f"'{shown}" if (text or "").startswith(_STARTS_A_FORMULA) else shown
