"""Makes the students' files and the notebooks of an assignment from `solutions/<slug>/<slug>.py`.

The same source always gives the same bytes, so that a stale file can be told by comparing. It
writes nothing while the source has a fault, and never changes what a person wrote.
"""

import json
import math
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import jupytext

from graders import rubrics
from graders.authoring.cell_points import cell_points
from graders.authoring.faults import faults
from graders.authoring.lesson_cards import with_cards
from graders.authoring.solution_text import BEGIN, STUB, released, stamped
from graders.rubrics import Rubric

_DEFINITION = re.compile(r"^(?:(?:def|class)\s+(\w+)|(QUIZ|EXPLANATIONS)\s*=)", re.MULTILINE)


class PublishError(ValueError):
    """The source of an assignment cannot be published; the message lists every fault."""


def publish(slug: str, root: Path) -> list[Path]:
    """Write the published files of assignment `slug` in the course at `root`; return their paths.

    Raises PublishError, before anything is written, and KeyError for an unknown assignment.
    """
    texts = published(slug, root)
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(texts)


def stale(slug: str, root: Path) -> list[Path]:
    """The published files that are absent or differ from what `publish` would write now.

    Raises as `publish` does. Writes nothing.
    """
    return [
        path
        for path, text in published(slug, root).items()
        if not path.is_file() or path.read_bytes() != text.encode()
    ]


def published(slug: str, root: Path) -> dict[Path, str]:
    """The text of each published file by its path. Raises as `publish` does. Writes nothing."""
    rubric = rubrics.load(slug)
    found = faults(rubric, root)
    if found:
        raise PublishError("\n\n".join(found))
    solution, assignment = root / "solutions" / slug, root / "assignments" / slug
    source = (solution / f"{slug}.py").read_text(encoding="utf-8")
    source = stamped(with_cards(source), slug, rubric.version)
    script = released(source)
    return {
        assignment / f"{slug}.py": script,
        assignment / f"{slug}.ipynb": _notebook(script, rubric),
        solution / f"{slug}.ipynb": _notebook(source, rubric),
        **_pictures(solution, assignment),
    }


def _pictures(solution: Path, assignment: Path) -> dict[Path, str]:
    """The lesson's plots, `images/*.svg`, which its text shows by that name."""
    return {
        assignment / "images" / path.name: path.read_text(encoding="utf-8")
        for path in sorted(solution.glob("images/*.svg"))
    }


def _notebook(text: str, rubric: Rubric) -> str:
    """`text` (percent format) as a notebook; its ids and nbgrader's metadata come from it alone."""
    cells = jupytext.reads(text, fmt="py:percent").cells
    points = cell_points(rubric)
    notebook = {
        "cells": [_cell(cell, number, points) for number, cell in enumerate(cells, start=1)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "lrgrade": {"assignment": rubric.slug, "version": rubric.version},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    # Jupyter's own layout of the file, so that opening and saving it changes nothing.
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _cell(cell: Any, number: int, points: Mapping[str, float]) -> dict[str, Any]:
    source = cell.source.splitlines(keepends=True)
    if cell.cell_type == "markdown":
        name = f"text-{number}"
        metadata = {**_nbgrader(name, "markdown"), "deletable": False, "editable": False}
        return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": source}
    defined = defined_names(cell.source, points)
    name = "-".join(defined) or f"code-{number}"
    to_solve = defined or BEGIN in cell.source or STUB[0] in cell.source
    # Other code cells stay out of nbgrader's hands: students may add imports there.
    metadata = {}
    if to_solve:
        most = math.fsum(points[one] for one in defined) if defined else None
        metadata = {**_nbgrader(name, "code", most, solution=True), "deletable": False}
    common = {"cell_type": "code", "id": name, "metadata": metadata, "source": source}
    return common | {"execution_count": None, "outputs": []}


def defined_names(source: str, names: Collection[str]) -> list[str]:
    """Those of `names` (tasks, QUIZ, EXPLANATIONS) that a cell defines, each once."""
    found = (match[1] or match[2] for match in _DEFINITION.finditer(source))
    return [name for name in dict.fromkeys(found) if name in names]


def _nbgrader(
    name: str, kind: str, points: float | None = None, *, solution: bool = False
) -> dict[str, Any]:
    """Text is locked; what a student writes is a solution cell, and a grade cell with points.

    nbgrader as shipped gives such a cell no point by itself: it waits for a person.
    """
    graded = points is not None
    flags = {"grade": graded, "solution": solution, "locked": not solution, "task": False}
    data = {"schema_version": 3, "grade_id": name, "cell_type": kind, **flags}
    return {"nbgrader": {**data, "points": points} if graded else data}
