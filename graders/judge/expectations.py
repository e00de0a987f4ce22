"""The words of the checks, and with them every tolerance of the course, once.

A check writes `assert seen == measured(expected)`. The word says how the number was obtained and
so how exactly it must agree. NaN never agrees. When the two differ, the expectation keeps what
was seen and expected in words, and hands it to whoever listens with `listening`.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import numpy as np

from graders.judge.zones import FORGETTING_DROP, HEALTHY_LOSS, HEALTHY_SPIKE, FineTuning

AS_READ = 1e-6
SOLVED = 1e-6
COMPUTED = 1e-5
PLAIN = 1e-9
MEASURED = 1e-3
LONGEST = 2000
"""Characters of a value in a message."""
NEAR_ZERO = 1e-4
"""Share of the peak that may remain where the expected rate is 0."""


@dataclass(frozen=True)
class Mismatch:
    """What was seen and expected, in words, and where in a sequence ("step 9")."""

    seen: str
    expected: str
    where: str = ""


_heard: ContextVar[list[Mismatch] | None] = ContextVar("heard", default=None)


@contextmanager
def listening() -> Iterator[list[Mismatch]]:
    """Collects the mismatches of every comparison made inside."""
    heard: list[Mismatch] = []
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


class Expectation:
    """The right-hand side of a check's comparison; subclasses say what agrees."""

    def __eq__(self, seen: object) -> bool:
        mismatch = self.mismatch(seen)
        heard = _heard.get()
        if mismatch and heard is not None:
            heard.append(mismatch)
        return mismatch is None

    __hash__ = None  # type: ignore[assignment]

    def agrees(self, seen: object) -> bool:
        """Whether `seen` is what is expected, without telling anybody who listens."""
        return self.mismatch(seen) is None

    def mismatch(self, seen: object) -> Mismatch | None:
        """None when `seen` agrees."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return type(self).__name__


class Close(Expectation):
    """A number or a sequence of them, to a relative tolerance; near 0, to a share of the peak."""

    def __init__(
        self, expected: Any, relative: float, unit: str, at: Sequence[int] | None = None
    ) -> None:
        self.expected = np.atleast_1d(np.asarray(expected, dtype=float))
        self.scalar = np.ndim(expected) == 0
        self.relative, self.unit, self.at = relative, unit, at

    def mismatch(self, seen: object) -> Mismatch | None:
        """The element that disagrees most, or the wrong length or kind."""
        numbers = _numbers(seen)
        if numbers is None:
            return Mismatch(words(seen), self._wanted(0))
        if len(numbers) != len(self.expected):
            return Mismatch(f"{len(numbers)} values", f"{len(self.expected)} values")
        excess = [self._excess(*pair) for pair in zip(numbers, self.expected, strict=True)]
        if all(share <= 1 for share in excess):
            return None
        place = excess.index(max(excess))
        number, wanted = numbers[place], self.expected[place]
        where = "" if self.scalar else f"{self.unit} {self.at[place] if self.at else place}"
        return Mismatch(shown(number, wanted), shown(wanted, number), where)

    def _excess(self, number: float, wanted: float) -> float:
        """The difference as a share of what is allowed; NaN is infinitely far from everything."""
        peak = float(np.max(np.abs(self.expected)))
        allowed = self.relative * abs(wanted) if wanted else NEAR_ZERO * peak
        difference = abs(number - wanted)
        if difference <= allowed:
            return difference / allowed if allowed else 0.0
        return difference / allowed if allowed and math.isfinite(difference) else math.inf

    def _wanted(self, place: int) -> str:
        return shown(float(self.expected[place])) if len(self.expected) else "no values"

    def __repr__(self) -> str:
        return f"{self.expected[0] if self.scalar else self.expected.tolist()} +- {self.relative}"


def measured(expected: Any, unit: str = "step") -> Close:
    """Read off the movement of a weight: to 1e-3."""
    return Close(expected, MEASURED, unit)


def as_read(expected: Any, unit: str = "position") -> Close:
    """Read from an optimizer, which keeps float32: to 1e-6."""
    return Close(expected, AS_READ, unit)


def solved(expected: Any, unit: str = "position") -> Close:
    """Solved for numerically in float64, as an eigenvalue is: to 1e-6."""
    return Close(expected, SOLVED, unit)


def computed(expected: Any, unit: str = "step", at: Sequence[int] | None = None) -> Close:
    """Computed by a schedule or a function in float32: to 1e-5; `at` tells each value's step."""
    return Close(expected, COMPUTED, unit, at)


def plain(expected: Any, unit: str = "position") -> Close:
    """Plain Python arithmetic: to 1e-9."""
    return Close(expected, PLAIN, unit)


class Exactly(Expectation):
    """The same value and the same kind of value: 8 is not 8.0, and True is not 1."""

    def __init__(self, expected: Any, say: str = "") -> None:
        self.expected, self.say = expected, say

    def mismatch(self, seen: object) -> Mismatch | None:
        """What was seen, when it is another value or another type."""
        if type(seen) is type(self.expected) and seen == self.expected:
            return None
        return Mismatch(words(seen), self.say or words(self.expected))

    def __repr__(self) -> str:
        return repr(self.expected)


def exactly(expected: Any, say: str = "") -> Exactly:
    """This very value, of this very type; `say` replaces it in the message."""
    return Exactly(expected, say)


class Unchanged(Expectation):
    """Bit by bit the same array or list of arrays."""

    def __init__(self, before: Any, say: str) -> None:
        self.before, self.say = before, say

    def mismatch(self, seen: object) -> Mismatch | None:
        """How many numbers changed."""
        before, after = _bits(self.before), _bits(seen)
        if before is not None and before == after:
            return None
        return Mismatch("they changed", self.say)


