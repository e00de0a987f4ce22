"""Shows how far a run is: a bar with the time left on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from graders.render.visible import one_line
from graders.render.words import score_of
from graders.report import Report

LONG = 60
"""Seconds from which on somebody who waits without a terminal is told how long it may take."""
Finished = Iterable[tuple[int, Report]]


def shown(finished: Finished, total: int) -> Iterator[tuple[int, Report]]:
    """Hand on what `finished` yields, and show it on standard error."""
    return _bar(finished, total) if sys.stderr.isatty() else _lines(finished, total)


@contextmanager
def waiting(most: float) -> Iterator[None]:
    """Show that a check is at work, on standard error; it may take `most` processor seconds."""
    long = f"; it trains for a while, {most / 60:.0f} minutes at most" if most > LONG else ""
    if sys.stderr.isatty():
        with Console(stderr=True).status(f"Checking{long} ...", spinner="line"):
            yield
        return
    if long:
        click.echo(f"lrgrade: checking{long}.", err=True)
    yield


def _bar(finished: Finished, total: int) -> Iterator[tuple[int, Report]]:
    columns = (
        TextColumn("Grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("grading", total=total)
        for item in finished:
            yield item
            progress.advance(task)


def _lines(finished: Finished, total: int) -> Iterator[tuple[int, Report]]:
    for count, (place, report) in enumerate(finished, start=1):
        yield place, report
        click.echo(f"[{count}/{total}] {one_line(report.path)}: {score_of(report)}", err=True)
