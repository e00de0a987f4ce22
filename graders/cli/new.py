"""`lrgrade new`: starts an assignment that already works, to be changed from there."""

import click

from graders import course
from graders.cli.screen import fail


@click.command(
    epilog="""\b
Example:
  lrgrade new warmups

\b
Exit codes: 0 made, 1 not."""
)
@click.argument("slug")
def command(slug: str) -> None:
    """Make solutions/SLUG and graders/rubrics/SLUG with one working task."""
    from graders.authoring.new import NewError, new

    root = course.root()
    if root is None:
        raise fail("new needs the course's folder with solutions/ beside graders/.", 1)
    try:
        paths = new(slug, root)
    except NewError as error:
        raise fail(str(error), 1) from error
    for path in paths:
        click.echo(f"made {path.relative_to(root)}")
    click.echo(f"Next: change them, then `lrgrade publish {slug}` and `lrgrade verify {slug}`.")
