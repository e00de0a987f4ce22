"""What a child sent -> the outcome of each case, or the reason why it cannot be believed.

The trusted side. Nothing that came back is taken for granted: a message that is not of its form
makes every case of the run `tampered`, a result that its probe does not promise makes its own case
so, and nothing here raises for one. A student's odd value is no tampering: it comes described.
"""

import json
import re
from collections.abc import Mapping, Sequence
from types import NoneType
from typing import Any

from graders.arrays import MARK, decoded
from graders.recording import Case, Ending, Outcome, Raised
from graders.sandbox import Limits, Run
from graders.sandbox.limits import Limit
from graders.shapes import Form, misfit

ENDINGS = ("returned", "raised", "not_attempted", "memory")
"""How a case may end by its child's own word."""
DEEPEST = 16
LONGEST_DETAIL = 300
LONGEST_TEXT = 2000
"""Characters of any text that a child sends; none of ours is longer, however long a student's is.

Patterns are looked for in such texts, and that takes the square of their length.
"""
LARGEST_INTEGER_BITS = 256
LIMITS_THAT_RAISE: tuple[tuple[Limit, str], ...] = (
    ("open_files", r"\[Errno 24\]|Too many open files"),
    ("file_size", r"\[Errno 27\]|File too large"),
    ("threads", r"can't start new thread"),
    ("memory", r"^ResourceExhaustedError.*OOM when allocating|\[Errno 12\]|Cannot allocate memory"),
)
"""Limits that the kernel tells the code itself, and the text of the exception that it becomes."""


def outcomes_of(
    run: Run, cases: Sequence[Case], limits: Limits, forms: Mapping[str, Form]
) -> list[Outcome]:
    """One outcome for each of the run's cases, in their order; `forms` are the probes' own."""
    if run.ending != "finished" or run.result is None:
        ending: Ending = "tampered" if run.ending == "finished" else run.ending
        return [Outcome(ending, detail=run.detail, limit=run.limit or "")] * len(cases)
    try:
        outcomes = [_outcome(item, limits) for item in _items(run.result)]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        return [_tampered(f"a malformed result: {error}")] * len(cases)
    if len(outcomes) != len(cases):
        return [_tampered("not one result for each case")] * len(cases)
    pairs = zip(cases, outcomes, strict=True)
    return [_as_promised(outcome, forms.get(case.probe)) for case, outcome in pairs]


def _items(message: bytes) -> Any:
    """What is told of each case, cleaned; raises for what is not of the message's form."""
    return _cleaned(json.loads(message)["outcomes"], DEEPEST)


def _cleaned(value: Any, depth: int) -> Any:
    """`value` with texts that can be written down; raises ValueError for what no judge can read."""
    if depth == 0:
        raise ValueError(f"values nested more than {DEEPEST} deep")
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise ValueError(f"a text of more than {LONGEST_TEXT} characters")
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, int) and value.bit_length() > LARGEST_INTEGER_BITS:
        raise ValueError("a number of more than 256 bits")
    if isinstance(value, list):
        return [_cleaned(item, depth - 1) for item in value]
    if isinstance(value, dict) and set(value) == {MARK}:
        return value  # An array, whose form is held to elsewhere.
    if isinstance(value, dict):
        return {_cleaned(key, depth): _cleaned(item, depth - 1) for key, item in value.items()}
    return value


def _as_promised(outcome: Outcome, form: Form | None) -> Outcome:
    if outcome.ending != "returned" or form is None:
        return outcome
    wrong = misfit(outcome.result, form)
    return _tampered(f"a result of another form: {wrong}") if wrong else outcome


def _tampered(detail: str) -> Outcome:
    return Outcome("tampered", detail=detail[:LONGEST_DETAIL])


def _outcome(item: dict[str, Any], limits: Limits) -> Outcome:
    """One outcome as the child sent it; raises for anything that is not of its form."""
    ending = item["ending"]
    if ending not in ENDINGS:
        raise ValueError(f"an ending called {ending!r}")
    if ("result" in item) != (ending == "returned"):
        raise ValueError(
            f"a result of a case that ended as {ending!r}, or none of one that returned"
        )
    error = _raised(item["error"]) if "error" in item else None
    if (error is None) == (ending in ("raised", "not_attempted")):
        raise ValueError(f"an exception of a case that ended as {ending!r}, or none")
    decoded(item.get("result"))  # Raises ValueError for an array that is not of the form.
    limit: Limit | None = "memory" if ending == "memory" else _limit_that_raised(error)
    detail = limits.words(limit) if limit else ""
    return Outcome(ending, item.get("result"), error, detail, _seconds(item), limit or "")


def _seconds(item: dict[str, Any]) -> float:
    seconds = item["seconds"]
    if type(seconds) not in (int, float) or not 0 <= seconds < float("inf"):
        raise ValueError("a time that is no time")
    return float(seconds)


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
