"""Calls student code and writes down an exception as data, with the student's own line.

Probes use `attempted` where an exception is what the task asks for; `serve` uses `told` for
every exception that leaves a probe.
"""

import linecache
import traceback
from collections.abc import Callable
from typing import Any

from graders.child.plain import described, without_addresses

LONGEST_MESSAGE = 1000
LONGEST_NAME = 200
"""Characters of an exception's class name, and of the line that raised it."""


def attempted(call: Callable[[], Any]) -> dict[str, Any]:
    """`{"returned": described value}`, or `{"raised": class name, "is_a": [...], "message": text}`.

    `is_a` names Python's own classes among the exception's, itself included: a student's subclass
    of ValueError is a ValueError. A stub's NotImplementedError goes on upwards, for the task was
    not attempted; one that a finished function raises is recorded like any other.
    """
    try:
        return {"returned": described(call())}
    except Exception as error:
        if _is_stub(error):
            raise
        kinds = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"]
        return {"raised": _name_of(error), "is_a": kinds, "message": message_of(error)}


def _is_stub(error: Exception) -> bool:
    """Whether a function that does nothing but raise NotImplementedError raised `error`."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    return isinstance(error, NotImplementedError) and frames[-1].f_code.co_names == (
        NotImplementedError.__name__,
    )


def told(error: BaseException, path: str) -> dict[str, Any]:
    """The exception as plain data: type, message, the last line of the file at `path` in it.

    `from_student` says that the exception was raised by a line of that file itself.
    """
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename == path]
    line = own[-1].lineno if own else None
    return {
        "type": _name_of(error),
        "message": message_of(error),
        "line": line,
        "code": linecache.getline(path, line).strip()[:LONGEST_NAME] if line else "",
        "from_student": bool(own) and frames[-1].filename == path,
    }


def _name_of(error: BaseException) -> str:
    return type(error).__name__[:LONGEST_NAME]


def message_of(error: BaseException) -> str:
    """The exception's text, cut; a student's `__str__` may itself raise."""
    try:
        return without_addresses(str(error)[:LONGEST_MESSAGE])
    except Exception:  # noqa: BLE001 - see above
        return ""
