"""`lrgrade autograde`: what nbgrader collected, graded by our grader into nbgrader's gradebook."""

from pathlib import Path

import click

from graders.cli.progress import shown
from graders.cli.sandboxed import runs_code_from_others
from graders.cli.screen import fail

SETTINGS = Path("nbgrader_config.py")


@click.command(
    epilog="""\b
Examples:
  lrgrade autograde optimizers
  lrgrade autograde optimizers --student ada --force
  lrgrade autograde optimizers --workers 4
  lrgrade autograde optimizers --roster class.csv --map names.csv

\b
It does what `nbgrader autograde` does with this course's nbgrader_config.py, and
shows how far it is. What was graded before and has not changed is left as it is.
Files of a Moodle or Canvas download may lie in submitted/ as they are.

\b
Exit codes: 0 every student is graded, 1 some are not (each is named), 2 nothing
could be graded or the call was wrong, 3 results could not be written, 130 after
Ctrl-C; call again to go on."""
)
@click.argument("assignment")
@click.option("--student", metavar="ID", help="Only this student.")
@click.option("--force", is_flag=True, help="Record again what was graded before.")
@click.option("--workers", type=click.IntRange(min=1), help="Submissions at a time (all cores).")
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    help="CSV of who is in the class (id, name, email); who is missing is an error.",
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
    help="Afterwards remove recordings that nobody's submission uses and that are older.",
)
@runs_code_from_others
def command(
    assignment: str,
    student: str | None,
    force: bool,
    workers: int | None,
    roster: Path | None,
    names: Path | None,
    keep: int | None,
    layers: tuple[str, ...],
) -> None:
    """Grade ASSIGNMENT in submitted/ and record it in nbgrader's gradebook.

    Call it in the course's folder. A mark that a person entered is never changed.
    """
    if not SETTINGS.is_file():
        raise fail(f"there is no {SETTINGS} here; change into the course's folder.", 2)
    if keep is not None and student is not None:
        raise fail("--keep looks at the whole class; leave out --student.", 2)
    try:
        from graders.integrations.nbgrader.run import autograde
    except ImportError as error:
        raise fail("this needs nbgrader: pip install 'lrgrade[nbgrader]'.", 2) from error
    try:
        code = autograde(
            assignment,
            shown,
            student=student,
            force=force,
            workers=workers or 0,
            layers=layers,
            roster=roster,
            names=names,
            keep=keep,
        )
    except OSError as error:
        why = error.strerror or error
        told = (
            f"a result cannot be written ({why}): what is recorded stays; call it again to go on."
        )
        raise fail(told, 3) from error
    except KeyboardInterrupt:
        click.echo("lrgrade: interrupted; call it again to go on.", err=True)
        code = 130
    raise click.exceptions.Exit(code)
