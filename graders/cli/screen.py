"""What this terminal can show: its width, colour, and whether it takes more than ASCII."""

import os
import sys
from dataclasses import dataclass

import click

SYMBOLS = "✔✘–█░"


@dataclass(frozen=True)
class Screen:
    """How to render for standard output."""

    width: int
    color: bool
    ascii_only: bool


def screen() -> Screen:
    """What standard output can show; NO_COLOR and COLUMNS are respected."""
    terminal = sys.stdout.isatty()
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdigit() and int(columns) else 80
    if terminal and not columns:
        width = min(os.get_terminal_size(sys.stdout.fileno()).columns, 100)
    color = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Screen(width, color, not _takes(SYMBOLS))


def _takes(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def fail(message: str, code: int) -> click.exceptions.Exit:
    """Say one sentence on standard error; the caller raises the result, which ends with `code`."""
    click.echo(f"lrgrade: {message}", err=True)
    return click.exceptions.Exit(code)
