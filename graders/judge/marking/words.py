"""Knows which words mean the same: the groups of a rubric's words file, misspellings included.

It reads plain data and looks words up; what a group is good for is the marker's business.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any, TypeVar

from graders.judge.marking.sentences import word_set, words

_Key = TypeVar("_Key")

SHORTEST_PREFIX = 3
SHORTEST_MISSPELT = 6
LONGEST_MISSPELT = 24
TWO_SLIPS_FROM = 10
"""Letters that a word needs before one and before two wrong letters are forgiven."""
LONGEST_PHRASE = 6

ORDINARY = word_set(
    """around author authors because before believe better between beyond careful concept concepts
    consider considering contrast conversely course depends describe different difference
    discharged distinction during encoding everything explain foregoing function functions
    however important instance instead later listed literature matter matters mistake nothing
    number object optimised optimisation optimization overflows picture player present projector
    rather reason reasons regularises second should string strings temperature thereabouts
    things though through trains trajectory treatment turned whether whole without writing"""
)
"""Words that look like a misspelling of something else and are none."""


@dataclass(frozen=True)
class Groups:
    """Groups of words: whole words, beginnings of words, and phrases, each with its groups."""

    whole: Mapping[str, frozenset[str]]
    beginnings: Mapping[str, frozenset[str]]
    phrases: Mapping[tuple[str, ...], frozenset[str]]
    open_phrases: Mapping[tuple[str, ...], frozenset[str]]
    """Phrases whose last word may have any ending."""
    relations: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    """Pairs of categories of groups: which of the first was named last before one of the second."""
    roles: "Groups | None" = None
    """Groups for reading claims, stricter and without overlap; see claims.py."""

    def of_word(self, word: str) -> frozenset[str]:
        """The groups of one word."""
        found = self.whole.get(word, frozenset())
        for end in range(SHORTEST_PREFIX, len(word) + 1):
            found |= self.beginnings.get(word[:end], frozenset())
        return found

    def at(self, text: tuple[str, ...], place: int) -> frozenset[str]:
        """The groups of the word at `place` and of the phrases that begin there."""
        found = self.of_word(text[place])
        if text[place] not in self._first_words:
            return found
        for length in range(2, LONGEST_PHRASE + 1):
            phrase = text[place : place + length]
            if len(phrase) == length:
                found |= self.phrases.get(phrase, frozenset())
                found |= self._open(phrase)
        return found

    def has(self, group: str) -> bool:
        """True where there is a word of `group`."""
        kinds = (self.whole, self.beginnings, self.phrases, self.open_phrases)
        return any(group in groups for kind in kinds for groups in kind.values())

    def marks(self, text: Sequence[str]) -> Iterator[tuple[int, str, str]]:
        """Each word with its place and its group, or with nothing; a phrase once, by its end."""
        place = 0
        while place < len(text):
            group, length = self._longest(tuple(text[place : place + LONGEST_PHRASE]))
            place += length
            yield place - 1, text[place - 1], group

    def _longest(self, text: tuple[str, ...]) -> tuple[str, int]:
        """The group of the longest phrase or word that begins `text`, and its length."""
        if text[0] in self._first_words:
            for length in range(len(text), 1, -1):
                phrase = text[:length]
                found = self.phrases.get(phrase, frozenset()) | self._open(phrase)
                if found:
                    return min(found), length
        return min(self.of_word(text[0]), default=""), 1

    def spelled(self, word: str, known: frozenset[str]) -> str:
        """`word`, or the word of the groups that it misspells; `known` words stay as they are."""
        if not SHORTEST_MISSPELT <= len(word) <= LONGEST_MISSPELT or not word.isalpha():
            return word
        if word in known or word in ORDINARY or self.of_word(word):
            return word
        slips = 2 if len(word) >= TWO_SLIPS_FROM else 1
        close = [
            (distance, other)
            for form, allowed in _forms(word, slips)
            for other in self._near(form, allowed)
            if (form == word or other in self.beginnings)
            and other[0] == word[0]
            and (distance := slips_between(form, other)) <= allowed
        ]
        return min(close)[1] if close else word

    def _near(self, word: str, slips: int) -> set[str]:
        return {
            other for key in _without_letters(word, slips) for other in self._slips.get(key, ())
        }

    def _open(self, phrase: tuple[str, ...]) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        for end in range(1, len(phrase[-1]) + 1):
            found |= self.open_phrases.get((*phrase[:-1], phrase[-1][:end]), frozenset())
        return found

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(phrase[0] for phrase in (*self.phrases, *self.open_phrases))

    @cached_property
    def _slips(self) -> Mapping[str, tuple[str, ...]]:
        """The long words of the groups by what is left when letters are missing."""
        found: dict[str, list[str]] = {}
        for word in sorted({*self.whole, *self.beginnings}):
            if len(word) >= SHORTEST_MISSPELT and word.isalpha():
                for key in _without_letters(word, 2 if len(word) >= TWO_SLIPS_FROM else 1):
                    found.setdefault(key, []).append(word)
        return {key: tuple(value) for key, value in found.items()}


def read_groups(path: Path) -> Groups:
    """The groups of a words file; raises OSError, or KeyError where it has none."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    roles = _groups(data["roles"]) if "roles" in data else None
    return replace(_groups(data["groups"]), relations=tuple(_relations(data)), roles=roles)


def _groups(entries: Mapping[str, str]) -> Groups:
    whole: dict[str, frozenset[str]] = {}
    beginnings: dict[str, frozenset[str]] = {}
    phrases: dict[tuple[str, ...], frozenset[str]] = {}
    open_phrases: dict[tuple[str, ...], frozenset[str]] = {}
    for group, text in entries.items():
        for entry in _entries(text):
            parts, opened = words(entry.removesuffix("*")), entry.endswith("*")
            if len(parts) == 1:
                _add(beginnings if opened else whole, parts[0], group)
            elif parts:
                _add(open_phrases if opened else phrases, parts, group)
    return Groups(whole, beginnings, phrases, open_phrases)


def _relations(data: Mapping[str, Any]) -> Iterable[tuple[frozenset[str], frozenset[str]]]:
    categories = {name: frozenset(groups) for name, groups in data.get("categories", {}).items()}
    for pair in data.get("relations", {}).get("pairs", []):
        first, second = pair.split()
        yield (
            categories.get(first, frozenset({first})),
            categories.get(second, frozenset({second})),
        )


def _entries(text: str) -> Iterable[str]:
    return (entry for part in text.split(",") if (entry := part.strip()))


def _add(to: dict[_Key, frozenset[str]], key: _Key, group: str) -> None:
    to[key] = to.get(key, frozenset()) | {group}


def _forms(word: str, slips: int) -> Iterable[tuple[str, int]]:
    """`word` with the slips it may have, and its beginnings with one."""
    yield word, slips
    for end in range(len(word) - 1, max(SHORTEST_MISSPELT, len(word) - 4) - 1, -1):
        yield word[:end], 1


def _without_letters(word: str, slips: int) -> set[str]:
    """`word` with up to `slips` letters left out."""
    found = {word}
    for count in range(1, slips + 1):
        for left_out in combinations(range(len(word)), count):
            found.add("".join(letter for place, letter in enumerate(word) if place not in left_out))
    return found


def slips_between(one: str, other: str) -> int:
    """Letters added, left out, changed or swapped between two words (optimal string alignment)."""
    before, row = list(range(len(other) + 1)), list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        two_before, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
    return row[-1]
