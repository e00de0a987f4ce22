"""Which small mistakes can be made at one node of a syntax tree: each rule is one function.

The mistakes are the ones of a tired programmer: off by one, the wrong comparison, the wrong one of
two arguments, a factor, a clamp or an argument left out, a line forgotten.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Pow: (ast.Mult,),
    ast.Mod: (ast.FloorDiv,),
}
OTHER_CALLS = {"ceil": "floor", "floor": "ceil", "max": "min", "min": "max", "maximum": "minimum",
               "minimum": "maximum", "argmin": "argmax", "argmax": "argmin", "sin": "cos",
               "cos": "sin", "exp": "log", "any": "all", "all": "any"}  # fmt: skip
CLAMPS = ("max", "min", "maximum", "minimum", "clip", "where", "float", "int", "cast", "abs",
          "round", "sorted", "reversed", "ceil", "floor")  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a node stands: its statement, and the arguments that it could be confused with."""

    statement: ast.stmt
    arguments: tuple[ast.arg, ...] = ()
    settings: tuple[str, ...] = ()
    in_raise: bool = False

    def inside(self, node: ast.AST) -> "Place":
        """The place of what stands below `node`."""
        if isinstance(node, ast.ClassDef):
            kept = [n for n in ast.walk(node) if isinstance(n, ast.Attribute)]
            names = (n.attr for n in kept if isinstance(n.ctx, ast.Store))
            return replace(self, settings=tuple(dict.fromkeys(names)))
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            own = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            more = tuple(argument for argument in own if argument.arg != "self")
            return replace(self, arguments=(*self.arguments, *more))
        return self

    def at(self, node: ast.AST) -> "Place":
        """The place of `node` itself."""
        if not isinstance(node, ast.stmt):
            return self
        return replace(self, statement=node, in_raise=isinstance(node, ast.Raise))


def deletion(node: ast.AST) -> Iterator[ast.AST]:
    """A statement left out; a `return` that returns nothing."""
    if isinstance(node, ast.Return):
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield ast.Pass()


def replacements(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """Every mistake that can be made at `node`."""
    if place.in_raise:
        if isinstance(node, ast.Name) and node.id == "ValueError":
            yield ast.Name("KeyError", ast.Load())
        return
    if isinstance(node, ast.Constant):
        yield from _constants(node.value)
    elif isinstance(node, ast.Compare):
        yield from _comparisons(node)
    elif isinstance(node, ast.BinOp):
        yield from _operators(node)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ast.BoolOp(other, node.values)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
        yield from _names(node, place)


def _constants(value: object) -> Iterator[ast.expr]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), _number(value - 1))
    elif isinstance(value, float):
        yield from (ast.Constant(value * 2 or 0.1), _number(value / 10 or -0.1))
    elif isinstance(value, str) and value:
        yield ast.Constant(f"{value}_")


def _number(value: float) -> ast.expr:
    positive = ast.Constant(abs(value))
    return ast.UnaryOp(ast.USub(), positive) if value < 0 else positive


def _comparisons(node: ast.Compare) -> Iterator[ast.expr]:
    for index, operator in enumerate(node.ops):
        for other in COMPARISONS[type(operator)]:
            changed = copy.copy(node)
            changed.ops = [*node.ops[:index], other(), *node.ops[index + 1 :]]
            yield changed


def _operators(node: ast.BinOp) -> Iterator[ast.expr]:
    for other in OPERATORS.get(type(node.op), ()):
        yield ast.BinOp(node.left, other(), node.right)
    yield from (node.left, node.right)


def _calls(node: ast.Call) -> Iterator[ast.expr]:
    """Another function, a function left out, a named argument left out, two arguments swapped."""
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name in OTHER_CALLS:
        other = copy.copy(function)
        setattr(other, "attr" if isinstance(other, ast.Attribute) else "id", OTHER_CALLS[name])
        yield ast.Call(other, node.args, node.keywords)
    if name in CLAMPS:
        yield from (arg for arg in node.args if not isinstance(arg, ast.Starred))
    for index in range(len(node.keywords)):
        rest = [*node.keywords[:index], *node.keywords[index + 1 :]]
        yield ast.Call(function, node.args, rest)
    for index in range(len(node.args) - 1):
        first, second = node.args[index : index + 2]
        yield ast.Call(
            function, [*node.args[:index], second, first, *node.args[index + 2 :]], node.keywords
        )


def _names(node: ast.Name | ast.Attribute, place: Place) -> Iterator[ast.expr]:
    """The other arguments or settings in its place; one more or less, and twice as much."""
    if isinstance(node, ast.Attribute):
        if node.attr in place.settings:
            for name in place.settings:
                yield ast.Attribute(node.value, name, ast.Load())
        return
    own = {argument.arg: argument for argument in place.arguments}
    if node.id not in own:
        return
    for name in own:
        yield ast.Name(name, ast.Load())
    kind = own[node.id].annotation
    if isinstance(kind, ast.Name) and kind.id == "int":
        for operator in (ast.Add(), ast.Sub()):
            yield ast.BinOp(node, operator, ast.Constant(1))
    elif isinstance(kind, ast.Name) and kind.id == "float":
        yield ast.BinOp(node, ast.Mult(), ast.Constant(2.0))
