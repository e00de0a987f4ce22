"""Notes on what a submission holds beside its tasks: what was not run, and what stands twice.

It words notes only; what is run was decided before.
"""

import ast
from collections.abc import Collection, Iterator, Sequence

from graders.intake.normal_form import NormalForm, listed
from graders.intake.scopes import names, root
from graders.intake.selection import Selection
from graders.submission import Note

_QUIET = (
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Pass,
)
_ANSWERS = ("QUIZ", "EXPLANATIONS")


def not_run(form: NormalForm, selection: Selection) -> Iterator[Note]:
    """One note that lists the lines or cells that were tried out and are not run."""
    tried = [
        statement
        for index, statement in enumerate(selection.statements)
        if index not in selection.run and not _is_quiet(statement)
    ]
    if tried:
        text = (
            f"Not run, at no cost of time or points: {listed(_places(form, tried))}. Only what the "
            "tasks need is run; trying things out is fine."
        )
        yield Note("not_run", text + _about_input(tried))


def defined_twice(form: NormalForm, selection: Selection, tasks: Collection[str]) -> Iterator[Note]:
    """A note for each task that has more than one definition; the last one counts."""
    for task in tasks:
        places = [
            form.place(statement.lineno)
            for statement in (selection.statements[i] for i in selection.binding.get(task, ()))
            if task not in names(statement).reads or hasattr(statement, "decorator_list")
        ]
        if len(places) > 1:
            where = f"{listed(places[:-1])} and {places[-1]}"
            yield Note("defined_twice", f"`{task}` is defined in {where}; the last one counts.")


def _is_quiet(statement: ast.stmt) -> bool:
    """True for what nobody would expect to be run, or to do anything."""
    if isinstance(statement, _QUIET) or _is_answer(statement):
        return True
    value = getattr(statement, "value", None)
    if isinstance(statement, ast.Expr | ast.Assign | ast.AnnAssign):
        return not any(isinstance(node, ast.Call) for node in ast.walk(value or ast.Pass()))
    return False


def _is_answer(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        return root(statement.value.func) in _ANSWERS
    target = getattr(statement, "target", None)
    targets: list[ast.AST] = list(getattr(statement, "targets", [target] if target else []))
    return any(root(item) in _ANSWERS for item in targets)


def _places(form: NormalForm, statements: Sequence[ast.stmt]) -> list[str]:
    """Cells once each; lines of a script as ranges where they follow each other."""
    if form.places:
        cells = (form.place(statement.lineno).partition(",")[0] for statement in statements)
        return list(dict.fromkeys(cells))
    ranges: list[tuple[int, int]] = []
    for statement in statements:
        first, last = statement.lineno, statement.end_lineno or statement.lineno
        if ranges and first <= ranges[-1][1] + 1:
            ranges[-1] = ranges[-1][0], last
        else:
            ranges.append((first, last))
    return [f"line {a}" if a == b else f"lines {a} to {b}" for a, b in ranges]


def _about_input(statements: Sequence[ast.stmt]) -> str:
    asks = any(
        isinstance(node, ast.Call) and root(node.func) == "input"
        for statement in statements
        for node in ast.walk(statement)
    )
    return " Nobody can type while your work is graded, so `input()` cannot work." if asks else ""
