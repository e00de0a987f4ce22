"""Turns what student code returned into plain data, without trusting its methods.

Everything that leaves the child passes here: numbers, texts, lists, dictionaries and arrays.
"""

import re
from typing import Any

import numpy as np

from graders.arrays import MARK, encoded, travels
from graders.child.placeholder import Placeholder

LONGEST_TEXT = 2000
ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")
LARGEST_INTEGER_BITS = 256
DEEPEST = 8
"""Lists in lists are told so far down; deeper ones by their text."""


def plain(value: Any, depth: int = DEEPEST) -> Any:
    """`value` as JSON data; arrays of numbers as `graders.arrays` encodes them.

    Anything else is told by its type and text, as `described` does.
    """
    if depth == 0:
        return described(value)
    if value is None or type(value) in (bool, float):
        return value
    if type(value) is int and value.bit_length() <= LARGEST_INTEGER_BITS:
        return value
    if isinstance(value, str):
        return str.__getitem__(value, slice(LONGEST_TEXT))  # never a subclass's own method
    if isinstance(value, np.ndarray | np.generic) and travels(np.asarray(value)):
        return encoded(np.asarray(value))
    if isinstance(value, list | tuple):
        return [plain(item, depth - 1) for item in value]
    if isinstance(value, dict) and [str(key) for key in value] != [MARK]:
        return {str(key)[:LONGEST_TEXT]: plain(item, depth - 1) for key, item in value.items()}
    return described(value)


def described(value: Any) -> dict[str, Any]:
    """What a student's function returned: its type's name, its number if it has one, its text."""
    if type(value) is Placeholder:
        value()  # Returned by the student's function, and so used: it raises what made it missing.
    return {
        "type": type(value).__name__[:LONGEST_TEXT],
        "value": _number(value),
        "text": _text(value),
    }


def _number(value: Any) -> int | float | bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value) if value.bit_length() <= LARGEST_INTEGER_BITS else None
    try:
        return float(value)
    except Exception:  # noqa: BLE001 - a student's __float__ may raise anything
        return None


def without_addresses(text: str) -> str:
    """`text` without places in memory: they tell nothing, and differ from run to run."""
    return ADDRESS.sub("", text)


def _text(value: Any) -> str:
    try:
        return without_addresses(repr(value)[:LONGEST_TEXT])
    except Exception:  # noqa: BLE001 - a student's __repr__ may raise anything
        return f"<{type(value).__name__}>"
