"""The words of a verdict: what was called, seen and expected, why it matters, what to try.

Text only; scores and verdicts are decided elsewhere. A hidden check's text never carries inputs
or expected values.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from graders.cards import deck
from graders.judge.declare import Declared, Known
from graders.judge.exceptions import OTHER, meaning
from graders.judge.finding import Finding
from graders.judge.limits import MET, limit_of
from graders.judge.seen import seen
from graders.recording import Raised, Record

KnownMistakes = list[tuple[Known, Callable[[SimpleNamespace], bool]]]

ENDINGS = {
    "crash": (
        "Python itself ended while your code ran ({detail})",
        "No result came back, so there is nothing to judge.",
        "look for `exit()`, `os._exit` or a call that never returns to Python.",
    ),
    "tampered": (
        "what came back is not what the grader asked for ({detail})",
        "Only the grader's own measurement counts.",
        "remove whatever writes to the grader's connection.",
    ),
    "not_attempted": (
        "{detail}",
        "The task counts when the function is there and does something.",
        "replace the line `raise NotImplementedError()` by your own code.",
    ),
}


@dataclass(frozen=True)
class Words:
    """A verdict in words: message, hint, and the known mistake where one was recognised."""

    message: str
    hint: str
    misconception: str | None = None


def failed(finding: Finding, check: Declared, mistakes: KnownMistakes, hidden: bool) -> Words:
    """A check that did not agree with what was seen."""
    known = _recognised(finding, mistakes)
    why = known.says if known else check.why
    hint = known.try_ if known else check.try_
    name = f"{known.id}: {known.says}" if known else None
    if known and known.card:
        why += f" ({deck()[known.card].reference})"
    if hidden:
        return Words(check.why, check.try_)
    return Words(f"{_seen(finding)}\n{why}", hint, name)


def raised(record: Record, hidden: bool) -> Words:
    """The student's code raised."""
    error = record.outcome.error or Raised("Exception", "")
    if limit_of(record.outcome):
        return _met(record, hidden)
    told = meaning(error)
    name = f"{told.id}: {told.why}" if told is not OTHER else None
    if hidden:
        return Words(told.why, told.try_, name)
    place = f"\n  line {error.line}: {error.code}" if error.line else ""
    first = f"{record.case.called}: your code raised {error.type}: {_short(error)}{place}"
    return Words(f"{first}\n{told.why}", told.try_, name)


def ended(record: Record, hidden: bool) -> Words:
    """The run ended without a result: time, memory, crash, tampering, or nothing attempted."""
    if limit_of(record.outcome):
        return _met(record, hidden)
    first, why, hint = ENDINGS[record.outcome.ending]
    detail = record.outcome.detail
    if record.outcome.ending == "not_attempted":
        if detail:  # Intake says why there is nothing to run.
            return Words(detail, "the task must stand there as code, under exactly its name.")
        return Words("not done yet: `raise NotImplementedError()` still runs", hint)
    if hidden:
        return Words(why, hint)
    return Words(f"{record.case.called}: {first.format(detail=detail)}\n{why}", hint)


def _met(record: Record, hidden: bool) -> Words:
    """A limit was met, whether it ended the run or was raised as an exception."""
    met = MET[limit_of(record.outcome)]
    if hidden:
        return Words(met.why, met.try_)
    first = f"{record.case.called}: {met.happened.format(record.outcome.detail)}"
    return Words(f"{first}\n{met.why}", met.try_, f"{met.word}: {met.why}")


def _seen(finding: Finding) -> str:
    called = finding.record.case.called if finding.record else ""
    if finding.mismatch is None:
        return f"{called}: {finding.text}"
    mismatch = finding.mismatch
    place = f", {mismatch.where}" if mismatch.where else ""
    return f"{called}{place}: seen {mismatch.seen}, expected {mismatch.expected}"


def _short(error: Raised) -> str:
    """The line of an exception's text that says what happened; Keras puts others before it."""
    text = error.message.removeprefix(f"{error.type}: ")
    lines = [line.strip() for line in text.splitlines() if line.strip()] or ["(no message)"]
    if lines[0].startswith("in user code"):
        line = lines[-1]
    elif lines[0].startswith("Exception encountered when calling") and len(lines) > 1:
        line = lines[1]
    else:
        line = lines[0]
    return line if len(line) <= 200 else line[:197] + "..."


def _recognised(finding: Finding, mistakes: KnownMistakes) -> Known | None:
    """The first known mistake that shows in what the check looked at.

    A submission can hold several mistakes; one that shows elsewhere did not make this check fail.
    """
    record = finding.record
    if record is None:
        return None
    read: set[str] = set()
    case = seen(record, read)
    for known, recognises in mistakes:
        read.clear()
        if record.case.probe not in known.probes or not _holds(recognises, case):
            continue
        if not read or not finding.read or read & finding.read:
            return known
    return None


def _holds(recognises: Callable[[SimpleNamespace], bool], case: SimpleNamespace) -> bool:
    try:
        return bool(recognises(case))
    except (ArithmeticError, AssertionError, LookupError, TypeError, ValueError, AttributeError):
        # What a student returned may fit no known mistake at all; that is no fault.
        return False
