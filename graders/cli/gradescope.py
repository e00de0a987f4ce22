"""`lrgrade gradescope`: writes the autograder that Gradescope takes for one assignment."""

import secrets
from pathlib import Path

import click

from graders import course, rubrics
from graders.cli.screen import fail
from graders.render.gradescope import SHOWN, Shown


@click.command(
    epilog="""\b
Examples:
  lrgrade gradescope schedules --out schedules.zip
  lrgrade gradescope schedules --out schedules.zip --hidden hidden

\b
Upload the zip under "Configure Autograder" and choose the Ubuntu 24.04 image.
Students hand in one file, a script or a notebook.

\b
Exit codes: 0 written, 2 no such assignment, or a file that cannot be written."""
)
@click.argument("assignment")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The zip to write.")
@click.option(
    "--hidden",
    type=click.Choice(SHOWN),
    default="after_published",
    show_default=True,
    help="When students see hidden checks, quiz and explanations.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    help="Draws the hidden inputs, for all alike (random).",
)
@click.option(
    "--without-sandbox",
    is_flag=True,
    help="Grade even where Gradescope's container cannot shut off files or the network: a "
    "submission could read the checks then.",
)
def command(
    assignment: str, out: Path, hidden: Shown, seed: int | None, without_sandbox: bool
) -> None:
    """Write an autograder for Gradescope that grades ASSIGNMENT."""
    from graders.authoring import gradescope_zip

    root = course.root()
    if root is None:
        raise fail("gradescope needs the course's folder with solutions/ beside graders/.", 2)
    if assignment not in rubrics.slugs():
        known = ", ".join(rubrics.slugs())
        raise fail(f"no assignment is called {assignment!r}; there are: {known}.", 2)
    options = ["--seed", str(secrets.randbelow(2**32) if seed is None else seed)]
    options += ["--without-sandbox"] if without_sandbox else []
    try:
        gradescope_zip.write(out, root, assignment, hidden, options)
    except OSError as error:
        raise fail(f"{error.filename or out} cannot be written: {error.strerror}.", 2) from error
    click.echo(f"wrote {out}")
