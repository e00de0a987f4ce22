"""Reports -> the CSV files that Canvas and Moodle take grades from.

A sheet that was downloaded there is filled in and else left as it is, since it knows its people;
without one a new sheet is made from ids alone. Nothing of a student's code stands in them.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graders.render.csv_gradebook import spreadsheet_cell
from graders.render.words import points
from graders.report import Report
from graders.roster import Roster, Student, delimiter

PEOPLE = (
    "sis login id", "sis user id", "id", "student",
    "username", "id number", "email address", "identifier", "full name",
)  # fmt: skip
"""Columns that say who a row is about, in Canvas and in Moodle, the surest first."""
POSSIBLE = "points possible"
"""In Canvas, the row that holds the most points of each column."""

_NUMBER_OF_CANVAS = re.compile(r"\s*\(\d+\)$")
_PARTICIPANT = re.compile(r"participant\s+", re.IGNORECASE)


class NotASheet(ValueError):
    """A sheet that cannot be filled in, in one sentence."""


@dataclass
class Filled:
    """A sheet as text, and what its reader has to know."""

    text: str
    unplaced: list[str] = field(default_factory=list)
    """Students who have a score and no row."""
    scaled: dict[str, float] = field(default_factory=dict)
    """By assignment, the most points that the sheet has where it is not ours."""


Scores = Mapping[tuple[str, str], Report]
"""The report that counts, by student and assignment."""


def counting(reports: Iterable[Report]) -> tuple[Scores, list[Report]]:
    """Of each student and assignment the graded report with the highest score, and the others."""
    best: dict[tuple[str, str], Report] = {}
    others = []
    for report in reports:
        if report.status != "graded" or not (report.student and report.assignment):
            continue  # Its cell stays empty: a person has to look.
        key = (report.student, report.assignment)
        first = best.setdefault(key, report)
        if first is not report:
            low, high = sorted((first, report), key=lambda one: one.score or 0)
            best[key] = high
            others.append(low)
    return best, others


def canvas_csv(scores: Scores, roster: Roster) -> str:
    """A sheet for Canvas's import of grades, one column an assignment."""
    slugs = _slugs(scores)
    most = [points(_most(scores, slug), digits=9) for slug in slugs]
    head = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
    rows = [(*head, *slugs), ("    Points Possible", "", "", "", "", *most)]
    for student in _students(scores, roster):
        name = spreadsheet_cell(student.name or student.id)
        rows.append((name, "", "", spreadsheet_cell(student.id), "", *_row(scores, student, slugs)))
    return _written(rows, ",")


def moodle_csv(scores: Scores, roster: Roster) -> str:
    """A sheet for Moodle's import of grades, one column an assignment."""
    slugs = _slugs(scores)
    rows: list[Sequence[str]] = [("Username", "Email address", *slugs)]
    for student in _students(scores, roster):
        who = (spreadsheet_cell(student.id), spreadsheet_cell(student.email))
        rows.append((*who, *_row(scores, student, slugs)))
    return _written(rows, ",")


def filled_in(sheet: str, scores: Scores, roster: Roster, columns: Mapping[str, str]) -> Filled:
    """`sheet` with the scores of `columns` (assignment: name of its column) in it.

    An assignment that `columns` does not name goes to the column of its own name, with or without
    Canvas's number behind it. Scores are scaled to the sheet's own most points. Raises NotASheet.
    """
    separator = delimiter(sheet)
    rows = list(csv.reader(io.StringIO(sheet), delimiter=separator))
    if not rows:
        raise NotASheet("the sheet is empty")
    head = [name.strip().lower() for name in rows[0]]
    who = [head.index(name) for name in PEOPLE if name in head]
    if not who:
        raise NotASheet("the sheet has no column that says who a row is about, as `SIS Login ID`")
    places = {slug: _column(rows[0], slug, columns) for slug in _slugs(scores)}
    known = _rows_of_people(rows[1:], who)
    filled = Filled("")
    for (student, slug), report in scores.items():
        row = _row_of(student, roster, known)
        if row is None:
            filled.unplaced.append(student)
            continue
        most = _most_in(rows, head, places[slug], row)
        if most is not None and most != report.max_score:
            filled.scaled[slug] = most
        share = most / report.max_score if most is not None and report.max_score else 1
        row.extend([""] * (len(head) - len(row)))
        row[places[slug]] = points((report.score or 0) * share, digits=9)
    filled.unplaced = list(dict.fromkeys(filled.unplaced))
    filled.text = _written(rows, separator)
    return filled


def _column(head: list[str], slug: str, columns: Mapping[str, str]) -> int:
    wanted = columns.get(slug)
    names = [name.strip() for name in head]
    if wanted is not None and wanted in names:
        return names.index(wanted)
    plain = [_NUMBER_OF_CANVAS.sub("", name).lower().replace(" ", "_") for name in names]
    if wanted is None and plain.count(slug) == 1:
        return plain.index(slug)
    # Moodle's worksheet is of one assignment, and calls its column so.
    if wanted is None and plain.count("grade") == 1 and "maximum_grade" in plain:
        return plain.index("grade")
    raise NotASheet(
        f"the sheet has no column {wanted!r}"
        if wanted
        else f"no column is called {slug}; name it: --column {slug}=COLUMN"
    )


def _rows_of_people(rows: list[list[str]], who: list[int]) -> dict[str, list[list[str]]]:
    """The rows that a word in a column of people may mean."""
    known: dict[str, list[list[str]]] = {}
    for row in rows:
        words = {_PARTICIPANT.sub("", row[place].strip()).casefold() for place in who
                 if place < len(row)}  # fmt: skip
        for word in words - {"", POSSIBLE}:
            known.setdefault(word, []).append(row)
    return known


def _row_of(student: str, roster: Roster, known: Mapping[str, list[list[str]]]) -> list[str] | None:
    """The one row of a student, by id, then address, then name."""
    listed = next((one for one in roster if one.id == student), Student(student))
    for word in filter(None, (listed.id, listed.email, listed.name)):
        rows = known.get(word.casefold(), [])
        if len(rows) == 1:
            return rows[0]
    return None


def _most_in(rows: list[list[str]], head: list[str], column: int, row: list[str]) -> float | None:
    """The most points that the sheet itself gives for a cell, or None where it does not say."""
    for line, place in (
        (row, head.index("maximum grade") if "maximum grade" in head else len(head)),
        *((line, column) for line in rows[1:] if line and line[0].strip().lower() == POSSIBLE),
    ):
        try:
            return float(line[place].replace(",", "."))
        except (IndexError, ValueError):
            continue
    return None


def _slugs(scores: Scores) -> list[str]:
    return sorted({slug for _, slug in scores})


def _students(scores: Scores, roster: Roster) -> list[Student]:
    """The roster's students and then others who have a score."""
    ids = {student.id for student in roster}
    others = dict.fromkeys(student for student, _ in scores if student not in ids)
    return [*roster, *map(Student, others)]


def _most(scores: Scores, slug: str) -> float:
    return max(report.max_score for (_, of), report in scores.items() if of == slug)


def _row(scores: Scores, student: Student, slugs: list[str]) -> list[str]:
    found = [scores.get((student.id, slug)) for slug in slugs]
    return [points(report.score or 0, digits=9) if report else "" for report in found]


def _written(rows: Iterable[Sequence[str]], separator: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue()
