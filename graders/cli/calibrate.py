"""`lrgrade calibrate`: derives every threshold's figures again from seeded training runs."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from graders import course
from graders.cli.screen import fail

if TYPE_CHECKING:
    from graders.authoring.training_runs import TrainedRun

KEPT_SEEDS = 24


@click.command(
    epilog="""\b
Examples:
  lrgrade calibrate                     measure with 24 seeds, write, print the tables
  lrgrade calibrate --check             say what moved, write nothing
  lrgrade calibrate --check --seeds 2   the same on a twelfth of the runs

\b
Exit codes: 0 done (with --check: nothing moved), 1 something moved or went wrong."""
)
@click.option("--check", is_flag=True, help="Compare with what is kept; write nothing.")
@click.option(
    "--seeds",
    type=click.IntRange(1, 1000),
    default=KEPT_SEEDS,
    show_default=True,
    help="Bases, and orders of the shipped base's rows, to train on.",
)
@click.option(
    "--drawn",
    type=click.IntRange(1, 100_000),
    help="Runs at drawn rates in the good zones, and as many in the bad ones; without it about "
    "42 for each seed, 1000 in all.",
)
def command(check: bool, seeds: int, drawn: int | None) -> None:
    """Derive the thresholds' figures again from seeded training runs.

    Trains the digits base and fine-tunes it at rates of every zone (about a
    tenth of a second a run) and counts which runs the healthy verdict refuses
    and passes. Writes graders/judge/calibration.json, plots for docs and
    lessons, and the recorded runs of the task `diagnose`. For instructors; it
    needs the development extra.
    """
    if course.root() is None:
        raise fail("calibrate needs the course's folder with solutions/ beside graders/.", 1)
    from graders.authoring import calibrate, calibration_file, recorded_runs

    if not check and seeds < recorded_runs.OF_EACH:
        raise fail(f"{seeds} seeds are too few to keep; --check takes any number.", 1)
    if check and not calibration_file.PATH.is_file():
        raise fail(f"{calibration_file.PATH} is not there; without --check it is made.", 1)
    runs = drawn or round(calibrate.DRAWN_RUNS * seeds / KEPT_SEEDS)
    calibration = calibrate.measure(seeds, runs, _shown)
    _tables(calibration.numbers)
    if check:
        found = calibrate.changes(calibration)
        for sentence in found:
            click.echo(f"- {sentence}")
        click.echo(f"{len(found)} moved." if found else "Nothing moved.")
        raise click.exceptions.Exit(1 if found else 0)
    for path in calibrate.write(calibration):
        click.echo(f"wrote {path}")


def _shown(runs: "Iterable[TrainedRun]", total: int) -> "Iterator[TrainedRun]":
    """Hand the runs on; a bar with the time left on a terminal, a line in a hundred elsewhere."""
    if not sys.stderr.isatty():
        for number, run in enumerate(runs, start=1):
            yield run
            if number % 100 == 0 or number == total:
                click.echo(f"[{number}/{total}] runs", err=True)
        return
    columns = (TextColumn("Training"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(runs, total=total)


def _tables(numbers: dict[str, object]) -> None:
    from graders.authoring.calibration_tables import tables

    console = Console()
    for table in tables(numbers):
        console.print(table)
