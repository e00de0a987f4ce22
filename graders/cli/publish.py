"""`lrgrade publish`: writes the students' files from solutions/."""

import click

from graders import course, rubrics
from graders.cli.screen import fail


@click.command(
    epilog="""\b
Examples:
  lrgrade publish
  lrgrade publish schedules
  lrgrade publish --check

\b
Exit codes: 0 written (or fresh), 1 something is wrong (or stale)."""
)
@click.argument("slug", required=False)
@click.option("--check", is_flag=True, help="Write nothing; say what is stale.")
def command(slug: str | None, check: bool) -> None:
    """Write assignments/ and the notebooks of one assignment, or of all without SLUG."""
    from graders.authoring.publish import PublishError, publish, stale

    root = course.root()
    if root is None:
        raise fail("publish needs the course's folder with solutions/ beside graders/.", 1)
    if slug is not None and slug not in rubrics.slugs():
        raise fail(f"no assignment is called {slug!r}; there are: {', '.join(rubrics.slugs())}.", 1)
    wrong = 0
    for name in [slug] if slug else rubrics.slugs():
        try:
            paths = stale(name, root) if check else publish(name, root)
        except PublishError as error:
            click.echo(str(error), err=True)
            wrong += 1
            continue
        for path in paths:
            click.echo(f"{'stale' if check else 'wrote'} {path.relative_to(root)}")
        wrong += len(paths) if check else 0
    if check and wrong:
        click.echo("Run `lrgrade publish`.", err=True)
    raise click.exceptions.Exit(1 if wrong else 0)
