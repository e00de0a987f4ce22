"""Measures a marker on labelled answers: how many earned concepts it refuses, how many unearned
ones it accepts, and what it hands to a person.

It counts, and shows no answer: so the held-back ones stay unread.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graders.authoring.answers import Answer
from graders.judge.marking.marker import Marked, Marker

FOLDS = 6


@dataclass(frozen=True)
class Count:
    """How many concepts were accepted, refused, and handed to a person."""

    accepted: int = 0
    refused: int = 0
    to_a_person: int = 0

    @property
    def all(self) -> int:
        """How many concepts there were."""
        return self.accepted + self.refused + self.to_a_person

    def share(self, number: int) -> float:
        """`number` as a share of all, 0 where there are none."""
        return number / self.all if self.all else 0.0

    def plus(self, met: bool | None) -> "Count":
        """One more."""
        return Count(
            self.accepted + (met is True),
            self.refused + (met is False),
            self.to_a_person + (met is None),
        )

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.accepted + other.accepted,
            self.refused + other.refused,
            self.to_a_person + other.to_a_person,
        )


@dataclass(frozen=True)
class Figures:
    """What became of the concepts of some answers.

    `earned`: those that honest answers say. `tempting`: those that adversarial answers try to get
    without saying them. `unsaid`: those that honest answers do not say.
    """

    earned: Count = Count()
    tempting: Count = Count()
    unsaid: Count = Count()

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.earned + other.earned,
            self.tempting + other.tempting,
            self.unsaid + other.unsaid,
        )


def measure(marker: Marker, answers: Iterable[Answer]) -> dict[str, Figures]:
    """The figures of each concept."""
    figures = dict.fromkeys(marker.concepts, Figures())
    for answer in answers:
        for marked in marker.mark(answer.text).concepts:
            figures[marked.concept] += _one(answer, marked)
    return figures


def _one(answer: Answer, marked: Marked) -> Figures:
    count = Count().plus(marked.met)
    if answer.tempting is None:
        said = marked.concept in answer.earned
        return Figures(earned=count) if said else Figures(unsaid=count)
    return Figures(tempting=count) if marked.concept in answer.tempting else Figures()


def cross_validated(
    answers: Sequence[Answer], fit: Callable[[Sequence[Answer]], Marker]
) -> dict[str, Figures]:
    """The figures on voices that the marker was not fitted on, for every voice."""
    voices = sorted({answer.voice for answer in answers})
    random.Random(1).shuffle(voices)
    total: dict[str, Figures] = {}
    for fold in range(FOLDS):
        out = set(voices[fold::FOLDS])
        marker = fit([answer for answer in answers if answer.voice not in out])
        found = measure(marker, [answer for answer in answers if answer.voice in out])
        total = {name: total.get(name, Figures()) + one for name, one in found.items()}
    return total
