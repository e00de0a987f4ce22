"""`lrgrade kernel`: the kernelspec by which Jupyter finds the sandboxed kernel."""

import sys
from pathlib import Path

import click

from graders.cli.screen import fail


@click.command(
    epilog="""\b
Examples:
  lrgrade kernel
  jupyter nbconvert --to notebook --execute --allow-errors \\
    --ExecutePreprocessor.kernel_name=lrgrade-sandboxed notebook.ipynb

\b
Exit codes: 0 installed, 2 it cannot be installed here."""
)
@click.option(
    "--prefix",
    type=click.Path(path_type=Path),
    help="Install below this folder instead of this Python's.",
)
def command(prefix: Path | None) -> None:
    """Install the kernel `lrgrade-sandboxed` for nbconvert, nbclient, nbgrader and papermill.

    It is forked from a process that has TensorFlow loaded, and shut in like a submission. Linux
    only; it comes with the nbgrader extra.
    """
    if sys.platform != "linux":
        raise fail("a sandboxed kernel is forked, and only Linux does that safely.", 2)
    try:
        from graders.integrations.kernel.spec import install
    except ImportError as error:
        raise fail("this needs Jupyter: pip install 'lrgrade[nbgrader]'.", 2) from error
    try:
        place = install(str(prefix) if prefix else None)
    except OSError as error:
        raise fail(f"the kernel cannot be installed: {error}; try --prefix ~/.local.", 2) from error
    click.echo(f"The kernel lrgrade-sandboxed is installed in {place}.")
