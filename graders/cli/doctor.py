"""`lrgrade doctor`: versions, sandbox layers, and what to mend."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import click

from graders import __version__, isolation
from graders.sandbox import SandboxError
from graders.support import SUPPORTED, fits, is_untested, newest_tested

NEEDED = ("tensorflow", "keras", "numpy", "pytest")
EXTRAS = {"nbgrader": "nbgrader", "distributed": "cluster"}


@click.command(
    epilog="""\b
Example:
  lrgrade doctor

\b
Exit codes: 0 this machine can grade, 1 something has to be mended."""
)
def command() -> None:
    """Show versions, sandbox layers, and how to mend what is missing."""
    click.echo(f"lrgrade {__version__}, {platform.system()} {platform.machine()}")
    sound = _versions()
    sound = _sandbox() and sound
    click.echo("This machine can grade." if sound else "Something has to be mended; see above.")
    raise click.exceptions.Exit(0 if sound else 1)


def _versions() -> bool:
    sound = True
    for name in ("python", *NEEDED):
        found = platform.python_version() if name == "python" else _installed(name)
        good = found is not None and fits(name, found)
        sound = sound and good
        click.echo(f"  {name:<12} {found or 'not installed':<10}{_remark(name, found, good)}")
    for name, extra in EXTRAS.items():
        found = _installed(name)
        remedy = "" if found else f"   optional: pip install 'lrgrade[{extra}]'"
        click.echo(f"  {name:<12} {found or '-':<10}{remedy}")
    return sound


def _remark(name: str, found: str | None, good: bool) -> str:
    """What to do about a version that does not fit, or that is newer than what was tested."""
    if not good:
        needed = SUPPORTED.get(name, "")
        how = "install that version" if name == "python" else f"pip install '{name}{needed}'"
        return f"   needs {needed}: {how}"
    if found and is_untested(name, found):
        return f"   newer than {newest_tested(name)}, the newest that the course was tested on"
    return ""


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _sandbox() -> bool:
    click.echo(f"Sandbox ({'fork' if sys.platform == 'linux' else 'spawn'}):")
    try:
        found = isolation.layers_here()
    except SandboxError as error:
        click.echo(f"  {error}")
        return False
    for layer, state in found.items():
        click.echo(f"  {layer:<18} {state}")
        if state != "on" and sys.platform == "linux":
            click.echo(f"  {'':<18} {isolation.remedy(layer, state)}")
    return all(found[layer] == "on" for layer in isolation.DEMANDED)
