"""The form that each probe promises for its result, and whether what came back has it.

Read from a rubric's shapes.toml: for each probe its keys and a form for each. Forms: `number`,
`whole` (an int), `bool`, `text`, `none`, `described` and `attempt` (what the child's functions of
these names make), `array` (described where it was none of numbers), `array *x2` (rows of 2),
`anything`; `[form]` is a list, `[form; 3]` one of three, `{form}` a mapping by texts, and `|`
stands between alternatives.
It judges no value: a wrong answer has the promised form too.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from graders.arrays import MARK

Test = Callable[[Any], bool]
Form = Mapping[str, str]
"""The keys of one probe's result, and the form of each."""
LIST = re.compile(r"\[(.+?)(?:; (\d+))?\]$")
ROWS = re.compile(r"array \*x(\d+)$")


@cache
def shapes(folder: Path) -> Mapping[str, Form]:
    """The forms of the rubric in `folder` by probe; none where it has no such file."""
    path = folder / "shapes.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def misfit(result: Any, form: Form) -> str:
    """What in `result` is not as promised; empty where all is."""
    if not isinstance(result, dict):
        return "a result that is no mapping"
    if set(result) != set(form):
        return f"other keys than {', '.join(sorted(form))}"
    wrong = [key for key, value in result.items() if not fits(value, form[key])]
    return f"{wrong[0]} is not of the form {form[wrong[0]]}" if wrong else ""


def fits(value: Any, form: str) -> bool:
    """Whether `value`, as it travels, is of `form`. Raises ValueError for no form at all."""
    return _test_of(form)(value)


@cache
def _test_of(form: str) -> Test:
    """The test for `form`: read once, for a result may hold a million numbers."""
    tests = [_test_of_one(each) for each in _alternatives(form)]
    return tests[0] if len(tests) == 1 else lambda value: any(test(value) for test in tests)


def _test_of_one(form: str) -> Test:
    if form in SIMPLE:
        return SIMPLE[form]
    if rows := ROWS.match(form):
        return partial(_has_rows, int(rows[1]))
    if parts := LIST.match(form):
        return partial(_is_list, _test_of(parts[1]), int(parts[2]) if parts[2] else None)
    if form.startswith("{") and form.endswith("}"):
        return partial(_is_mapping, _test_of(form[1:-1]))
    raise ValueError(f"no form of a result is called {form!r}")


def _has_rows(width: int, value: Any) -> bool:
    return _is_array(value) and value[MARK][1][1:] == [width]


def _is_list(test: Test, length: int | None, value: Any) -> bool:
    right = isinstance(value, list) and (length is None or len(value) == length)
    return right and all(map(test, value))


def _is_mapping(test: Test, value: Any) -> bool:
    return isinstance(value, dict) and all(map(test, value.values()))


def _alternatives(form: str) -> list[str]:
    """The parts between the bars that stand in no bracket."""
    parts, depth = [""], 0
    for character in form:
        depth += (character in "[{") - (character in "]}")
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_array(value: Any) -> bool:
    """An encoded array; whether its content is one, was seen when the result arrived."""
    return isinstance(value, dict) and set(value) == {MARK}


def _is_described(value: Any) -> bool:
    return _has(value, {"type": "text", "value": "number | bool | none", "text": "text"})


def _is_attempt(value: Any) -> bool:
    raised = {"raised": "text", "is_a": "[text]", "message": "text"}
    return _has(value, {"returned": "described"}) or _has(value, raised)


def _has(value: Any, form: Form) -> bool:
    return not misfit(value, form)


SIMPLE: Mapping[str, Test] = {
    "number": _is_number,
    "whole": lambda value: type(value) is int,
    "bool": lambda value: isinstance(value, bool),
    "text": lambda value: isinstance(value, str),
    "none": lambda value: value is None,
    "described": _is_described,
    "attempt": _is_attempt,
    "array": lambda value: _is_array(value) or _is_described(value),
    "anything": lambda value: True,
}
