"""What a child sent -> the outcome of each case, or the reason why it cannot be believed.

The trusted side. Nothing that came back is taken for granted: a result that is not of its form
makes every case of the run `tampered`, and nothing here raises for one.
"""

import json
import re
from collections.abc import Sequence
from types import NoneType
from typing import Any

from graders.arrays import decoded
from graders.recording import Case, Ending, Outcome, Raised
from graders.sandbox import Limits, Run
from graders.sandbox.limits import Limit

ENDINGS = ("returned", "raised", "not_attempted", "memory")
"""How a case may end by its child's own word."""
LIMITS_THAT_RAISE: tuple[tuple[Limit, str], ...] = (
    ("open_files", r"\[Errno 24\]|Too many open files"),
    ("file_size", r"\[Errno 27\]|File too large"),
    ("threads", r"can't start new thread"),
    ("memory", r"^ResourceExhaustedError.*OOM when allocating"),
)
"""Limits that the kernel tells the code itself, and the text of the exception that it becomes."""


def outcomes_of(run: Run, cases: Sequence[Case], limits: Limits) -> list[Outcome]:
    """One outcome for each of the run's cases, in their order."""
    if run.ending != "finished" or run.result is None:
        ending: Ending = "tampered" if run.ending == "finished" else run.ending
        return [Outcome(ending, detail=run.detail, limit=run.limit or "")] * len(cases)
    try:
        items = json.loads(run.result)["outcomes"]
        outcomes = [_outcome(item, limits) for item in items]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        return [Outcome("tampered", detail=f"a malformed result: {error}")] * len(cases)
    if len(outcomes) != len(cases):
        return [Outcome("tampered", detail="not one result for each case")] * len(cases)
    return outcomes


def _outcome(item: dict[str, Any], limits: Limits) -> Outcome:
    """One outcome as the child sent it; raises for anything that is not of its form."""
    ending = item["ending"]
    if ending not in ENDINGS:
        raise ValueError(f"an ending called {ending!r}")
    error = _raised(item["error"]) if "error" in item else None
    decoded(item.get("result"))  # Raises ValueError for an array that is not of the form.
    limit: Limit | None = "memory" if ending == "memory" else _limit_that_raised(error)
    detail = limits.words(limit) if limit else ""
    seconds = float(item["seconds"])
    return Outcome(ending, item.get("result"), error, detail, seconds, limit or "")


def _limit_that_raised(error: Raised | None) -> Limit | None:
    if error is None or error.code.startswith("raise"):
        return None
    text = f"{error.type}: {error.message}"
    found = (limit for limit, pattern in LIMITS_THAT_RAISE if re.search(pattern, text, re.DOTALL))
    return next(found, None)


def _raised(data: dict[str, Any]) -> Raised:
    error = Raised(**data)
    texts = (error.type, error.message, error.code)
    if not all(isinstance(text, str) for text in texts) or type(error.line) not in (int, NoneType):
        raise TypeError("an exception that is not told in texts")
    return error
