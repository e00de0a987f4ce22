"""Splits a student's explanation into sentences and words.

Bounded for any text: what lies beyond the limits below is not read. The sentence as written is
kept as evidence; only its words are normalised. It knows nothing of concepts.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MAX_CHARACTERS = 20_000
MAX_SENTENCES = 200
MAX_WORDS = 90
"""Words of one sentence; a longer one goes on as another sentence."""
MAX_WORD = 40
"""Characters of one word that are looked at; names in Keras stay shorter."""

_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+|\n\n|\n(?=(?:[-*•>]|\(?\d{1,2}[.)])\s)|;\s+")
"""After a mark that ends a sentence, at an empty line, before a list's item, after a semicolon."""
_NO_END = re.compile(r"\b(?:e\.g|i\.e|eg|ie|vs|approx|etc|ca|cf|resp|no)\.$", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+(?:[._\-/'^][a-z0-9\-]+)*(?:n't)?|[,:()]|\.\.\.|->|=>|[<>=~!?.;]")
_BLANKS = re.compile(r"\s+")
_APOSTROPHES = str.maketrans(
    {"’": "'", "‘": "'", "`": " ", "´": "'", "−": "-", "–": " , ", "—": " , "}
)
_STEERING = ("Cc", "Cf", "Co", "Cn")


@dataclass(frozen=True)
class Sentence:
    """One sentence: as the student wrote it, and its words and marks, normalised."""

    text: str
    words: tuple[str, ...]


def plain(text: str) -> str:
    """The beginning of `text`, compatibility forms folded, characters that only steer left out."""
    folded = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS])[:MAX_CHARACTERS]
    kept = (
        character
        for character in folded
        if character in "\n\t" or unicodedata.category(character) not in _STEERING
    )
    return _BLANKS.sub(_one_blank, "".join(kept))


def _one_blank(match: re.Match[str]) -> str:
    """A run of blanks as one, an empty line where it holds one."""
    return "\n" * min(match.group().count("\n"), 2) or " "


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text` that have a word in them, at most MAX_SENTENCES."""
    found: list[Sentence] = []
    for piece in _pieces(plain(text)):
        all_words = words(piece)
        for start in range(0, len(all_words), MAX_WORDS):
            if len(found) == MAX_SENTENCES:
                return tuple(found)
            found.append(Sentence(" ".join(piece.split()), all_words[start : start + MAX_WORDS]))
    return tuple(found)


def words(text: str) -> tuple[str, ...]:
    """Words and punctuation of `text` in lower case; `1e-4`, `val_loss`, `fine-tune` stay whole."""
    lowered = without_accents(text.translate(_APOSTROPHES).lower())
    return tuple(word[:MAX_WORD] for word in _WORD.findall(lowered))


def word_set(text: str) -> frozenset[str]:
    """The words and marks of `text`, which has blanks between them."""
    return frozenset(text.split())


def without_accents(text: str) -> str:
    """`text` with letters in place of accented letters."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


def _pieces(text: str) -> Iterator[str]:
    """`text` cut where sentences end, but not after an abbreviation."""
    start = 0
    for match in _END.finditer(text):
        piece = text[start : match.start()]
        if _NO_END.search(piece[-12:]) and "\n" not in match.group():
            continue
        if re.search(r"\w", piece):
            yield piece
        start = match.end()
    if re.search(r"\w", text[start:]):
        yield text[start:]
