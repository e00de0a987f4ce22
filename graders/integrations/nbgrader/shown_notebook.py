"""What a student handed in, laid out as the source notebook is: the form that nbgrader keeps.

Cells are told by their grade_id, or by what they define. Cells that were deleted, copied, retyped,
renamed or moved are put right and named; what a student wrote beside them is kept, as text that
shows and never acts. It is for reading and for the gradebook: the file handed in is what is graded.
"""

import copy
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graders.authoring.publish import defined_names

MISSING = "# This cell was not in the file that was handed in."


@dataclass(frozen=True)
class StudentCell:
    """One cell as it was handed in; `grade_id` is what its metadata says, if anything."""

    kind: str
    source: str
    grade_id: str | None = None


@dataclass(frozen=True)
class Shown:
    """The notebook that nbgrader keeps, and a sentence on each cell that was put right."""

    notebook: dict[str, Any]
    repairs: tuple[str, ...]


@dataclass
class _Layout:
    cells: Sequence[StudentCell]
    place: dict[str, int] = field(default_factory=dict)
    repairs: list[str] = field(default_factory=list)

    @property
    def has_ids(self) -> bool:
        """False for a script, whose cells never have one."""
        return any(cell.grade_id for cell in self.cells)

    def free(self) -> Iterator[tuple[int, StudentCell]]:
        taken = set(self.place.values())
        return ((n, cell) for n, cell in enumerate(self.cells) if n not in taken)


def cells_of(text: str) -> list[StudentCell]:
    """The cells of a notebook's text, with whatever metadata they have; none if it is damaged."""
    try:
        found = json.loads(text)["cells"]
        return [_student_cell(cell) for cell in found if isinstance(cell, dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def _student_cell(cell: Mapping[str, Any]) -> StudentCell:
    source = cell.get("source", "")
    text = source if isinstance(source, str) else "".join(map(str, source))
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    # A lone half of a surrogate pair can be in JSON, and in no file.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return StudentCell(str(cell.get("cell_type")), text, name if isinstance(name, str) else None)


def shown(source: Mapping[str, Any], cells: Sequence[StudentCell]) -> Shown:
    """`cells` in the layout of `source`, a notebook as `lrgrade publish` writes it."""
    layout = _Layout(cells)
    parts = [cell for cell in source["cells"] if _grade_id(cell)]
    for part in parts:
        _find(layout, part)
    _name_moved(layout, [_grade_id(part) for part in parts])
    notebook = {**copy.deepcopy(dict(source)), "cells": list(_laid_out(layout, parts))}
    return Shown(notebook, tuple(layout.repairs))


def _grade_id(cell: Mapping[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _is_answer(cell: Mapping[str, Any]) -> bool:
    return bool(cell["metadata"]["nbgrader"]["solution"])


def _find(layout: _Layout, part: Mapping[str, Any]) -> None:
    """Take the student's cell that stands for `part`, and say what was wrong with it."""
    name = _grade_id(part)
    named = [(n, cell) for n, cell in layout.free() if cell.grade_id == name]
    if len(named) > 1:
        layout.repairs.append(f"`{name}`: {len(named)} cells have this id.")
    alike = [(n, cell) for n, cell in (named or layout.free()) if _is_like(cell, part)]
    if alike and not named and layout.has_ids:
        layout.repairs.append(f"`{name}`: it stands in a cell that has not this id.")
    # The last definition counts when the file is graded, too.
    best = (alike or named)[-1:]
    if best:
        layout.place[name] = best[0][0]
        _name_changes(layout, part, best[0][1])
    elif layout.has_ids or _is_answer(part):
        layout.repairs.append(f"`{name}`: the cell was missing.")


def _is_like(cell: StudentCell, part: Mapping[str, Any]) -> bool:
    """True for a cell that defines what `part` asks for, or holds its text."""
    if _is_answer(part):
        return cell.kind == "code" and bool(defined_names(cell.source, _grade_id(part).split("-")))
    return cell.source.strip() == "".join(part["source"]).strip()


def _name_changes(layout: _Layout, part: Mapping[str, Any], cell: StudentCell) -> None:
    name = _grade_id(part)
    if cell.kind != part["cell_type"]:
        layout.repairs.append(f"`{name}`: the cell had become {cell.kind}.")
    if not _is_answer(part) and cell.source.strip() != "".join(part["source"]).strip():
        layout.repairs.append(f"`{name}`: its text had been changed.")


def _name_moved(layout: _Layout, order: Sequence[str]) -> None:
    places = [layout.place[name] for name in order if name in layout.place]
    if places != sorted(places):
        layout.repairs.append("The cells were in another order.")


def _laid_out(layout: _Layout, parts: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The source's cells in its order, each followed by what the student had put after it."""
    after: dict[str, list[tuple[int, StudentCell]]] = {}
    owners = {n: name for name, n in layout.place.items()}
    owner = ""
    for number, cell in enumerate(layout.cells):
        owner = owners.get(number, owner)
        if number not in owners:
            after.setdefault(owner, []).append((number, cell))
    for name in ("", *(_grade_id(part) for part in parts)):
        if name:
            part = next(part for part in parts if _grade_id(part) == name)
            yield _filled(part, layout)
        for number, cell in after.get(name, []):
            if cell.source.strip():
                yield _own(number, cell)


def _filled(part: Mapping[str, Any], layout: _Layout) -> dict[str, Any]:
    cell = copy.deepcopy(dict(part))
    if _is_answer(part):
        place = layout.place.get(_grade_id(part))
        cell["source"] = MISSING if place is None else layout.cells[place].source
    return cell


def _own(number: int, cell: StudentCell) -> dict[str, Any]:
    common = {"id": f"own-{number + 1}", "metadata": {}}
    if cell.kind == "code":
        return {**common, "cell_type": "code", "source": cell.source} | {
            "execution_count": None,
            "outputs": [],
        }
    return {**common, "cell_type": "markdown", "source": as_text(cell.source)}


def as_text(source: str) -> str:
    """Markdown that shows `source` letter by letter: no tag, link or formula in it acts."""
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{source}\n{fence}"
