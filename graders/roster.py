"""Who is in the class: a CSV of ids, with names and addresses where there are any.

It reads and compares; what is shown of it is rendered elsewhere.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graders.report import Report

ID = ("id", "student", "student_id", "username", "sis user id")
"""What the column of ids may be called, in any case."""


@dataclass(frozen=True)
class Student:
    """One line of the roster; `id` is the name of the student's folder."""

    id: str
    name: str = ""
    email: str = ""


Roster = tuple[Student, ...]


def read_roster(path: Path) -> Roster:
    """The students in the CSV at `path`, in its order.

    Raises OSError where it cannot be read, and ValueError in one sentence where it has no column
    of ids, an id twice, or is no text.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not UTF-8; save it as CSV in UTF-8") from error
    lines = csv.DictReader(io.StringIO(text), delimiter=delimiter(text))
    columns = {(name or "").strip().lower(): name for name in lines.fieldnames or ()}
    found = next((columns[name] for name in ID if name in columns), None)
    if found is None:
        raise ValueError(f"{path} has no column `id`; its first line names the columns")
    rows = [{key: row.get(column) or "" for key, column in columns.items()} for row in lines]
    ids = [row[found.strip().lower()].strip() for row in rows]
    twice = sorted({name for name in ids if name and ids.count(name) > 1})
    if twice:
        raise ValueError(f"{path} has the id {twice[0]!r} more than once")
    return tuple(
        Student(name, row.get("name", "").strip(), row.get("email", "").strip())
        for name, row in zip(ids, rows, strict=True)
        if name
    )


def roster_csv(roster: Roster) -> str:
    """`roster` as `read_roster` reads it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("id", "name", "email"))
    writer.writerows((student.id, student.name, student.email) for student in roster)
    return text.getvalue()


def delimiter(text: str) -> str:
    """The separator of the first line: spreadsheets write `;` in half of Europe."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def missing(roster: Roster, reports: Iterable[Report], assignment: str) -> Roster:
    """The students of whom `reports` hold nothing for `assignment`."""
    there = {report.student for report in reports if report.assignment == assignment}
    return tuple(student for student in roster if student.id not in there)


def strangers(roster: Roster, reports: Iterable[Report]) -> tuple[str, ...]:
    """The students, or paths without one, that are not on the roster; in order, once each."""
    known = {student.id for student in roster}
    names = (report.student or report.path for report in reports if report.student not in known)
    return tuple(dict.fromkeys(names))
