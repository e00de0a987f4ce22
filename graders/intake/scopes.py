"""Which global names a top-level statement reads, binds and changes, told from its syntax.

It follows Python's scopes, so that a parameter called `model` is not the global `model`. It
knows no task and decides nothing.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graders.intake.function_scope import (
    COMPREHENSIONS,
    bound_in,
    declared_global,
    evaluated_outside,
    parameters,
)

_ADDING = ("append", "extend", "insert", "add", "update", "setdefault")
_SETTERS = ("setattr", "delattr")
_MUTATORS = {*_ADDING, "pop", "remove", "discard", "clear", "sort", "reverse"}


@dataclass
class Effects:
    """What happens when a piece of code runs.

    `changes` are names assigned into or deleted, `asks` names of which a method is called,
    `calls` the calls themselves, `decorates` pairs of a decorator and what it stands above,
    `extends` base classes, and `arguments` is True when a function changes a parameter.
    """

    binds: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    asks: set[str] = field(default_factory=set)
    calls: list[ast.Call] = field(default_factory=list)
    decorates: list[tuple[str, str]] = field(default_factory=list)
    extends: set[str] = field(default_factory=set)
    arguments: bool = False


@dataclass
class Names:
    """A statement's names: `now` when it runs, `later` when a function in it is called."""

    reads: set[str] = field(default_factory=set)
    now: Effects = field(default_factory=Effects)
    later: Effects = field(default_factory=Effects)


def names(statement: ast.stmt) -> Names:
    """The global names of one top-level statement."""
    reader = _Reader()
    reader.visit(statement)
    return reader.names


def root(node: ast.AST) -> str | None:
    """The name at the left end of `a.b[c].d`, or None where there is none."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


class _Reader(ast.NodeVisitor):
    def __init__(self) -> None:
        self.names = Names()
        self._effects = self.names.now
        self._hidden: frozenset[str] = frozenset()
        self._in_class = False
        self._globals: frozenset[str] = frozenset()

    def _bind(self, name: str) -> None:
        local = name in self._hidden or (self._in_class and name not in self._globals)
        if not local:
            self._effects.binds.add(name)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self._bind(node.id)
        elif node.id not in self._hidden:
            self.names.reads.add(node.id)
            if isinstance(node.ctx, ast.Del):
                self._effects.changes.add(node.id)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        name = root(node.target)
        if name and name not in self._hidden:
            self.names.reads.add(name)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._place(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self._place(node)

    def _place(self, node: ast.Attribute | ast.Subscript) -> None:
        name = root(node)
        if name and not isinstance(node.ctx, ast.Load):
            self._change(name)
        self.generic_visit(node)

    def _change(self, name: str) -> None:
        if name in self._hidden:
            self._effects.arguments = True
        else:
            self._effects.changes.add(name)

    def visit_Call(self, node: ast.Call) -> None:
        self._effects.calls.append(node)
        name = root(node.func)
        if isinstance(node.func, ast.Attribute):
            if name in self._hidden:
                self._effects.arguments |= node.func.attr in _MUTATORS
            elif name:
                self._effects.asks.add(name)
        elif name in _SETTERS and node.args and (changed := root(node.args[0])):
            self._change(changed)
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._bind(alias.asname or alias.name.partition(".")[0])

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            self._bind(alias.asname or alias.name)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        if node.name:
            self._bind(node.name)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self._bind(node.rest)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is None and isinstance(node.target, ast.Name):
            self.visit(node.annotation)  # `rate: float` alone binds nothing
        else:
            self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._function(node)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._define(node)
        self._all(evaluated_outside(node.args))
        if node.returns:
            self.visit(node.returns)
        local = parameters(node.args) | bound_in(node.body)
        self._enter(node.body, local, frozenset(declared_global(node.body)))

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._all(evaluated_outside(node.args))
        self._enter([node.body], parameters(node.args), frozenset())

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._define(node)
        self._all([*node.bases, *node.keywords])
        bases = {root(base) for base in node.bases} - self._hidden
        self._effects.extends |= {name for name in bases if name}
        before = self._in_class, self._globals
        self._in_class, self._globals = True, frozenset(declared_global(node.body))
        self._all(node.body)
        self._in_class, self._globals = before

    def _define(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        self._bind(node.name)
        self._all(node.decorator_list)
        for decorator in node.decorator_list:
            applied = decorator.func if isinstance(decorator, ast.Call) else decorator
            name = root(applied)
            if name and name not in self._hidden:
                self._effects.decorates.append((name, node.name))
                if isinstance(applied, ast.Attribute):
                    self._effects.asks.add(name)

    def _enter(self, body: Iterable[ast.AST], local: set[str], outer: frozenset[str]) -> None:
        before = self._effects, self._hidden, self._in_class
        self._effects, self._in_class = self.names.later, False
        self._hidden = (self._hidden | local) - outer
        self._all(body)
        self._effects, self._hidden, self._in_class = before

    def generic_visit(self, node: ast.AST) -> None:
        if isinstance(node, COMPREHENSIONS):
            self._comprehension(node)
        else:
            super().generic_visit(node)

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    ) -> None:
        self.visit(node.generators[0].iter)  # the first one is evaluated outside
        targets = [item.target for item in node.generators]
        before = self._hidden
        self._hidden |= {part.id for part in _walk(targets) if isinstance(part, ast.Name)}
        super().generic_visit(node)
        self._hidden = before

    def _all(self, nodes: Iterable[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)


def _walk(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    for node in nodes:
        yield from ast.walk(node)
