"""Tells whether a task's code replaced a part of Keras itself, which other tasks use too.

`keras.optimizers.SGD.learning_rate = 0.1` changes every later optimizer of the process. Only
functions, properties and classes count, and only those that were there when this module was
imported: Keras adds names and changes plain values in ordinary use. Import it after Keras.
"""

import sys
from typing import Any

OWNERS = ("keras", "keras.callbacks", "keras.ops", "keras.optimizers", "keras.optimizers.schedules")

Parts = dict[tuple[str, str], Any]


def parts() -> Parts:
    """What each public name of Keras, and each attribute of its public classes, is now."""
    found: Parts = {}
    for owner in OWNERS:
        for name, value in vars(sys.modules.get(owner, object)).items():
            found[owner, name] = value
            if isinstance(value, type):
                found |= {(value.__qualname__, each): part for each, part in _inherited(value)}
    return found


def _inherited(owner: type) -> list[tuple[str, Any]]:
    return [item for each in reversed(owner.__mro__) for item in vars(each).items()]


def _is_code(value: Any) -> bool:
    return callable(value) or isinstance(value, property | staticmethod | classmethod)


AT_FIRST = {place: part for place, part in parts().items() if _is_code(part)}


def replaced() -> bool:
    """Whether a part that was there at first is gone, or another object."""
    now = parts()
    return any(now.get(place) is not part for place, part in AT_FIRST.items())
