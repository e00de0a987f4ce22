"""Reads the quiz answers and explanations of a submission as literals, without running it.

Later statements change earlier ones, as they would when run. What cannot be read becomes a note;
which answer is right is not known here.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graders.intake.normal_form import listed
from graders.intake.scopes import root
from graders.submission import Note

LONGEST_TEXT = 100_000
"""Characters of one answer. Joining can make a short source say any amount."""

_METHODS: Mapping[str, Callable[[str], str]] = {
    "strip": str.strip,
    "lstrip": str.lstrip,
    "rstrip": str.rstrip,
    "lower": str.lower,
}
_FUNCTIONS: Mapping[str, Callable[[str], str]] = {
    "dedent": textwrap.dedent,
    "cleandoc": inspect.cleandoc,
}


@dataclass(frozen=True)
class Answers:
    """What was answered, by the rubric's ids, and notes about what could not be read."""

    texts: Mapping[str, str]
    notes: tuple[Note, ...] = ()


def answers(
    statements: Iterable[ast.stmt],
    variable: str,
    ids: Collection[str],
    place: Callable[[int], str],
) -> Answers:
    """The texts in the dictionary `variable` (`QUIZ`) for the questions `ids`.

    None and empty texts are left out: the question is unanswered. `place` says where a student
    finds a line.
    """
    reader = _Reader(variable)
    for statement in statements:
        reader.read(statement)
    known = {name.lower(): name for name in ids}
    given = {known[key]: value for key, (_, value) in reader.values.items() if key in known}
    texts = {name: text for name, text in given.items() if isinstance(text, str) and text.strip()}
    failed = [value for value in given.values() if isinstance(value, ast.expr)]
    places = [place(node.lineno) for node in (*failed, *reader.unreadable)]
    notes = list(_unreadable(variable, list(dict.fromkeys(places))))
    others = [shown for key, (shown, _) in reader.values.items() if key not in known]
    return Answers(texts, (*notes, *_unknown(variable, others, known)))


def _unreadable(variable: str, places: list[str]) -> Iterator[Note]:
    if places:
        yield Note(
            "unreadable_answer",
            f"What `{variable}` says in {listed(places)} is not a text written out; write "
            f'each answer in quotation marks: {variable} = {{"ID": "text"}}.',
        )


def _unknown(variable: str, shown: list[str], known: Mapping[str, str]) -> Iterator[Note]:
    if shown:
        names = listed([f"`{name[:40]}`" for name in shown])
        there = ", ".join(known.values()) or "none"
        text = f"`{variable}` answers {names}, which are no questions here; there are: {there}."
        yield Note("unknown_question", text)


@dataclass
class _Reader:
    """The dictionary as it stands after the statements so far.

    It maps an id in small letters to the id as written and its value: a text, None when
    unanswered, or the expression that cannot be read.
    """

    variable: str
    values: dict[str, tuple[str, str | ast.expr | None]] = field(default_factory=dict)
    unreadable: list[ast.expr] = field(default_factory=list)
    _constants: dict[str, ast.expr] = field(default_factory=dict)

    def read(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                self._assign(target, statement.value)
        elif isinstance(statement, ast.AnnAssign) and statement.value:
            self._assign(statement.target, statement.value)
        elif isinstance(statement, ast.AugAssign):
            if root(statement.target) == self.variable and isinstance(statement.op, ast.BitOr):
                self._update(statement.value)
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            self._call(statement.value)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Subscript) and root(target) == self.variable:
            self._set(target.slice, value)
        elif isinstance(target, ast.Name) and target.id == self.variable:
            if root(value) != self.variable and not _mentions(value, self.variable):
                self.values = {}
            self._update(value)
        elif isinstance(target, ast.Name):
            self._constants[target.id] = value

    def _call(self, call: ast.Call) -> None:
        """`QUIZ.update({"S3": "x"}, S4="y")`."""
        function = call.func
        updates = isinstance(function, ast.Attribute) and function.attr == "update"
        if updates and root(function) == self.variable:
            for value in call.args:
                self._update(value)
            self._keywords(call)

    def _update(self, value: ast.expr) -> None:
        if isinstance(value, ast.Name) and value.id == self.variable:
            return
        if isinstance(value, ast.Name) and value.id in self._constants:
            self._update(self._constants.pop(value.id))
        elif isinstance(value, ast.Dict):
            for key, item in zip(value.keys, value.values, strict=True):
                if key is None:
                    self._update(item)
                else:
                    self._set(key, item)
        elif isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr):
            self._update(value.left)
            self._update(value.right)
        elif isinstance(value, ast.Call) and root(value.func) == "dict":
            for item in value.args:
                self._update(item)
            self._keywords(value)
        else:
            self.unreadable.append(value)

    def _keywords(self, call: ast.Call) -> None:
        for keyword in call.keywords:
            if keyword.arg is None:
                self._update(keyword.value)
            else:
                self._put(keyword.arg, keyword.value)

    def _set(self, key: ast.expr, value: ast.expr) -> None:
        name = self._folded(key)
        if isinstance(name, str):
            self._put(name, value)
        else:
            self.unreadable.append(key)

    def _put(self, name: str, value: ast.expr) -> None:
        self.values[name.strip().lower()] = name.strip(), self._folded(value)

    def _folded(self, node: ast.expr) -> str | ast.expr | None:
        """The text that `node` stands for, None for `None`, or `node` itself."""
        try:
            return _fold(node, self._constants)
        except _NotLiteralError:
            return node


class _NotLiteralError(ValueError):
    """An expression that is not a text written out."""


def _fold(node: ast.expr, constants: Mapping[str, ast.expr]) -> str | None:
    if isinstance(node, ast.Constant) and node.value is None:
        return None
    if isinstance(node, ast.Name) and node.id in constants:
        return _fold(constants[node.id], {})
    return _text(node, constants)


def _text(node: ast.expr, constants: Mapping[str, ast.expr]) -> str:
    text = _written(node, constants)
    if len(text) > LONGEST_TEXT:
        raise _NotLiteralError
    return text


def _written(node: ast.expr, constants: Mapping[str, ast.expr]) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _encodable(node.value)
    if isinstance(node, ast.Name) and node.id in constants:
        return _text(constants[node.id], {})
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _text(node.left, constants) + _text(node.right, constants)
    if isinstance(node, ast.JoinedStr):
        return _joined("", node.values, {})
    if isinstance(node, ast.Call) and not node.keywords:
        return _called(node, constants)
    raise _NotLiteralError


def _called(node: ast.Call, constants: Mapping[str, ast.expr]) -> str:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else root(function) or ""
    if len(node.args) == 1 and name in _FUNCTIONS:
        return _FUNCTIONS[name](_text(node.args[0], constants))
    if isinstance(function, ast.Attribute) and not node.args and name in _METHODS:
        return _METHODS[name](_text(function.value, constants))
    if isinstance(function, ast.Attribute) and len(node.args) == 1 and name == "join":
        parts = node.args[0]
        if isinstance(parts, ast.List | ast.Tuple):
            return _joined(_text(function.value, constants), parts.elts, constants)
    raise _NotLiteralError


def _joined(between: str, parts: Iterable[ast.expr], constants: Mapping[str, ast.expr]) -> str:
    found: list[str] = []
    room = LONGEST_TEXT
    for part in parts:
        found.append(_text(part, constants))
        room -= len(found[-1]) + len(between)
        if room < -len(between):
            raise _NotLiteralError
    return between.join(found)


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _NotLiteralError from error
    return text


def _mentions(node: ast.expr, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node))
