"""Small mistakes put into a reference solution, one at a time: what a check must notice.

It changes syntax trees and runs nothing. What is not judged stays as it is: annotations,
docstrings, and the text of an exception.
"""

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from graders.authoring.mutations import Place, deletion, replacements

Site = tuple[ast.AST, str, int | None, Place]
_NOT_JUDGED = ("annotation", "returns", "decorator_list", "type_comment")


@dataclass(frozen=True)
class Mutant:
    """A solution with one mistake: its task and line, and the statement before and after.

    `task` is empty where the line belongs to no task's own definition.
    """

    task: str
    line: int
    was: str
    now: str
    source: str

    @property
    def name(self) -> str:
        """What changed, in one line."""
        return f"{self.task or 'the module'}, line {self.line}: `{self.was}` became `{self.now}`"


def mutants(source: str, tasks: Collection[str]) -> list[Mutant]:
    """Every mutant of a solution, in the order of its lines; no two are the same program."""
    module = ast.parse(source)
    found: dict[str, Mutant] = {}
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            task = node.name if node.name in tasks else ""
            for mutant in _of(node, module, task):
                found.setdefault(mutant.source, mutant)
    found.pop(ast.unparse(module), None)
    return list(found.values())


def _of(definition: ast.stmt, module: ast.Module, task: str) -> Iterator[Mutant]:
    for parent, field, index, place in list(_sites(definition, Place(definition))):
        node = getattr(parent, field) if index is None else getattr(parent, field)[index]
        was = _shown(place.statement)
        for other in (*replacements(node, place), *deletion(node)):
            _put(parent, field, index, other)
            now = _shown(other if node is place.statement else place.statement)
            line = place.statement.lineno
            yield Mutant(task, line, was, now, ast.unparse(ast.fix_missing_locations(module)))
            _put(parent, field, index, node)


def _sites(node: ast.AST, place: Place) -> Iterator[Site]:
    """Every place below `node` that holds a node of its own, outermost first."""
    here = place.inside(node)
    for field, value in ast.iter_fields(node):
        if field in _NOT_JUDGED:
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not _is_docstring(child, node, field, index):
                below = here.at(child)
                yield node, field, index, below
                yield from _sites(child, below)


def _is_docstring(child: ast.AST, parent: ast.AST, field: str, index: int | None) -> bool:
    text = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
    return text and field == "body" and index == 0 and not isinstance(parent, ast.If)


def _put(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _shown(node: ast.AST) -> str:
    """The first line of a statement, which says what is special in a compound one too."""
    return ast.unparse(ast.fix_missing_locations(node)).splitlines()[0]
