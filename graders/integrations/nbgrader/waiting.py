"""Which marks in nbgrader's gradebook wait for a person: proposals that nobody confirmed.

It reads the gradebook and changes nothing.
"""

import logging
from collections.abc import Iterable
from typing import Any

from nbgrader.api import MissingEntry


def grades(gradebook: Any, assignment: str, student: str) -> list[Any]:
    """Every grade of a student's submission, none where there is no submission."""
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return []
    return [grade for notebook in submission.notebooks for grade in notebook.grades]


def waiting(gradebook: Any, pairs: Iterable[tuple[str, str]]) -> list[str]:
    """A line for each grade of these pairs of assignment and student that a person has to see."""
    return [
        f"{student!r} {assignment}: {grade.name}"
        for assignment, student in pairs
        for grade in grades(gradebook, assignment, student)
        if grade.needs_manual_grade
    ]


def warn(log: logging.Logger, lines: list[str]) -> None:
    """Name what waits, if anything does."""
    if lines:
        log.warning("%d waiting for a person:\n%s", len(lines), "\n".join(lines))
