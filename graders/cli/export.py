"""`lrgrade export`: the results of a run in the format of another system."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from graders.cli.finished import kept
from graders.cli.grade_sheets import SHEETS, sheet_of_grades
from graders.cli.screen import fail
from graders.render.classroom50 import classroom50_json
from graders.render.csv_gradebook import tasks_csv
from graders.render.exercism import exercism_json
from graders.render.github_classroom import github_classroom_json
from graders.render.gradescope import SHOWN, Shown, gradescope_json
from graders.render.junit import junit_xml
from graders.render.lti import lti_score
from graders.render.prairielearn import prairielearn_json
from graders.render.sarif import sarif
from graders.render.visible import one_line
from graders.render.words import count
from graders.report import Report
from graders.results import Results
from graders.store import write_whole

Written = dict[str, str]
"""Texts by the name of their file, relative to the output folder."""

A_REPORT: dict[str, Callable[[Report, Shown], str]] = {
    "gradescope": gradescope_json,
    "github-classroom": lambda report, hidden: github_classroom_json(report, hidden == "visible"),
    "classroom50": lambda report, hidden: _classroom50(report, hidden == "visible"),
    "prairielearn": lambda report, hidden: prairielearn_json(report, hidden == "visible"),
    "exercism": lambda report, hidden: exercism_json(report, hidden == "visible"),
    "lti": lambda report, hidden: lti_score(report),
}
"""Formats of one report: a file for each."""
A_RUN: dict[str, tuple[str, Callable[[Sequence[Report], Shown], str]]] = {
    "junit": ("junit.xml", lambda reports, hidden: junit_xml(reports, hidden == "visible")),
    "sarif": ("lrgrade.sarif", lambda reports, hidden: sarif(reports, hidden == "visible")),
    "tasks": ("tasks.csv", lambda reports, hidden: tasks_csv(reports)),
}
"""Formats of all reports together: a file's name, and what is in it."""


@click.command(
    epilog="""\b
Examples:
  lrgrade export results junit --out junit
  lrgrade export results gradescope --out gradescope --hidden visible
  lrgrade export results sarif --out .
  lrgrade export results tasks --out .
  lrgrade export results canvas --out . --sheet downloaded.csv
  lrgrade export results moodle --out . --sheet grades.csv --column schedules=Grade

\b
Formats:
  junit             one junit.xml of the whole run, for CI systems
  sarif             one lrgrade.sarif, for code hosts that show it in files
  tasks             one tasks.csv, a row for each student and task
  canvas            one canvas.csv, for Canvas's import of grades
  moodle            one moodle.csv, for Moodle's import of grades
  gradescope        a results.json for Gradescope, for each report
  github-classroom  what a GitHub Classroom runner tells its reporter
  classroom50       a result.json for classroom50 (hundredths of a point)
  prairielearn      a results.json for PrairieLearn
  exercism          a results.json for Exercism
  lti               a score object of LTI's grade services

Where a format has a file for each report, it is <student>/<assignment>.json.

\b
Canvas and Moodle know people by numbers of their own. Download the gradebook
(Canvas) or the grading worksheet (Moodle) and give it as --sheet: its rows are
matched by id, address or name (those of --roster too) and get the scores, scaled
to the points that the sheet gives; all else stays as it is. Of several
submissions the best one counts.

\b
Exit codes: 0 done, 1 written, but a student has no row in the sheet, 2 no such
run or a file that cannot be used or written."""
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("form", metavar="FORMAT", type=click.Choice([*A_RUN, *SHEETS, *A_REPORT]))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where to write.")
@click.option(
    "--hidden",
    type=click.Choice(SHOWN),
    default="after_published",
    show_default=True,
    help="When students see hidden checks, quiz and explanations. Gradescope knows all of these; "
    "in other formats they are there for `visible` alone.",
)
@click.option("--sheet", type=click.Path(path_type=Path), help="Fill in this sheet.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="ASSIGNMENT=COLUMN",
    help="The sheet's column for an assignment (the one of its name); may be repeated.",
)
def command(
    folder: Path, form: str, out: Path, hidden: Shown, sheet: Path | None, columns: tuple[str, ...]
) -> None:
    """Write the reports of FOLDER, which `lrgrade grade --out` left, in FORMAT."""
    if form not in SHEETS and (sheet or columns):
        raise fail(f"--sheet and --column are for {' and '.join(SHEETS)}.", 2)
    results = Results(folder)
    _, reports = kept(results)
    unplaced: list[str] = []
    if form in SHEETS:
        text, unplaced = sheet_of_grades(form, reports, results.roster, sheet, columns)
        written = {f"{form}.csv": text}
    else:
        written = _written(form, results, reports, hidden)
    try:
        for name, text in written.items():
            write_whole(out / name, text)
    except OSError as error:
        raise fail(f"{error.filename} cannot be written: {error.strerror}.", 2) from error
    click.echo(f"{count(len(reports), 'report')} in {out}")
    if unplaced:
        raise fail(f"no row in {sheet} for: {', '.join(map(one_line, unplaced))}.", 1)


def _written(form: str, results: Results, reports: Sequence[Report], hidden: Shown) -> Written:
    if form in A_RUN:
        name, write = A_RUN[form]
        return {name: write(reports, hidden)}
    # The place of a report's own files, without `reports/`.
    places = {results.place(report).removeprefix("reports/"): report for report in reports}
    return {f"{place}.json": A_REPORT[form](report, hidden) for place, report in places.items()}


def _classroom50(report: Report, hidden: bool) -> str:
    try:
        return classroom50_json(report, hidden, os.environ)
    except KeyError as error:
        raise fail(
            f"classroom50's runner sets {error.args[0]}, and it is not set here: "
            "run this in the runner, or set it.",
            2,
        ) from error
