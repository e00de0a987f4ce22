"""When each card comes back: the learner's ratings, scheduled by the library `fsrs`, in a file.

A file that cannot be understood is put aside under another name, never overwritten. It reads no
clock: the caller says what time it is, in UTC.
"""

import json
import math
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fsrs

from graders.store import write_whole

SCHEMA = "lrgrade-cards/1"
RATINGS = {1: "again", 2: "hard", 3: "good", 4: "easy"}

# Whole days only: nobody waits ten minutes for one of five cards. Without chance, so that the same
# ratings always give the same days.
_SCHEDULER = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


@dataclass(frozen=True)
class Progress:
    """What was rated so far: the library's state of each card that was turned over once."""

    cards: dict[str, fsrs.Card] = field(default_factory=dict)

    def due(self, name: str) -> datetime | None:
        """When the card comes back, in UTC; None for one that was never rated."""
        return self.cards[name].due if name in self.cards else None

    def is_due(self, name: str, now: datetime) -> bool:
        """Whether the card is to be turned over on the day of `now`, as the learner's clock has it.

        The time of day does not count: who learns in the evening finds today's cards there.
        """
        due = self.due(name)
        return due is None or due.astimezone().date() <= now.astimezone().date()

    def rated(self, name: str, rating: int, now: datetime) -> "Progress":
        """The progress after a rating from 1 (again) to 4 (easy)."""
        card = self.cards.get(name) or fsrs.Card(card_id=0, due=now)
        reviewed, _ = _SCHEDULER.review_card(card, fsrs.Rating(rating), now)
        return replace(self, cards={**self.cards, name: reviewed})


def load(path: Path) -> Progress:
    """What is kept in `path`, nothing where there is no such file.

    Raises ValueError for a file that is not this program's, and OSError.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Progress()
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError(f"its schema is not {SCHEMA}")
    try:
        return Progress({name: _read(card) for name, card in data["cards"].items()})
    except (LookupError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"a card that cannot be read: {error}") from error


def save(path: Path, progress: Progress) -> None:
    """Write the file whole or not at all; raises OSError."""
    cards = {name: card.to_dict() for name, card in progress.cards.items()}
    write_whole(path, json.dumps({"schema": SCHEMA, "cards": cards}, indent=1) + "\n")


def put_aside(path: Path, word: str) -> Path:
    """Rename `path` to a name that is free, with `word` in it; returns that. Raises OSError."""
    number = 1
    while (aside := path.with_name(f"{path.name}.{word}-{number}")).exists():
        number += 1
    return path.rename(aside)


def _read(data: dict[str, Any]) -> fsrs.Card:
    """A card that `fsrs` can go on with; raises for anything else."""
    card = fsrs.Card.from_dict(data)  # type: ignore[arg-type]
    times = (card.due, card.last_review)
    numbers = (card.stability, card.difficulty)
    sound = (
        card.state is fsrs.State.Review
        and all(time and time.utcoffset() == timedelta(0) for time in times)
        and all(2000 <= time.year < 3000 for time in times if time)
        and all(number and math.isfinite(number) and number > 0 for number in numbers)
    )
    if not sound:
        raise TypeError("a date or a number is missing")
    card.due = card.due.astimezone(UTC)
    return card
