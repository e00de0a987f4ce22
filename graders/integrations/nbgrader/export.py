"""`nbgrader export`: the gradebook as CSV, quoted, and safe to open in a spreadsheet.

The columns are nbgrader's own. It computes no mark, and says which marks wait for a person.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin
from traitlets import Bool

from graders.integrations.nbgrader.waiting import grades, waiting, warn
from graders.render.csv_gradebook import spreadsheet_cell
from graders.store import write_whole

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip
TASK_COLUMNS = ("assignment", "student_id", "task", "score", "max_score", "waits_for_a_person")


class SafeCsv(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """One row for each student and assignment, or for each task of it."""

    tasks = Bool(False, help="One row for each task instead.").tag(config=True)

    def export(self, gradebook: Any) -> None:
        """Write the file that `--to` names, `grades.csv` without it."""
        rows, columns = (_tasks, TASK_COLUMNS) if self.tasks else (_totals, COLUMNS)
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns)
        for assignment, student in self._pairs(gradebook):
            for row in rows(gradebook, assignment, student):
                writer.writerow([_cell(value) for value in row])
        write_whole(Path(self.to or "grades.csv"), text.getvalue())
        names = ((assignment.name, student.id) for assignment, student in self._pairs(gradebook))
        warn(self.log, waiting(gradebook, names))

    def _pairs(self, gradebook: Any) -> Iterator[tuple[Any, Any]]:
        for assignment in gradebook.assignments:
            if not self.assignment or assignment.name in map(str, self.assignment):
                for student in gradebook.students:
                    if not self.student or student.id in map(str, self.student):
                        yield assignment, student


def _cell(value: object) -> object:
    """Numbers stay numbers, negative ones too; everything else is text from somebody."""
    return value if isinstance(value, int | float) else spreadsheet_cell(str(value or ""))


def _totals(gradebook: Any, assignment: Any, student: Any) -> Iterator[tuple[object, ...]]:
    try:
        found = gradebook.find_submission(assignment.name, student.id)
        penalty = found.late_submission_penalty
        marks = (found.score, penalty, max(0.0, found.score - penalty))
        timestamp = found.timestamp
    except MissingEntry:
        marks, timestamp = (0.0, 0.0, 0.0), None
    names = (student.id, student.last_name, student.first_name, student.email)
    yield (assignment.name, assignment.duedate, timestamp, *names, *marks, assignment.max_score)


def _tasks(gradebook: Any, assignment: Any, student: Any) -> Iterator[tuple[object, ...]]:
    for grade in grades(gradebook, assignment.name, student.id):
        waits = int(grade.needs_manual_grade)
        yield assignment.name, student.id, grade.name, grade.score, grade.max_score, waits
