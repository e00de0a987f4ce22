"""Lays out plain text for a terminal: wrapped to the width, coloured or not, in ASCII if need be.

It knows nothing of reports. Text is never read as markup, its control characters are made
visible, and nothing is asked of the machine: the caller says width, colours and encoding.
"""

import io

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graders.render.visible import ascii_only as spelled_in_ascii
from graders.render.visible import visible

_NARROWEST = 40


class Page:
    """Text of `width` cells (under 40 as for 40), collected line by line.

    `color` adds ANSI colours; `ascii_only` keeps to ASCII for consoles that have nothing else.
    """

    def __init__(self, width: int, color: bool, ascii_only: bool) -> None:
        self.ascii_only = ascii_only
        self.width = max(width, _NARROWEST)
        self._file = io.StringIO()
        self._console = Console(
            file=self._file,
            width=self.width,
            force_terminal=color,
            color_system="standard" if color else None,
            no_color=not color,
            legacy_windows=False,
            force_jupyter=False,
            markup=False,
            highlight=False,
            emoji=False,
            _environ={},
        )

    def plain(self, text: str) -> str:
        """`text` as it may be printed here: nothing in it acts, and all of it can be shown."""
        shown = visible(text).expandtabs(4)
        return spelled_in_ascii(shown) if self.ascii_only else shown

    def line(self, text: str, style: str = "", indent: int = 0, lead: str = "") -> None:
        """Print `text`, wrapped; `lead` stands before its first line, the rest hangs under it."""
        start = Text(" " * indent + self.plain(lead), style=style)
        body = Text(self.plain(text), style=style)
        for part in body.wrap(self._console, self.width - start.cell_len, overflow="fold"):
            self._console.print(start + part)
            start = Text(" " * start.cell_len)

    def gap(self) -> None:
        """Leave one line empty."""
        self._console.print()

    def table(self, table: Table) -> None:
        """Print `table`, made narrow enough."""
        self._console.print(table)

    def text(self) -> str:
        """Everything printed so far, without blanks at the ends of lines."""
        lines = self._file.getvalue().split("\n")[:-1]
        return "".join(f"{line.rstrip()}\n" for line in lines)
