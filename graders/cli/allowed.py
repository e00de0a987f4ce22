"""`lrgrade allowed`: derives from the reference solutions what a submission may open."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders import course, rubrics
from graders.cli.screen import fail
from graders.sandbox import SandboxError, interpreter

if TYPE_CHECKING:
    from graders.authoring.allowed import Allowed, Needs
    from graders.authoring.asked import Asked


@click.command(
    epilog="""\b
Examples:
  lrgrade allowed                show who needs each entry of the list
  lrgrade allowed --accepted     the same for the accepted examples
  lrgrade allowed --check        say where the list is too narrow or too wide
  lrgrade allowed --write        write what the solutions use

\b
Exit codes: 0 done (with --check: the list fits), 1 it does not, or something went wrong."""
)
@click.option("--accepted", is_flag=True, help="Watch the accepted examples too; takes minutes.")
@click.option("--check", is_flag=True, help="Fail where the list does not fit.")
@click.option("--write", "to_write", is_flag=True, help="Write what is used into the list.")
def command(accepted: bool, check: bool, to_write: bool) -> None:
    """Derive what a submission may open from what right answers open.

    Runs every reference solution with its files and its refused system calls watched, and shows
    who needs each entry of graders/sandbox/allowed_files.toml, what nobody needs, and what is not
    on the list. For instructors; Linux only.
    """
    root = course.root()
    if root is None:
        raise fail("allowed needs the course's folder with solutions/ beside graders/.", 1)
    if sys.platform != "linux":
        raise fail("only Linux has the layers that this list is for.", 1)
    from graders.authoring import allowed

    listed = allowed.the_list()
    try:
        found = dict(_watched(root, accepted))
    except (RuntimeError, SandboxError) as error:
        raise fail(str(error), 1) from error
    needed = allowed.needs(found, listed)
    _show(needed, listed)
    if to_write:
        allowed.write(needed, listed)
        click.echo(f"wrote {interpreter.LIST}")
        return
    sentences = list(allowed.faults(needed, listed))
    for sentence in sentences:
        click.echo(f"- {sentence}")
    click.echo("The list does not fit." if sentences else "The list fits.")
    raise click.exceptions.Exit(1 if check and sentences else 0)


def _watched(root: Path, accepted: bool) -> "Iterator[tuple[str, set[Asked]]]":
    from graders.authoring.allowed import Watch

    every = rubrics.load_all()
    watch = Watch(every)
    try:
        for slug, rubric in every.items():
            paths = [root / "solutions" / slug / f"{slug}.py"]
            if accepted:
                paths += sorted(rubric.folder.glob("examples/accepted/*.py"))
            click.echo(f"{slug}: {len(paths)} watched", err=True)
            yield slug, set().union(*(watch.asked_by(path, rubric) for path in paths))
    finally:
        watch.close()


def _show(needed: "Needs", listed: "Allowed") -> None:
    for title, table in vars(listed).items():
        click.echo(f"{title.replace('_', ' ')}:")
        for entry, reason in table.items():
            who = ", ".join(sorted(needed.entries.get(entry, ()))) or f"nobody here: {reason}"
            click.echo(f"  {entry:<31} {who}")
