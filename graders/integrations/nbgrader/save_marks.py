"""Puts the marks of one report into nbgrader's gradebook and beside the student's cells.

No cell is run here, and no output of a cell is read for a score. What a person entered is left as
it is.
"""

from collections.abc import Mapping
from typing import Any

from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from graders.integrations.nbgrader.cell_marks import Mark, together

RESOURCE = "lrgrade_marks"
GRADED = "graded"
PROPOSED = "Proposed automatically; a person decides."


class SaveMarks(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Records the marks that the autograder hands on in the resources."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """Save everything in one transaction, then write messages into the notebook.

        Raises ValueError where the gradebook knows other cells or points than the report.
        """
        known = resources["nbgrader"]
        if RESOURCE not in known:
            raise ValueError("there is no report to record: nbgrader_config.py has to call `use()`")
        cells = [cell for cell in notebook.cells if utils.is_grade(cell)]
        marks = _by_cell([cell.metadata.nbgrader["grade_id"] for cell in cells], known[RESOURCE])
        with Gradebook(known["db_url"]) as gradebook:
            _save(gradebook, (known["notebook"], known["assignment"], known["student"]), marks)
        for cell in cells:
            message = marks[cell.metadata.nbgrader["grade_id"]].message
            cell.outputs = [_output(message)]
        notebook.metadata.setdefault("lrgrade", {})[GRADED] = known[GRADED]
        return notebook, resources


def _output(message: str) -> Any:
    return new_output("stream", name="stdout", text=f"{message}\n")  # type: ignore[no-untyped-call]


def _by_cell(names: list[str], marks: Mapping[str, Mark]) -> dict[str, Mark]:
    """The mark of each cell; raises ValueError where a mark has no cell or a cell no mark."""
    wanted = {name: name.split("-") for name in names}
    if sorted(one for parts in wanted.values() for one in parts) != sorted(marks):
        raise ValueError(
            f"the notebook asks for {', '.join(names)} and the report marks {', '.join(marks)}: "
            "run `lrgrade publish`, then `nbgrader generate_assignment --force`"
        )
    return {name: together([marks[part] for part in parts]) for name, parts in wanted.items()}


def _save(gradebook: Any, place: tuple[str, str, str], marks: Mapping[str, Mark]) -> None:
    grades = {grade.name: grade for grade in gradebook.find_submission_notebook(*place).grades}
    most = {name: grade.max_score for name, grade in grades.items()}
    if most != {name: mark.most for name, mark in marks.items()}:
        raise ValueError(
            f"the gradebook knows other points ({most}) than the report: "
            "run `lrgrade publish`, then `nbgrader generate_assignment --force`"
        )
    for name, mark in marks.items():
        _grade(grades[name], mark)
        comment = gradebook.find_comment(name, *place)
        comment.auto_comment = PROPOSED if mark.waits else None
    gradebook.db.commit()


def _grade(grade: Any, mark: Mark) -> None:
    """The automatic score; a person looks where one has to, or where theirs was for another."""
    changed = grade.auto_score != mark.score
    grade.auto_score = mark.score
    if grade.manual_score is None:
        grade.needs_manual_grade = mark.waits
    elif changed:
        grade.needs_manual_grade = True
