"""`lrgrade demo`: the main job, on the sample class that ships with the project."""

import os
from pathlib import Path

import click

from graders import course, rubrics
from graders.cli.class_run import Options, grade
from graders.cli.screen import fail
from graders.intake import collect

SAMPLE_CLASS = course.GRADERS / "sample_class"
SEED = 2026


@click.command(
    epilog="""\b
Examples:
  lrgrade demo
  lrgrade demo --out somewhere"""
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo-results"),
    show_default=True,
    help="Folder for pages and reports.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Submissions at a time (all cores).")
def command(out: Path, workers: int | None) -> None:
    """Grade the sample class that ships with the project, and say where the reports are."""
    if not SAMPLE_CLASS.is_dir():
        raise fail("the sample class is in the project's repository, not in this installation.", 2)
    known = rubrics.load_all()
    paths = (_from_here(SAMPLE_CLASS),)
    items = collect(list(paths), known)
    click.echo(f"Grading the sample class: {len(items)} submissions.", err=True)
    raise click.exceptions.Exit(grade(items, Options(paths, out=out, workers=workers, seed=SEED)))


def _from_here(folder: Path) -> Path:
    """The folder as seen from the working folder, for reports show paths."""
    try:
        return Path(os.path.relpath(folder))
    except ValueError:  # another drive
        return folder