def unchanged(before: Any, say: str = "not one bit changed") -> Unchanged:
    """Bit by bit what it was before."""
    return Unchanged(before, say)


class Raises(Expectation):
    """The record of an attempt that ended in one of these exceptions, or a subclass of one."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)

    def mismatch(self, seen: object) -> Mismatch | None:
        """What happened instead: another exception, or a value."""
        attempt = seen if isinstance(seen, dict) else {}
        kinds = attempt.get("is_a")
        if isinstance(kinds, list) and any(name in kinds for name in self.names):
            return None
        wanted = " or ".join(self.names)
        if "raised" in attempt:
            said = attempt.get("message")
            return Mismatch(attempt["raised"] + (f" ({said})" if said else ""), wanted)
        returned = attempt.get("returned") or {}
        return Mismatch(f"no exception, but {returned.get('text', 'a value')}", wanted)

    def __repr__(self) -> str:
        return " or ".join(self.names)


def raises(*names: str) -> Raises:
    """The call must end in an exception of one of Python's classes with these names."""
    return Raises(names)


class Allows(Expectation):
    """The record of an attempt that did not end in one of these exceptions."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)

    def mismatch(self, seen: object) -> Mismatch | None:
        """The exception that came for arguments that are allowed."""
        if Raises(self.names).mismatch(seen):
            return None
        told = "for arguments that are allowed"
        return Mismatch(f"{words(seen)} {told}, too", f"no {' or '.join(self.names)} {told}")


def allows(*names: str) -> Allows:
    """The call must not end in one of these exceptions: who refuses everything checks nothing."""
    return Allows(names)


class Between(Expectation):
    """Every number lies in a range, its ends widened by a relative tolerance.

    `of` says what the number is, where the check's title alone does not.
    """

    def __init__(self, low: float, high: float, unit: str = "step", of: str = "") -> None:
        self.low, self.high, self.unit, self.of = low, high, unit, of

    def mismatch(self, seen: object) -> Mismatch | None:
        """The first number outside."""
        numbers = _numbers(seen)
        if numbers is None:
            return Mismatch(words(seen), self._wanted())
        ends = [abs(end) for end in (self.low, self.high) if math.isfinite(end)]
        slack = AS_READ * max(ends, default=0.0)
        for place, number in enumerate(numbers):
            if not self.low - slack <= number <= self.high + slack:
                where = f"{self.unit} {place}" if isinstance(seen, list | tuple) else ""
                return Mismatch(shown(number), self._wanted(), where)
        return None

    def _wanted(self) -> str:
        return self._range() + (f" ({self.of})" if self.of else "")

    def _range(self) -> str:
        if math.isinf(self.high):
            return f"at least {shown(self.low)}"
        if math.isinf(self.low):
            return f"at most {shown(self.high)}"
        return f"between {shown(self.low)} and {shown(self.high)}"


def between(low: float, high: float, unit: str = "step") -> Between:
    """No number below `low` or above `high`, and none is NaN."""
    return Between(low, high, unit)


def at_least(low: float, of: str = "") -> Between:
    """A number that is not below `low`, nor NaN."""
    return Between(low, math.inf, of=of)


def at_most(high: float, of: str = "") -> Between:
    """A number that is not above `high`, nor NaN."""
    return Between(-math.inf, high, of=of)


class Healthy(Expectation):
    """A `FineTuning` run in the healthy zone: learned, nothing forgotten, no explosion."""

    def mismatch(self, seen: object) -> Mismatch | None:
        """The first of the three conditions that the run does not meet, in words."""
        if not isinstance(seen, FineTuning):
            return Mismatch(words(seen), "a run of fine-tuning")
        loss, spike = shown(seen.loss_ratio), shown(seen.spike)
        if not seen.drop <= FORGETTING_DROP:
            told = f"source accuracy fell from {seen.source_before:.2f} to {seen.source_after:.2f}"
            return Mismatch(told, f"a fall of at most {FORGETTING_DROP}")
        if not seen.loss_ratio <= HEALTHY_LOSS:
            return Mismatch(
                f"{loss} of the first loss is left", f"at most {HEALTHY_LOSS} of the first loss"
            )
        if not seen.spike <= HEALTHY_SPIKE:
            told = f"a batch with {spike} times the first loss"
            return Mismatch(told, f"at most {HEALTHY_SPIKE:g} times the first loss")
        return None


def healthy() -> Healthy:
    """The run learned its target without forgetting its source and without an explosion."""
    return Healthy()


def words(value: object) -> str:
    """A value as a message shows it; a described value by its text and type."""
    if isinstance(value, dict) and {"type", "text"} <= value.keys():
        return f"{value['text']} ({value['type']})"
    if isinstance(value, dict) and "raised" in value:
        return f"{value['raised']} ({value.get('message', '')})"
    if isinstance(value, float):
        return shown(value)
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def shown(number: float, beside: float | None = None) -> str:
    """A number with four digits, or with more where four would hide the difference."""
    for digits in (4, 6, 9):
        text = f"{number:.{digits}g}"
        if beside is None or text != f"{beside:.{digits}g}":
            return text
    return repr(number)


def _numbers(seen: object) -> list[float] | None:
    if isinstance(seen, dict):
        seen = seen.get("value")
    numbers: list[float] = []
    for item in seen if isinstance(seen, list | tuple) else [seen]:
        if not isinstance(item, int | float) or isinstance(item, bool):
            return None
        try:
            numbers.append(float(item))
        except OverflowError:  # No float is as large as an int can be.
            return None
    return numbers


def _bits(value: Any) -> list[Any] | None:
    if isinstance(value, np.ndarray):
        return [value.dtype.str, value.shape, value.tobytes()]
    if isinstance(value, list):
        parts = [_bits(item) for item in value]
        return None if None in parts else parts
    return None
