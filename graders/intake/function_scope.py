"""What belongs to a function alone: its parameters and the names that its body binds.

Python decides this for the whole body at once, so that a name bound in its last line is local in
its first.
"""

import ast
from collections.abc import Iterable, Iterator

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def evaluated_outside(args: ast.arguments) -> Iterator[ast.AST]:
    """Defaults and annotations, which are evaluated where the function is defined."""
    yield from args.defaults
    yield from (default for default in args.kw_defaults if default)
    yield from (item.annotation for item in _every(args) if item.annotation)


def _every(args: ast.arguments) -> list[ast.arg]:
    starred = [item for item in (args.vararg, args.kwarg) if item]
    return [*args.posonlyargs, *args.args, *args.kwonlyargs, *starred]


def parameters(args: ast.arguments) -> set[str]:
    """The names of a function's parameters."""
    return {item.arg for item in _every(args)}


def declared_global(body: list[ast.stmt]) -> set[str]:
    """The names that a body declares `global`."""
    return {name for node in _own(body) if isinstance(node, ast.Global) for name in node.names}


def bound_in(body: list[ast.stmt]) -> set[str]:
    """The names that a function with this body binds, so far as it does not declare them global."""
    found: set[str] = set()
    for node in _own(body):
        if isinstance(node, DEFINITIONS):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {item.asname or item.name.partition(".")[0] for item in node.names}
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            found.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            found.add(node.rest)
    return found - declared_global(body)


def _own(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All nodes of a body, without what lies in the scope of a function or class inside it."""
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, COMPREHENSIONS):
            # Its targets are its own; only `:=` in it binds outside.
            waiting += [part.target for part in ast.walk(node) if isinstance(part, ast.NamedExpr)]
        elif not isinstance(node, (*DEFINITIONS, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)
