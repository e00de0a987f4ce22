"""`lrgrade export`: the results of a run in the format of another system."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from graders.cli.finished import kept
from graders.cli.screen import fail
from graders.render.gradescope import SHOWN, Shown, gradescope_json
from graders.render.junit import junit_xml
from graders.report import Report
from graders.results import Results
from graders.store import write_whole

Written = dict[str, str]
"""Texts by the name of their file, relative to the output folder."""


@click.command(
    epilog="""\b
Examples:
  lrgrade export results junit --out junit
  lrgrade export results gradescope --out gradescope --hidden visible

\b
Formats:
  junit        one junit.xml of the whole run, for CI systems
  gradescope   <student>/<assignment>.json, each a Gradescope results.json

\b
Exit codes: 0 done, 2 no such run or a file that cannot be used or written."""
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("form", metavar="FORMAT", type=click.Choice(["junit", "gradescope"]))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where to write.")
@click.option(
    "--hidden",
    type=click.Choice(SHOWN),
    default="after_published",
    show_default=True,
    help="When students see hidden checks, quiz and explanations; only `visible` puts them into "
    "junit.xml.",
)
def command(folder: Path, form: str, out: Path, hidden: Shown) -> None:
    """Write the reports of FOLDER, which `lrgrade grade --out` left, in FORMAT."""
    forms: dict[str, Callable[[Sequence[tuple[str, Report]]], Written]] = {
        "junit": lambda placed: {
            "junit.xml": junit_xml((report for _, report in placed), hidden == "visible")
        },
        "gradescope": lambda placed: {
            f"{place}.json": gradescope_json(report, hidden) for place, report in placed
        },
    }
    placed = _placed(Results(folder))
    written = forms[form](placed)
    try:
        for name, text in written.items():
            write_whole(out / name, text)
    except OSError as error:
        raise fail(f"{error.filename} cannot be written: {error.strerror}.", 2) from error
    click.echo(f"{len(placed)} reports in {out}")


def _placed(results: Results) -> list[tuple[str, Report]]:
    """Each report with the place of its own files, without `reports/`."""
    _, reports = kept(results)
    return [(results.place(report).removeprefix("reports/"), report) for report in reports]
