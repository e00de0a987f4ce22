"""The text of a notebook file to its cells, whatever editor saved it.

Only what a submission is made of is looked at: cell types, sources and a little metadata. So
what editors add or leave out elsewhere never matters. It judges no cell.
"""

import json
import logging
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graders.intake.unusable import Unusable

MOST_CELLS = 2_000
"""A long notebook has two hundred."""

_SAVE_AGAIN = "open and save it in a current Jupyter and hand it in again"


@dataclass(frozen=True)
class Cell:
    """One cell: its number from 1 over all cells, its type, and its source."""

    number: int
    kind: str
    source: str


@dataclass(frozen=True)
class Notebook:
    """The cells of a notebook, its metadata, and whether its old format was upgraded."""

    cells: tuple[Cell, ...]
    metadata: Mapping[str, Any]
    upgraded: bool = False


def is_notebook(text: str) -> bool:
    """True when `text` is a notebook, whatever its file is called."""
    if not text.lstrip().startswith("{") or '"nbformat"' not in text:
        return False
    try:
        return isinstance(json.loads(text).get("nbformat"), int)
    except (ValueError, RecursionError):
        return False


def read_notebook(text: str) -> Notebook:
    """The notebook in `text`.

    Raises Unusable when it is no notebook, damaged, in a format that is too old or too new, or
    in another language than Python.
    """
    data = _data(text)
    version = data.get("nbformat")
    if version == 4:
        notebook = Notebook(_cells(data), _mapping(data.get("metadata")))
    elif version == 3:
        upgraded = _upgraded(_without_outputs(data))
        notebook = Notebook(_cells(upgraded), _mapping(upgraded.get("metadata")), upgraded=True)
    else:
        raise Unusable(_unknown_format(version))
    _require_python(notebook.metadata)
    return notebook


def _data(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}: {error.msg}"
        raise Unusable(f"The notebook is damaged (not JSON, {where}); {_SAVE_AGAIN}.") from error
    except (ValueError, RecursionError) as error:
        raise Unusable(f"The notebook is damaged (not JSON); {_SAVE_AGAIN}.") from error
    if not isinstance(data, dict) or "nbformat" not in data:
        raise Unusable(f"The file is JSON, but not a notebook; {_SAVE_AGAIN}.")
    return data


def _unknown_format(version: Any) -> str:
    if isinstance(version, int) and version > 4:
        return (
            f"The notebook is in format {version}, which is newer than format 4 that is read "
            "here; save it in format 4 and hand it in again."
        )
    return f"The notebook is in format {version!r:.20}, which is too old to read; {_SAVE_AGAIN}."


def _without_outputs(data: Mapping[str, Any]) -> str:
    """A notebook of format 3 as text without its outputs: their upgrade costs most and is lost."""
    lists = [_mapping(sheet).get("cells") for sheet in _list(data.get("worksheets"))]
    cells = [cell for cells in lists for cell in _list(cells)]
    _require_few(cells)
    for cell in cells:
        if isinstance(cell, dict) and "outputs" in cell:
            cell["outputs"] = []
    return json.dumps(data)


def _require_few(cells: list[Any]) -> None:
    if len(cells) > MOST_CELLS:
        raise Unusable(
            f"The notebook has {len(cells):,} cells, and at most {MOST_CELLS:,} are read; "
            "take away those that your work does not need."
        )


def _upgraded(text: str) -> dict[str, Any]:
    # Imported here: it takes longer than all the rest, and hardly any notebook needs it.
    import nbformat
    from traitlets.log import get_logger

    logger = get_logger()
    if isinstance(logger, logging.LoggerAdapter):
        logger = logger.logger
    before, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            upgraded: dict[str, Any] = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]  # untyped there
    except Exception as error:  # it raises whatever the damage makes it raise
        why = "The notebook is in the old format 3 and lacks parts that its upgrade needs"
        raise Unusable(f"{why}; {_SAVE_AGAIN}.") from error
    finally:
        logger.disabled = before
    return upgraded


def _cells(data: Mapping[str, Any]) -> tuple[Cell, ...]:
    cells = data.get("cells")
    if not isinstance(cells, list):
        raise Unusable(f"The notebook is damaged (it has no list of cells); {_SAVE_AGAIN}.")
    _require_few(cells)
    return tuple(_cell(number, cell) for number, cell in enumerate(cells, start=1))


def _cell(number: int, cell: Any) -> Cell:
    source = cell.get("source", "") if isinstance(cell, dict) else None
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str) or not isinstance(cell.get("cell_type"), str):
        raise Unusable(f"The notebook is damaged (in cell {number}); {_SAVE_AGAIN}.")
    return Cell(number, cell["cell_type"], source.replace("\r\n", "\n").replace("\r", "\n"))


def _require_python(metadata: Mapping[str, Any]) -> None:
    """Editors may leave the language out: then it is Python."""
    language = _mapping(metadata.get("language_info")).get("name")
    language = language or _mapping(metadata.get("kernelspec")).get("language")
    if isinstance(language, str) and "python" not in language.lower():
        raise Unusable(
            f"The notebook is in {language:.40}, and this course is in Python; choose a Python "
            "kernel, write the tasks in Python and hand it in again."
        )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
