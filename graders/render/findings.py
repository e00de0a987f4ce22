"""What went wrong in a task, each thing once, and its message taken apart.

It groups and splits what the judge wrote; it words nothing anew, and nothing here escapes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile

from graders.render.words import NEEDS_WORK, task_state
from graders.report import Check, TaskReport, Verdict

_SEEN = re.compile(r"(?P<called>.+?): seen (?P<seen>.+), expected (?P<expected>.+)")


@dataclass(frozen=True)
class Finding:
    """What went wrong once: the checks that say so in the same words, and those words."""

    checks: tuple[Check, ...]
    hints: tuple[str, ...]
    misconceptions: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict that all of them share."""
        return self.checks[0].verdict

    @property
    def seen(self) -> str:
        """What was called, seen and expected, with the student's line; empty if hidden."""
        return "\n".join(self._lines[: self._seen_lines])

    @property
    def parts(self) -> Mapping[str, str]:
        """`seen` taken apart into called, seen and expected; empty where it says something else."""
        match = _SEEN.fullmatch(self.seen)
        return match.groupdict() if match else {}

    @property
    def why(self) -> str:
        """Why it matters; empty where the known mistake already says so."""
        why = self._why
        return "" if any(_says(known, why) for known in self.misconceptions) else why

    @property
    def known_mistakes(self) -> tuple[str, ...]:
        """The known mistakes that were recognised, each with what `why` adds to it."""
        return tuple(map(self._known, self.misconceptions))

    @property
    def parts_in_words(self) -> tuple[str, ...]:
        """All that it says: what was seen, known mistakes, why it matters, what to try."""
        tries = (f"Try: {hint}" for hint in self.hints)
        return tuple(filter(None, (self.seen, *self.known_mistakes, self.why, *tries)))

    def _known(self, known: str) -> str:
        # The name before the colon is for those who write rubrics.
        words = known.partition(": ")[2] or known
        return f"Known mistake: {self._why if _says(known, self._why) else words}"

    @property
    def _why(self) -> str:
        return "\n".join(self._lines[self._seen_lines :])

    @property
    def _lines(self) -> list[str]:
        return self.checks[0].message.split("\n")

    @property
    def _seen_lines(self) -> int:
        """How many lines tell what was seen: the first, and those set in under it."""
        if self.checks[0].visibility == "hidden":
            return 0
        more = takewhile(lambda line: line.startswith(" "), self._lines[1:])
        return 1 + len(list(more))


def _says(known: str, why: str) -> bool:
    """True where `why` begins with the words of a known mistake, which stand after its name."""
    words = known.partition(": ")[2]
    return bool(words) and why.startswith(words)


def findings(task: TaskReport) -> tuple[Finding, ...]:
    """What went wrong in `task`, in its order; equal messages are one finding."""
    groups: dict[object, list[Check]] = {}
    for check in task.checks:
        if check.verdict in NEEDS_WORK:
            same = (check.verdict, check.visibility, check.message)
            key = same if check.message else check.id
            groups.setdefault(key, []).append(check)
    return tuple(_finding(tuple(checks)) for checks in groups.values())


def left_out(tasks: Iterable[TaskReport]) -> Mapping[str, tuple[str, ...]]:
    """The tasks that were not attempted, by what was said about them."""
    names: dict[str, tuple[str, ...]] = {}
    for task in tasks:
        if task_state(task) == "not_attempted":
            said = [check.message for check in task.checks if check.verdict == "not_attempted"]
            names[said[0]] = (*names.get(said[0], ()), task.name)
    return names


def _finding(checks: tuple[Check, ...]) -> Finding:
    hints = dict.fromkeys(check.hint for check in checks if check.hint)
    known = dict.fromkeys(check.misconception for check in checks if check.misconception)
    return Finding(checks, tuple(hints), tuple(known))
