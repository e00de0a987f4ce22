"""Executes what a student handed in, in the sandboxed kernel, for a person who wants to see plots.

A hook that nbgrader calls after each student, where `nbgrader_config.py` names it. Marks do not
come from here, and nothing here goes to students: an output may be anything, a script too. Jupyter
shows it without running it, since nobody has trusted these notebooks.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from graders.integrations.kernel import NAME
from graders.render.visible import one_line
from graders.sandbox.limits import MEBIBYTE, size_in_words
from graders.store import write_whole

SECONDS_A_CELL = 30
MOST = 16 * MEBIBYTE
"""Of output in one notebook; a cell that prints for ever would fill this process's memory."""
logger = logging.getLogger(__name__)


def keep_executed(assignment: str, student: str, notebooks: Sequence[str]) -> None:
    """Write `executed/<student>/<assignment>/` for each of nbgrader's `notebooks` of one student.

    These lie in `build/submitted/<student>/<assignment>/`; what is executed is the file of the same
    name in `submitted/`. nbgrader gives a pattern as `student`, so the path tells who it is.
    """
    for shown in map(Path, notebooks):
        name, course = shown.parents[1].name, shown.parents[4]
        handed_in = course / "submitted" / name / assignment / shown.name
        if not handed_in.is_file() or handed_in.is_symlink():
            logger.warning("%s: no notebook was handed in, so none is executed", one_line(name))
            continue
        try:
            text = executed(handed_in.read_text(encoding="utf-8"))
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are executed
            told = map(one_line, (name, handed_in.name, str(error)))
            logger.warning("%s: %s cannot be executed: %s", *told)
            continue
        place = course / "executed" / name / assignment
        place.mkdir(parents=True, exist_ok=True)
        write_whole(place / shown.name, text)


def executed(text: str) -> str:
    """The notebook `text` with the outputs of this run, as far as it came, and no others.

    Raises what nbformat and nbclient raise for what is no notebook, and where no kernel starts.
    """
    notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    notebook.metadata.pop("signature", None)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = _Bounded(
        notebook,
        kernel_name=NAME,  # Whichever the notebook itself asks for.
        timeout=SECONDS_A_CELL,
        interrupt_on_timeout=True,
        allow_errors=True,
    )
    said = []
    try:
        client.execute()
    except (DeadKernelError, CellTimeoutError) as error:
        said.append(f"Not executed further: {str(error).splitlines()[0]}")
    if client.size > MOST:
        said.append(f"Output beyond {size_in_words(MOST)} was left out.")
    for line in said:
        notebook.cells.append(nbformat.v4.new_raw_cell(line))  # type: ignore[no-untyped-call]
    return str(nbformat.writes(notebook))  # type: ignore[no-untyped-call]


class _Bounded(NotebookClient):
    """Takes output up to a limit, and counts what there is."""

    size = 0

    def output(self, outs: Any, msg: Any, display_id: Any, cell_index: Any) -> Any:
        """As nbclient does with one output, until there is too much."""
        self.size += len(str(msg["content"]))
        if self.size <= MOST:
            return super().output(outs, msg, display_id, cell_index)
        return None
