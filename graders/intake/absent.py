"""Tells for each task that a submission does not define why that is so, as far as one can see."""

import ast
import difflib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from graders.intake.function_scope import DEFINITIONS
from graders.intake.normal_form import NormalForm, Unread
from graders.intake.selection import Selection, is_main_block


def absent(form: NormalForm, selection: Selection, tasks: Sequence[str]) -> dict[str, str]:
    """A sentence for each of `tasks` that nothing in the file binds."""
    missing = [task for task in tasks if not selection.binding.get(task)]
    bound = [name for name in selection.binding if name not in tasks]
    return {task: _reason(task, form, bound) for task in missing}


def stands_in(name: str, unread: Iterable[Unread]) -> Unread | None:
    """The cell that seems to define `name` but does not count as code."""
    pattern = re.compile(
        rf"^[ \t]*(?:(?:async\s+)?def|class)\s+{name}\b|^{name}\s*(?::[^=\n]*)?=(?!=)", re.MULTILINE
    )
    return next((part for part in unread if pattern.search(part.source)), None)


def _reason(task: str, form: NormalForm, bound: Collection[str]) -> str:
    part = stands_in(task, form.unread)
    if part:
        return f"`{task}` stands in {part.where}, which {part.why}."
    inside = _inside(task, form.tree.body)
    if inside:
        statement, where = inside
        return (
            f"`{task}` stands in {form.place(statement.lineno)}, inside {where}; "
            "move it out, to the left margin."
        )
    kind = "class" if task[:1].isupper() else "function"
    return f"The file defines no {kind} called `{task}`{_near_miss(task, bound)}."


def _near_miss(task: str, bound: Iterable[str]) -> str:
    by_small: Mapping[str, str] = {name.lower(): name for name in bound}
    close = difflib.get_close_matches(task.lower(), by_small, n=1, cutoff=0.75)
    return f"; is `{by_small[close[0]]}` meant? Then rename it to `{task}`" if close else ""


def _inside(task: str, body: Sequence[ast.stmt]) -> tuple[ast.stmt, str] | None:
    """A definition that lies deeper than the module's top level, and what it lies in."""
    for outer in body:
        for node in ast.walk(outer):
            if isinstance(node, DEFINITIONS) and node.name == task:
                if is_main_block(outer):
                    return node, "a block that is run only when the file is started by hand"
                return node, f"`{getattr(outer, 'name', 'another block')}`"
    return None
