"""Labelled answers to an explanation's prompt: what a marker is fitted on and held to.

Reads them, and makes more by putting short ones together. It fits and measures nothing.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Answer:
    """One answer by one voice; `earned` are the concepts it says.

    `tempting` are the concepts that an adversarial answer tries to get without saying them; None
    for an honest one.
    """

    voice: str
    text: str
    earned: frozenset[str]
    tempting: frozenset[str] | None = None

    @property
    def honest(self) -> bool:
        """True where the answer does not try to get a concept unearned."""
        return self.tempting is None


def read_answers(path: Path) -> tuple[Answer, ...]:
    """The answers of a file of JSON lines, in order; raises OSError, KeyError or ValueError."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_answer(json.loads(line)) for line in lines if line.strip())


def _answer(data: dict[str, object]) -> Answer:
    earned, tempting = frozenset(_texts(data["concepts"])), data.get("tempting")
    kept = frozenset(_texts(tempting)) - earned if data["kind"] == "adversarial" else None
    return Answer(str(data["voice"]), str(data["text"]), earned, kept)


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def composed(answers: Sequence[Answer], honest: int, adversarial: int, seed: int) -> list[Answer]:
    """New answers made of two to four short honest ones, and of two adversarial ones."""
    chance = random.Random(seed)
    fair = [answer for answer in answers if answer.honest]
    unfair = [answer for answer in answers if not answer.honest]
    made = [_joined(chance.sample(fair, chance.choice((2, 2, 3, 4)))) for _ in range(honest)]
    return made + [_joined(chance.sample(unfair, 2)) for _ in range(adversarial)]


def _joined(parts: Sequence[Answer]) -> Answer:
    text = " ".join(f"{part.text.rstrip('.')}." for part in parts)
    earned = frozenset(concept for part in parts for concept in part.earned)
    tempting = frozenset(concept for part in parts for concept in part.tempting or ()) - earned
    return Answer(parts[0].voice, text, earned, None if parts[0].honest else tempting)
