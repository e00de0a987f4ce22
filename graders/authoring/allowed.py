"""Derives from the reference solutions what a child must be allowed to open, and compares.

Every solution is run with its files and its refused system calls watched, and no file refused.
What was asked for is held against the list that children are held to,
graders/sandbox/allowed_files.toml; nothing here decides what a child may do.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import tomlkit

from graders.authoring.asked import Asked, heard
from graders.authoring.verify import SEED
from graders.intake import collect
from graders.record import CHILD, PRELOAD, Inputs, readable, record
from graders.rubrics import Rubric
from graders.sandbox import Limits, Run, interpreter, start
from graders.submission import Refusal

OURS = Path(__file__).parents[1].name
WATCHED = "graders.authoring.watched"
ROOM = 64 * 1024 * 1024
"""Bytes of output that a watched child may have: it tells every file that it opens."""


@dataclass(frozen=True)
class Needs:
    """The assignments that asked for each entry of the list, and for what is not on it."""

    entries: Mapping[str, set[str]]
    missing: Mapping[Asked, set[str]]


@dataclass(frozen=True)
class Allowed:
    """The list: six tables from a path, a package or the name of a system call, to the reason.

    `used`, `kept` and `written` are allowed, packages that are `closed` never; what `refused` and
    `refused_calls` name is asked for too, and done without.
    """

    used: Mapping[str, str]
    kept: Mapping[str, str]
    closed: Mapping[str, str]
    written: Mapping[str, str]
    refused: Mapping[str, str]
    refused_calls: Mapping[str, str]

    def entry_for(self, asked: Asked) -> str | None:
        """The most telling entry for `asked`; None where it is neither allowed nor excused."""
        if not asked.path:
            return asked.call if asked.call in self.refused_calls else None
        reading = () if asked.writes else (self.used, self.kept)
        tables = (*reading, self.written, self.refused)
        return next((e for table in tables for e in table if is_beneath(asked, e)), None)


def the_list() -> Allowed:
    """The list that children are held to."""
    return Allowed(**tomllib.loads(interpreter.LIST.read_text(encoding="utf-8")))


def is_beneath(asked: Asked, entry: str) -> bool:
    """Whether Landlock counts the file as beneath `entry`, which may itself be a link."""
    ends = entry if entry.startswith("/proc/self") else os.path.realpath(entry)
    return any(
        f"{path}/".startswith(f"{place}/")
        for path, place in ((asked.path, entry), (asked.real, entry), (asked.real, ends))
    )


class Watch:
    """A runner whose children tell what they ask for. Linux only; close it after use."""

    def __init__(self, rubrics: Mapping[str, Rubric]) -> None:
        self._rubrics = rubrics
        own = (*interpreter.installed(without=[OURS]), *readable())
        self._own = {os.path.realpath(path) for path in own}
        self._runner = start(CHILD, (*PRELOAD, WATCHED), readable())
        self._asked: set[Asked] = set()

    def run(self, messages: Sequence[bytes], limits: Limits) -> Run:
        """Run a child and keep what it asked for; its output is taken away."""
        run = self._runner.run(messages, replace(limits, output=ROOM))
        self._asked.update(heard(run.output))
        return replace(run, output="")

    def asked_by(self, path: Path, rubric: Rubric) -> set[Asked]:
        """What a right answer asked for, beyond Python, its packages and the course's data.

        Files that are not there do not count. Raises RuntimeError when it is not run to its end.
        """
        self._asked.clear()
        (answer,) = collect([path], self._rubrics, rubric.slug)
        if isinstance(answer, Refusal):
            raise RuntimeError(f"{path}: {answer.reason}")
        recording = record(answer, rubric, Inputs(SEED, hidden=True), self)
        failed = {r.case.probe for r in recording.records if r.outcome.ending != "returned"}
        if failed:
            raise RuntimeError(f"{path} was not run to its end: {', '.join(sorted(failed))}")
        return {asked for asked in self._asked if asked.there and not self._is_own(asked)}

    def close(self) -> None:
        """End every process of this runner."""
        self._runner.close()

    def _is_own(self, asked: Asked) -> bool:
        places = (asked.real, *map(str, Path(asked.real).parents))
        return not asked.writes and not self._own.isdisjoint(places)


def needs(found: Mapping[str, set[Asked]], allowed: Allowed) -> Needs:
    """Who needs each entry of the list, and what else these assignments asked for."""
    entries: dict[str, set[str]] = {}
    missing: dict[Asked, set[str]] = {}
    for slug, asked in found.items():
        for one in asked:
            entry = allowed.entry_for(one)
            if entry is None:
                missing.setdefault(one, set()).add(slug)
            else:
                entries.setdefault(entry, set()).add(slug)
    return Needs(entries, missing)


def faults(needed: Needs, allowed: Allowed) -> Iterator[str]:
    """A sentence for everything that is missing from the list, and for all that nobody needs."""
    for asked in sorted(needed.missing):
        wanted = f"to write {asked.real}" if asked.writes else f"for {asked.real or asked.call}"
        who = ", ".join(sorted(needed.missing[asked]))
        yield (
            f"{who} asks {wanted}, which is refused. Allow it (`lrgrade allowed --write` does, "
            "for a file that is read), or name it under what is refused, with the reason."
        )
    for entry in sorted(allowed.used.keys() - needed.entries.keys()):
        yield (
            f"No solution asks for {entry}. Let `lrgrade allowed --write` take it out, or name it "
            "under what is kept, with the reason."
        )


def write(needed: Needs, allowed: Allowed) -> None:
    """Put what is read into the list: a new file as itself, and nothing that nobody needs.

    Writing a file, and a system call, are only ever allowed by hand.
    """
    used = {entry: who for entry, who in needed.entries.items() if entry in allowed.used}
    for asked, who in needed.missing.items():
        if asked.real and not asked.writes:
            used[asked.real] = used.get(asked.real, set()) | who
    table = tomlkit.table()
    for entry in sorted(used):
        table[entry] = ", ".join(sorted(used[entry]))
    table.add(tomlkit.nl())
    document = tomlkit.parse(interpreter.LIST.read_text(encoding="utf-8"))
    document["used"] = table
    interpreter.LIST.write_text(tomlkit.dumps(document), encoding="utf-8", newline="\n")
