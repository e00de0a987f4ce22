"""The course's flash cards: data, read once, for lessons, messages and the command `cards`.

It imports nothing of ours. When a card comes back is `progress.py`'s matter.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("cards.toml")


@dataclass(frozen=True)
class Card:
    """One flash card. `name` is what checks call it; `practice` is the work that belongs to it."""

    id: str
    name: str
    level: str
    question: str
    answer: str
    lessons: tuple[str, ...]
    practice: str

    @property
    def reference(self) -> str:
        """How a message names this card: by the command that turns it over."""
        return f"flash card: `lrgrade cards {self.id}`"


@cache
def deck() -> dict[str, Card]:
    """Every card by its id, in the order of the file."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: _card(name, item) for name, item in data.items()}


def find(text: str) -> Card:
    """The card whose id, name or question is `text`; raises ValueError where there is none."""
    for card in deck().values():
        if text in (card.id, card.name, card.question):
            return card
    raise ValueError(f"no flash card is called {text!r}; there are: {', '.join(deck())}")


def _card(name: str, data: dict[str, str]) -> Card:
    answer = " ".join(data["answer"].split())
    return Card(**{**data, "id": name, "answer": answer, "lessons": tuple(data["lessons"])})  # type: ignore[arg-type]
