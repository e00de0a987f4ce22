"""Marks one explanation with a fitted marker: each concept said, not said, or for a person.

The marker is data: words files and coefficients that authoring/fit_marker.py wrote. Sums are exact
and rounded, so that every machine gives the same mark.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from graders.judge.marking.features import features
from graders.judge.marking.sentences import Sentence, sentences
from graders.judge.marking.vetoes import (
    Echo,
    asks,
    echo_of,
    is_list_of_words,
    is_salad,
    refusal_begins,
    without_echo,
    without_lists,
)
from graders.judge.marking.words import Groups, read_groups

LONGEST_EVIDENCE = 240
"""Characters of a sentence that a report quotes."""

Veto = Literal["", "list", "echo", "other_subject", "denial"]


@dataclass(frozen=True)
class Statement:
    """A sentence that can earn something: as written, and the words of it that count."""

    text: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """One concept's mark; `met` is None where a person has to decide.

    `sure` is how sure the mark is, from 0 to 1; `evidence` the sentence that speaks most for it.
    """

    concept: str
    met: bool | None
    sure: float
    evidence: str = ""


@dataclass(frozen=True)
class Marking:
    """The marks of one explanation, and the rule that kept it from earning anything, if any."""

    concepts: tuple[Marked, ...]
    veto: Veto = ""


@dataclass(frozen=True)
class Marker:
    """What was fitted for one prompt.

    `weights` maps a feature to its weight for each concept, and last for the text being honest.
    From `accept` a concept counts as said, under `doubt` as not said, and in between a person
    decides; so does one where a text's chance of being honest is under `honest`.
    """

    groups: Groups
    echo: Echo
    known: frozenset[str]
    concepts: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    accept: tuple[float, ...]
    doubt: tuple[float, ...]
    honest: float

    def mark(self, text: str) -> Marking:
        """Every concept's mark, in order."""
        statements, veto = read(text, self.groups, self.echo, self.known)
        if veto == "denial":
            return Marking(tuple(Marked(concept, None, 0.5) for concept in self.concepts), veto)
        found = sorted(features([statement.words for statement in statements], self.groups))
        marks = (self._mark(index, statements, found) for index in range(len(self.concepts)))
        return Marking(tuple(marks), veto)

    def chance(self, index: int, found: Sequence[str]) -> float:
        """How likely the concept is said by a text with the features `found`."""
        total = self.bias[index] + self._sum(index, found)
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)

    def _mark(self, index: int, statements: Sequence[Statement], found: Sequence[str]) -> Marked:
        concept = self.concepts[index]
        chance = self.chance(index, found) if statements else 0.0
        if chance < self.doubt[index]:
            return Marked(concept, False, round(1 - chance, 2))
        honest = self.chance(len(self.concepts), found) >= self.honest
        met = True if honest and chance >= self.accept[index] else None
        return Marked(concept, met, round(chance, 2), self._evidence(index, statements))

    def _evidence(self, index: int, statements: Sequence[Statement]) -> str:
        def speaks_for(statement: Statement) -> float:
            return self._sum(index, sorted(features([statement.words], self.groups)))

        return max(statements, key=speaks_for).text[:LONGEST_EVIDENCE]

    def _sum(self, index: int, found: Sequence[str]) -> float:
        return math.fsum(self.weights[name][index] for name in found if name in self.weights)


def read(
    text: str, groups: Groups, echo: Echo, known: frozenset[str]
) -> tuple[tuple[Statement, ...], Veto]:
    """The statements of `text` that can earn something, and why there are none or none counts."""
    written = tuple(
        Sentence(sentence.text, tuple(groups.spelled(word, known) for word in sentence.words))
        for sentence in sentences(text)
    )
    named = {
        group
        for sentence in written
        for place in range(len(sentence.words))
        for group in groups.at(sentence.words, place)
    }
    if "domain" not in named:
        return (), "other_subject"
    if is_list_of_words(written) or is_salad(written):
        return (), "list"
    veto: Veto = "denial" if "deny" in named and "exempt" not in named else ""
    statements = tuple(_statements(without_lists(written), echo))
    return statements, veto if statements else "echo"


def _statements(written: Sequence[Sentence], echo: Echo) -> Iterator[Statement]:
    for index, sentence in enumerate(written):
        following = written[index + 1] if index + 1 < len(written) else None
        if asks(sentence) and (following is None or asks(following) or refusal_begins(following)):
            continue
        words = without_echo(sentence, echo)
        if words:
            yield Statement(sentence.text, words)


def read_marker(folder: Path, name: str, prompt: str, hint: str) -> Marker | None:
    """The marker of the prompt `name` in a rubric's `marking` folder, or None where it is absent.

    Raises KeyError or ValueError for a damaged file.
    """
    path = folder / f"{name}.marker.json"
    if not path.is_file():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    return Marker(
        groups=read_groups(folder / f"{name}.words.toml"),
        echo=echo_of(prompt, hint),
        known=frozenset(data["known"]),
        concepts=tuple(data["concepts"]),
        bias=tuple(data["bias"]),
        weights={name: tuple(values) for name, values in data["weights"].items()},
        accept=tuple(data["accept"]),
        doubt=tuple(data["doubt"]),
        honest=data["honest"],
    )
