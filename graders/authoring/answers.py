"""Labelled answers to an explanation's prompt: what a marker is fitted on and held to.

Reads them, and makes more by putting short ones together. It fits and measures nothing.
"""

import json
import random
import re
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


def negated(answers: Sequence[Answer], count: int, seed: int) -> list[Answer]:
    """New adversarial answers: honest ones with a verb denied; fewer where none is found."""
    chance = random.Random(seed)
    fair = [answer for answer in answers if answer.honest and answer.earned]
    made = [_negated(chance, answer) for answer in chance.choices(fair, k=count)]
    return [answer for answer in made if answer is not None]


def _negated(chance: random.Random, answer: Answer) -> Answer | None:
    """`answer` with every verb that can be told denied, so that nothing of it is claimed."""
    text, changes = _BE.subn(lambda match: f"{match[1]} {chance.choice(_NOT)}", answer.text)
    if not changes:
        text, changes = _VERB.subn(
            lambda match: f"{match[1]} {chance.choice(_NEVER)} {match[2]}", text
        )
    return Answer(answer.voice, text, frozenset(), answer.earned) if changes else None


_BE = re.compile(r"\b(is|are|was|were|will|would|can|could|should|must|has|have|may|had)\b(?! not)")
_VERB = re.compile(
    r"\b(I|we|you|it|It|We|You|one|One|rate|steps|model|callback|schedule|optimizer)"
    r" (?!would|will|can|is|are)([a-z]+)\b"
)
_NOT = ("not", "never", "by no means", "not", "hardly", "not at all")
_NEVER = ("never", "don't", "do not", "won't", "would not", "doesn't")
_GLUE = ("and", "the", "of", "with", "for", "in", "is", "a", "to", "then", "so", "by", "as", "on")


def glued(answers: Sequence[Answer], count: int, seed: int) -> list[Answer]:
    """New adversarial answers: words of honest ones in no order, held together by small words."""
    chance = random.Random(seed)
    fair = [answer for answer in answers if answer.honest and answer.earned]
    every = frozenset(concept for answer in fair for concept in answer.earned)
    return [
        Answer("glued", _glued(chance, chance.choices(fair, k=4)), frozenset(), every)
        for _ in range(count)
    ]


def _glued(chance: random.Random, parts: Sequence[Answer]) -> str:
    words = [word for part in parts for word in part.text.split() if len(word) > 3]
    chosen = chance.sample(words, min(len(words), 12))
    return " ".join(f"{chance.choice(_GLUE)} {word.rstrip('.,;')}" for word in chosen)


def _joined(parts: Sequence[Answer]) -> Answer:
    text = " ".join(f"{part.text.rstrip('.')}." for part in parts)
    earned = frozenset(concept for part in parts for concept in part.earned)
    tempting = frozenset(concept for part in parts for concept in part.tempting or ()) - earned
    return Answer(parts[0].voice, text, earned, None if parts[0].honest else tempting)
