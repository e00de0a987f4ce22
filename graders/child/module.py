"""Loads a student's source as a real module from a real file, one top-level statement at a time.

A statement that raises does not stop the rest: the names it would bind raise the same error at
their first use. The file has to exist, for AutoGraph reads the source of what it converts.
"""

import __future__

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from graders.child.placeholder import Placeholder


def load(source: str, path: Path) -> ModuleType:
    """Write `source` to `path` and run it as the module named after the file.

    A name whose statement failed is bound to a Placeholder. Raises SyntaxError for source that
    is not valid Python.
    """
    path.write_text(source, encoding="utf-8", newline="")
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    sys.modules[path.stem] = module
    tree = ast.parse(source, str(path))
    flags = _future_flags(tree)
    for statement in tree.body:
        _run(statement, module, str(path), flags)
    return module


def _run(statement: ast.stmt, module: ModuleType, path: str, flags: int) -> None:
    program = ast.Module([statement], type_ignores=[])
    code = compile(program, path, "exec", flags=flags, dont_inherit=True)
    try:
        exec(code, module.__dict__)
    except (Exception, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001 - kept for later
        for name in _bound(statement):
            module.__dict__.setdefault(name, Placeholder(error))


def _future_flags(tree: ast.Module) -> int:
    flags = 0
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for alias in node.names:
                flags |= getattr(__future__, alias.name).compiler_flag
    return flags


def _bound(statement: ast.stmt) -> Iterator[str]:
    """The names that `statement` would have bound at module level."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
        return
    if isinstance(statement, ast.Import | ast.ImportFrom):
        for alias in statement.names:
            yield alias.asname or alias.name.partition(".")[0]
        return
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif node is not statement and isinstance(node, ast.stmt):
            yield from _bound(node)
