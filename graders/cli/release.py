"""`lrgrade release`: writes the repository that students get."""

from pathlib import Path

import click

from graders import course
from graders.cli.screen import fail

SOURCES = ("assignments", "docs", "graders", "solutions", "tests")


@click.command(
    epilog="""\b
Examples:
  lrgrade release ../rates-course
  lrgrade release ../rates-template --calls school/rates-course@COMMIT

\b
DIR is new, empty, or an earlier release: then it is brought up to date, a git
repository in it stays, and README.md and course.toml are yours. Files that no
release wrote, or that were changed since, are never touched: the command stops
and names the first. With --calls, DIR is the template of a student's own
repository; its workflow calls the one of the shared repository, at that commit
(40 hexadecimal digits). docs/releasing.md says what goes out and what stays.

\b
Exit codes: 0 written (or nothing to change), 1 not."""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--calls",
    metavar="OWNER/NAME@COMMIT",
    help="The shared repository whose workflow gives feedback.",
)
def command(folder: Path, calls: str | None) -> None:
    """Write what students get to DIR: no solution, hidden check, key or example."""
    from graders.authoring import release
    from graders.authoring.publish import PublishError
    from graders.authoring.release_folder import ReleaseError, write

    root = course.root()
    if root is None:
        raise fail("release needs the course's folder with solutions/ beside graders/.", 1)
    _refuse_sources(folder, root)
    try:
        called = None if calls is None else release.called_of(calls)
        contents = release.contents(root, called)
        done = write(folder, contents, release.first_contents(called))
    except (PublishError, ReleaseError, release.NoCommit) as error:
        raise fail(f"{error}.", 1) from error
    except OSError as error:
        raise fail(f"{error.filename} cannot be read or written: {error.strerror}.", 1) from error
    for path in done.removed:
        click.echo(f"removed {path}")
    written, removed = len(done.written), len(done.removed)
    click.echo(f"{folder}: {written} written, {removed} removed, {done.same} as before.")


def _refuse_sources(folder: Path, root: Path) -> None:
    """A release inside what is released would be a part of the next one."""
    whole = folder.resolve()
    for source in (root / name for name in SOURCES):
        if whole == root or whole.is_relative_to(source):
            raise fail(f"{folder} is a part of the course itself; name a folder outside it.", 1)
