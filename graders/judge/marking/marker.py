"""Marks one explanation with a fitted marker: each concept said, not said, or for a person.

The marker is data: words files and coefficients that authoring/fit_marker.py wrote. Sums are exact
and rounded, so that every machine gives the same mark.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from graders.judge.marking.claims import Contradiction, claims, read_contradictions
from graders.judge.marking.features import features
from graders.judge.marking.sentences import Sentence, sentences
from graders.judge.marking.vetoes import (
    Echo,
    asks,
    echo_of,
    is_left_open,
    is_list_of_words,
    is_salad,
    without_echo,
    without_lists,
)
from graders.judge.marking.words import Groups, read_groups

LONGEST_EVIDENCE = 240
"""Characters of a sentence that a report quotes."""

ENOUGH_FOR_A_PICTURE = 8
"""Words: what names nothing of training may still say all of it in a picture."""
LONG = 22
"""Words and marks in which an answer about the prompt names its subject."""

SURE_OF_A_PICTURE = 0.85
"""Chance of a concept and of honesty from which a text counts that never names its subject."""

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
    decides; so does one where a text's chance of being honest is under `honest`, and where a claim
    of the text contradicts a concept.
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
    contradictions: Mapping[str, Contradiction] = field(default_factory=dict)

    def mark(self, text: str) -> Marking:
        """Every concept's mark, in order."""
        statements, veto = read(text, self.groups, self.echo, self.known)
        if veto == "denial" and statements:
            return Marking(tuple(Marked(concept, None, 0.5) for concept in self.concepts), veto)
        words = [statement.words for statement in statements]
        found = sorted(features(words, self.groups))
        against = self.contradicted(words)
        marks = (
            self._mark(index, statements, found, concept in against)
            for index, concept in enumerate(self.concepts)
        )
        if veto == "other_subject" and statements:
            honest = self.chance(len(self.concepts), found)
            marks = (_of_a_picture(mark, honest) for mark in marks)
        return Marking(tuple(marks), veto)

    def contradicted(self, words: Sequence[tuple[str, ...]]) -> set[str]:
        """The concepts that claims of a text contradict."""
        claimed = claims(words, self.groups.roles) if self.groups.roles else set()
        return {name for name, one in self.contradictions.items() if one.holds(claimed)}

    def chance(self, index: int, found: Sequence[str]) -> float:
        """How likely the concept is said by a text with the features `found`."""
        total = self.bias[index] + self._sum(index, found)
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)

    def _mark(
        self, index: int, statements: Sequence[Statement], found: Sequence[str], against: bool
    ) -> Marked:
        concept = self.concepts[index]
        chance = self.chance(index, found) if statements else 0.0
        if chance < self.doubt[index]:
            return Marked(concept, False, round(1 - chance, 2))
        honest = self.chance(len(self.concepts), found) >= self.honest
        said = honest and chance >= self.accept[index] and not against
        return Marked(
            concept, True if said else None, round(chance, 2), self._evidence(index, statements)
        )

    def _evidence(self, index: int, statements: Sequence[Statement]) -> str:
        def speaks_for(statement: Statement) -> float:
            return self._sum(index, sorted(features([statement.words], self.groups)))

        return max(statements, key=speaks_for).text[:LONGEST_EVIDENCE]

    def _sum(self, index: int, found: Sequence[str]) -> float:
        return math.fsum(self.weights[name][index] for name in found if name in self.weights)


def _of_a_picture(mark: Marked, honest: float) -> Marked:
    """The mark in a text that never names its subject: said, or for a person."""
    if mark.met and min(mark.sure, honest) >= SURE_OF_A_PICTURE:
        return mark
    return Marked(mark.concept, None, 0.5)


def read(
    text: str, groups: Groups, echo: Echo, known: frozenset[str]
) -> tuple[tuple[Statement, ...], Veto]:
    """The statements of `text` that can earn something, and why there are none or none counts."""
    written = tuple(
        Sentence(sentence.text, tuple(groups.spelled(word, known) for word in sentence.words))
        for sentence in sentences(text)
    )
    every = [_named(sentence, groups) for sentence in written]
    named = frozenset().union(*every)
    length = sum(len(sentence.words) for sentence in written)
    if "domain" not in named and length < ENOUGH_FOR_A_PICTURE:
        return (), "other_subject"
    if is_list_of_words(written) or is_salad(written):
        return (), "list"
    veto: Veto = "denial" if "deny" in named and "exempt" not in named else ""
    if "domain" not in named:
        veto = "other_subject"
    if not veto and length >= LONG and "subject" not in named and groups.has("subject"):
        veto = "other_subject"
    kept = list(_at_home(written, every))
    statements = tuple(_statements(without_lists(kept), echo))
    return statements, veto if statements else "echo"


def _named(sentence: Sentence, groups: Groups) -> frozenset[str]:
    """The groups that a sentence names."""
    places = range(len(sentence.words))
    return frozenset().union(*(groups.at(sentence.words, place) for place in places))


def _at_home(written: Sequence[Sentence], every: Sequence[frozenset[str]]) -> Iterator[Sentence]:
    """The sentences but those about another setting alone, and what goes on about it."""
    elsewhere = False
    for sentence, named in zip(written, every, strict=True):
        if "domain" in named or "elsewhere" in named:
            elsewhere = "elsewhere" in named and "setting" not in named
        if not elsewhere:
            yield sentence


def _statements(written: Sequence[Sentence], echo: Echo) -> Iterator[Statement]:
    for index, sentence in enumerate(written):
        before = written[index - 1] if index else None
        following = written[index + 1] if index + 1 < len(written) else None
        if asks(sentence) and is_left_open(sentence, before, following):
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
        contradictions=read_contradictions(folder / f"{name}.words.toml"),
    )
