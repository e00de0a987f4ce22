"""What `lrgrade export canvas` and `moodle` say while they turn reports into a sheet of grades."""

from collections.abc import Sequence
from pathlib import Path

import click

from graders.cli.screen import fail
from graders.marks import waiting
from graders.render.grade_sheets import (
    NotASheet,
    Scores,
    canvas_csv,
    counting,
    filled_in,
    moodle_csv,
)
from graders.render.visible import one_line
from graders.render.words import count, points
from graders.report import Report
from graders.roster import Roster

SHEETS = {"canvas": canvas_csv, "moodle": moodle_csv}


def sheet_of_grades(
    form: str,
    reports: Sequence[Report],
    roster: Roster,
    sheet: Path | None,
    columns: Sequence[str],
) -> tuple[str, list[str]]:
    """The text of a new sheet, or of `sheet` filled in, and the students who have no row in it.

    Says on standard error what a person should know before these become grades, and raises the
    command's exit (2) where `sheet` cannot be used.
    """
    _tell_what_waits(reports)
    scores, others = counting(reports)
    for report in others:
        what = f"{one_line(report.path)} ({points(report.score or 0)} points)"
        click.echo(
            f"{one_line(report.student or '')}: {what} does not count, the best does.", err=True
        )
    if sheet is None:
        return SHEETS[form](scores, roster), []
    return _filled(sheet, scores, roster, columns)


def _tell_what_waits(reports: Sequence[Report]) -> None:
    number = sum(any(map(waiting, report.explanations)) for report in reports)
    if number:
        what = count(number, "explanation")
        click.echo(f"{what} with concepts that wait for a person; see `lrgrade mark`.", err=True)


def _filled(
    sheet: Path, scores: Scores, roster: Roster, columns: Sequence[str]
) -> tuple[str, list[str]]:
    named = dict(pair.partition("=")[::2] for pair in columns)
    if not all(named.values()):
        raise fail("--column takes ASSIGNMENT=COLUMN.", 2)
    try:
        filled = filled_in(sheet.read_text(encoding="utf-8-sig"), scores, roster, named)
    except OSError as error:
        raise fail(f"{sheet} cannot be read: {error.strerror}.", 2) from error
    except UnicodeDecodeError as error:
        raise fail(f"{sheet} is not UTF-8; download it as CSV in UTF-8.", 2) from error
    except NotASheet as error:
        raise fail(f"{sheet}: {error}.", 2) from error
    for slug, most in filled.scaled.items():
        click.echo(f"{slug}: scaled to the {points(most)} points of the sheet.", err=True)
    return filled.text, filled.unplaced
