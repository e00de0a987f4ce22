"""`lrgrade export`: the results of a run in the format of another system."""

from collections.abc import Callable
from pathlib import Path

import click

from graders.cli.finished import kept
from graders.cli.grade_sheets import SHEETS, sheet_of_grades
from graders.cli.screen import fail
from graders.render.csv_gradebook import tasks_csv
from graders.render.gradescope import SHOWN, Shown, gradescope_json
from graders.render.junit import junit_xml
from graders.render.visible import one_line
from graders.render.words import count
from graders.results import Results
from graders.store import write_whole

Written = dict[str, str]
"""Texts by the name of their file, relative to the output folder."""


@click.command(
    epilog="""\b
Examples:
  lrgrade export results junit --out junit
  lrgrade export results gradescope --out gradescope --hidden visible
  lrgrade export results tasks --out .
  lrgrade export results canvas --out . --sheet downloaded.csv
  lrgrade export results moodle --out . --sheet grades.csv --column schedules=Grade

\b
Formats:
  junit        one junit.xml of the whole run, for CI systems
  gradescope   <student>/<assignment>.json, each a Gradescope results.json
  tasks        one tasks.csv, a row for each student and task
  canvas       one canvas.csv, for Canvas's import of grades
  moodle       one moodle.csv, for Moodle's import of grades

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
@click.argument(
    "form", metavar="FORMAT", type=click.Choice(["junit", "gradescope", "tasks", *SHEETS])
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where to write.")
@click.option(
    "--hidden",
    type=click.Choice(SHOWN),
    default="after_published",
    show_default=True,
    help="When students see hidden checks, quiz and explanations; only `visible` puts them into "
    "junit.xml.",
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
    forms: dict[str, Callable[[], Written]] = {
        "junit": lambda: {"junit.xml": junit_xml(reports, hidden == "visible")},
        "gradescope": lambda: {
            # The place of a report's own files, without `reports/`.
            f"{results.place(report).removeprefix('reports/')}.json": gradescope_json(
                report, hidden
            )
            for report in reports
        },
        "tasks": lambda: {"tasks.csv": tasks_csv(reports)},
    }
    unplaced: list[str] = []
    if form in SHEETS:
        text, unplaced = sheet_of_grades(form, reports, results.roster, sheet, columns)
        written = {f"{form}.csv": text}
    else:
        written = forms[form]()
    try:
        for name, text in written.items():
            write_whole(out / name, text)
    except OSError as error:
        raise fail(f"{error.filename} cannot be written: {error.strerror}.", 2) from error
    click.echo(f"{count(len(reports), 'report')} in {out}")
    if unplaced:
        raise fail(f"no row in {sheet} for: {', '.join(map(one_line, unplaced))}.", 1)
