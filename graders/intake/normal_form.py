"""Brings a script, or a notebook's cells, into the one form that everything after it reads.

The normal form is Python source that parses. What had to be left out of a notebook is listed,
with the reason, so that a task that stands there can be explained.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graders.intake.decode import without_declaration
from graders.intake.magics import Cleaned, cleaned
from graders.intake.notebook import Cell, Notebook
from graders.intake.parsing import LONGEST_CODE, parse
from graders.intake.unusable import NotPython, Unusable
from graders.submission import Note

MOST = 6
_MOST_BROKEN = 20
"""Broken cells with a note each; of more, the number is told."""


@dataclass(frozen=True)
class Unread:
    """Source that does not count as code: where it stands, and the words after "which"."""

    where: str
    why: str
    source: str


@dataclass(frozen=True)
class NormalForm:
    """Python source with its tree; `places` maps its lines to cells, empty for a script."""

    text: str
    tree: ast.Module
    places: Mapping[int, str] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    notes: tuple[Note, ...] = ()

    def place(self, line: int) -> str:
        """Where a student finds `line` of the normal form."""
        return self.places.get(line, f"line {line}")


def of_script(text: str) -> NormalForm:
    """The normal form of a script; raises Unusable when it is not valid Python."""
    if not text.strip():
        raise Unusable("The file is empty; hand in the file that holds your work.")
    text = without_declaration(text)
    try:
        return NormalForm(text, parse(text))
    except NotPython as error:
        return _of_exported_script(text, error)


def _of_exported_script(text: str, error: NotPython) -> NormalForm:
    """The same for a script with lines that only a notebook understands."""
    try:
        part = cleaned(text)
        tree = parse(part.text)
    except NotPython:
        part = Cleaned(text, language="none")
    if part.language:
        raise Unusable(
            f"The file is not valid Python, {error}; correct that line and hand it in again."
        )
    removed = [(f"line {line}", code) for line, code in part.removed]
    return NormalForm(part.text, tree, notes=tuple(_magic_note(removed)))


def of_notebook(notebook: Notebook) -> NormalForm:
    """The normal form of a notebook; raises Unusable when no code cell can be used."""
    joined = _Joined()
    for cell in notebook.cells:
        joined.add(cell)
    joined.close()
    if not joined.used:
        raise Unusable(_nothing_usable(joined.broken))
    if notebook.upgraded:
        text = "The notebook is in the old format 3; it was upgraded before it was read."
        joined.notes.append(Note("upgraded", text))
    joined.notes.extend(_magic_note(joined.removed))
    text = "\n".join(joined.lines) + "\n"
    try:
        tree = parse(text, interactive=True)
    except NotPython as error:
        # Cells that parse alone do so together, but for their total size and `__future__`.
        tree = _parsed_only(text, error)
    return NormalForm(text, tree, joined.places, tuple(joined.unread), tuple(joined.notes))


def _parsed_only(text: str, error: NotPython) -> ast.Module:
    if "__future__" not in error.message:
        raise Unusable(f"The notebook's code cannot be read together, {error}; shorten it.")
    return ast.parse(text)


class _Joined:
    """The cells joined so far."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.places: dict[int, str] = {}
        self.unread: list[Unread] = []
        self.notes: list[Note] = []
        self.removed: list[tuple[str, str]] = []
        self.broken: list[str] = []
        self.used = False
        self._size = 0

    def add(self, cell: Cell) -> None:
        if cell.kind != "code":
            kind = "Markdown" if cell.kind == "markdown" else cell.kind[:40]
            why = f"is a {kind} cell; change its type to code"
            self.unread.append(Unread(f"cell {cell.number}", why, cell.source))
            return
        self._size += len(cell.source)
        if self._size > 2 * LONGEST_CODE:
            most = f"{2 * LONGEST_CODE:,} characters are read"
            raise Unusable(f"The notebook's code cells are too long: {most}; shorten them.")
        try:
            part = cleaned(without_declaration(cell.source))
        except NotPython as error:
            self._leave_out(cell, error)
            return
        self._keep(cell, part)

    def _leave_out(self, cell: Cell, error: NotPython) -> None:
        where = f"cell {cell.number}"
        self.broken.append(f"cell {cell.number}, {error}")
        why = f"is not valid Python, {error}"
        self.unread.append(Unread(where, why, cell.source))
        text = f"Cell {cell.number} is not valid Python, {error}; the cell was left out."
        if len(self.broken) <= _MOST_BROKEN:
            self.notes.append(Note("broken_cell", text))

    def close(self) -> None:
        """Count the broken cells that have no note of their own."""
        more = len(self.broken) - _MOST_BROKEN
        if more > 0:
            text = f"Cells that are not valid Python and were left out too: {more}."
            self.notes.append(Note("broken_cell", text))

    def _keep(self, cell: Cell, part: Cleaned) -> None:
        where = f"cell {cell.number}"
        self.removed += [(f"{where}, line {line}", text) for line, text in part.removed]
        if part.language:
            why = f"begins with `{part.language}` and so is not run as Python; remove that line"
            self.unread.append(Unread(where, why, cell.source))
        elif part.text.strip():
            self.used = True
        self.lines.append(f"# {where}")
        for line, text in enumerate(part.text.split("\n"), start=1):
            self.lines.append(text)
            self.places[len(self.lines)] = f"{where}, line {line}"


def _nothing_usable(broken: list[str]) -> str:
    if broken:
        return f"No code cell is valid Python ({broken[0]}); correct that and hand it in again."
    return "The notebook has no code cell with anything in it; hand in the one with your work."


def _magic_note(removed: Iterable[tuple[str, str]]) -> Iterator[Note]:
    """One note for everything that was taken out."""
    items = [f"{place} (`{text[:60]}`)" for place, text in removed]
    if items:
        yield Note("magic", f"Notebook commands are not run when grading: {listed(items)}.")


def listed(items: list[str]) -> str:
    """`items` in one phrase, at most six of them, then how many more there are."""
    more = f" and {len(items) - MOST} more" if len(items) > MOST else ""
    return ", ".join(items[:MOST]) + more
