"""Puts flash cards into a lesson: the line `# {card: learning_rate}` becomes the card.

Text only; the cards come from `graders.cards`, so that a lesson never says it otherwise.
"""

import re
import textwrap

from graders.cards import Card, deck

LINE = re.compile(r"^# \{card: *(\w+) *\}$", re.MULTILINE)


def named(text: str) -> list[str]:
    """The ids of the cards that a lesson asks for, in its order; they may be unknown."""
    return LINE.findall(text)


def with_cards(text: str) -> str:
    """The lesson with its cards printed; every id must be known."""
    return LINE.sub(lambda match: _box(deck()[match[1]]), text)


def _box(card: Card) -> str:
    """A card as a quotation in a Markdown cell: the answer opens when it is clicked on."""
    lines = [
        f"**Flash card** ({card.level}). {card.question}",
        "",
        "<details><summary>Answer for yourself, then turn it over</summary>",
        "",
        *textwrap.wrap(card.answer, 94, break_long_words=False, break_on_hyphens=False),
        "",
        "</details>",
        "",
        f"Once more tomorrow: `lrgrade cards {card.id}`",
    ]
    return "\n".join(f"# > {line}".rstrip() for line in lines)
