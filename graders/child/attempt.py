"""Calls student code and writes down an exception as data, with the student's own line.

Probes use `attempted` where an exception is what the task asks for; `serve` uses `told` for
every exception that leaves a probe.
"""

import linecache
import traceback
from collections.abc import Callable
from typing import Any

from graders.child.plain import described

LONGEST_MESSAGE = 1000


def attempted(call: Callable[[], Any]) -> dict[str, Any]:
    """`{"returned": described value}`, or `{"raised": class name, "message": text}`.

    A stub's NotImplementedError goes on upwards, for the task was not attempted.
    """
    try:
        return {"returned": described(call())}
    except NotImplementedError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we record
        return {"raised": type(error).__name__, "message": message_of(error)}


def told(error: BaseException, path: str) -> dict[str, Any]:
    """The exception as plain data: type, message, the last line of the file at `path` in it.

    `from_student` says that the exception was raised by a line of that file itself.
    """
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename == path]
    line = own[-1].lineno if own else None
    return {
        "type": type(error).__name__,
        "message": message_of(error),
        "line": line,
        "code": linecache.getline(path, line).strip() if line else "",
        "from_student": bool(own) and frames[-1].filename == path,
    }


def message_of(error: BaseException) -> str:
    """The exception's text, cut; a student's `__str__` may itself raise."""
    try:
        return str(error)[:LONGEST_MESSAGE]
    except Exception:  # noqa: BLE001 - see above
        return ""
