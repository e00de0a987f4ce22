"""`lrgrade grade`: files, folders, zips or a whole class."""

from collections.abc import Sequence
from pathlib import Path

import click

from graders import rubrics
from graders.cli.class_run import Options, grade
from graders.cli.conditions import read_owners
from graders.cli.sandboxed import demand, runs_code_from_others
from graders.cli.screen import fail
from graders.intake import collect
from graders.intake.together import EARLIER
from graders.render.visible import one_line
from graders.results import LARGEST_SEED, Results
from graders.submission import Refusal, Submission


@click.command(
    epilog="""\b
Examples:
  lrgrade grade schedules.py
  lrgrade grade submitted/ --out results
  lrgrade grade submitted/ --out results --resume
  lrgrade grade submitted/ --out results --roster class.csv
  lrgrade grade canvas.zip --out results --map names.csv
  lrgrade grade class.zip --json reports.json --workers 4
  lrgrade grade submitted/ --require-sandbox resource_limits

\b
Exit codes: 0 every input has a report (a refusal is one too), 2 nothing could be
graded, the call was wrong or another run is at work in --out, 3 the grader
failed or its results could not be written, 130 after Ctrl-C."""
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Folder for pages and reports.")
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path), help="All reports as one JSON array."
)
@click.option("--workers", type=click.IntRange(min=1), help="Submissions at a time (all cores).")
@click.option(
    "--seed", type=click.IntRange(0, LARGEST_SEED - 1), help="Draws the hidden inputs (random)."
)
@click.option("--scheduler", metavar="ADDRESS", help="Grade on this Dask cluster instead.")
@click.option("--resume", is_flag=True, help="Go on with the run that --out holds.")
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    help="CSV of who is in the class (id, name, email); says who is missing.",
)
@click.option(
    "--map",
    "names",
    type=click.Path(path_type=Path),
    help="CSV of whose a downloaded file is (file, id), where names do not tell.",
)
@click.option(
    "--keep",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="Afterwards remove recordings that this run did not use and that are older.",
)
@click.option("--assignment", metavar="NAME", help="The assignment, where names do not tell.")
@runs_code_from_others
def command(
    paths: tuple[Path, ...],
    out: Path | None,
    json_file: Path | None,
    workers: int | None,
    seed: int | None,
    scheduler: str | None,
    resume: bool,
    roster: Path | None,
    names: Path | None,
    keep: int | None,
    assignment: str | None,
    layers: tuple[str, ...],
) -> None:
    """Grade PATHS: files, folders, zips, or a tree <student>/<assignment>/<file>.

    Runs all checks. With --out it leaves a class page, a gradebook, a report for each submission,
    and the recordings that --resume goes on from.
    """
    if assignment is not None and assignment not in rubrics.slugs():
        known = ", ".join(rubrics.slugs())
        raise fail(f"no assignment is called {assignment!r}; there are: {known}.", 2)
    if resume and out is None:
        raise fail("--resume goes on with a run on disk; name its folder with --out.", 2)
    if keep is not None and out is None:
        raise fail("--keep is for the recordings of a run; name its folder with --out.", 2)
    known_rubrics = rubrics.load_all()
    owners = read_owners(roster, names, Results(out) if out else None)
    items = collect(list(paths), known_rubrics, assignment, owners)
    if scheduler is None:
        demand(layers)
    for line in owners.idle():
        click.echo(f"lrgrade: {line}", err=True)
    _tell(items)
    options = Options(
        paths, assignment, out, json_file, workers, seed, scheduler, resume, owners, keep, layers
    )
    raise click.exceptions.Exit(grade(items, options))


def _tell(items: Sequence[Submission | Refusal]) -> None:
    """Say which attempts do not count."""
    for item in items:
        for note in item.notes if isinstance(item, Submission) else ():
            if note.kind == EARLIER:
                click.echo(f"{one_line(item.path)}: {one_line(note.text)}", err=True)
