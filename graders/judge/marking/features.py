"""Turns sentences into named features: words, groups of words, their order, and negation.

A feature is a name that a person can read: `small<rate` is a word of "small" shortly before one of
"rate" (`<<`: later), `~` marks a negated one, `small=>destroy` says that "small" was the last size
named before a word of harm, `w:` marks a word and `c:` a part of one. It weighs nothing.
"""

import re
from collections.abc import Iterable, Sequence

from graders.judge.marking.words import Groups

SHORT = 3
"""Words between two groups that are said in one breath."""
LONG = 14
"""Words between two groups that still belong together."""
SCOPE = 5
"""Words that a negation reaches."""
PARTS = (4, 5)
"""Lengths of the parts of words that stand for spellings nobody listed."""

NEGATIONS = frozenset(
    """not no never cannot cant can't without neither nor none hardly nobody nothing rather instead
    dont don't doesnt doesn't isnt isn't arent aren't wont won't wouldnt wouldn't shouldnt
    shouldn't didnt didn't wasnt wasn't hasnt hasn't havent haven't couldn't couldnt""".split()
)
_BOUNDARY = frozenset(", . ; : ! ? ( ) but because so which since and while whereas although".split())
_MARKS = frozenset(", ( ) . : ; ? !".split())
_ENDINGS = re.compile(r"(?:ingly|edly|ing|ed|ies|es|ly|s|e|y)$")

Place = tuple[int, str]
"""Where a word of a group stands, and the group, `~` before it where it is negated."""


def stem(word: str) -> str:
    """`word` without its ending, roughly."""
    return _ENDINGS.sub("", word) if len(word) > 4 and word.isalpha() else word


def features(sentences: Sequence[tuple[str, ...]], groups: Groups) -> set[str]:
    """The features of the words of some sentences; only relations reach over their ends."""
    found: set[str] = set()
    every: list[Place] = []
    begins = 0
    for words in sentences:
        places = group_places(words, groups)
        every += [(begins + place, group) for place, group in places]
        begins += len(words)
        found |= {group for _, group in places} | _pairs(places) | _word_features(words)
    return found | _relations(every, groups)


def group_places(words: tuple[str, ...], groups: Groups) -> list[Place]:
    """Where words of the groups stand."""
    negated = _negated(words)
    found: list[Place] = []
    for place in range(len(words)):
        mark = "~" if place in negated else ""
        found += [(place, mark + group) for group in sorted(groups.at(words, place))]
    return found


def _negated(words: Sequence[str]) -> set[int]:
    """The places of words that a negation before them in the same clause reaches."""
    reached: set[int] = set()
    left = 0
    for place, word in enumerate(words):
        if word in _BOUNDARY:
            left = 0
        elif word in NEGATIONS:
            left = SCOPE
        elif left:
            reached.add(place)
            left -= 1
    return reached


def _pairs(places: Sequence[Place]) -> set[str]:
    found: set[str] = set()
    for index, (place, group) in enumerate(places):
        for other_place, other in places[index + 1 :]:
            if other_place - place > LONG:
                break
            if other != group:
                near = other_place - place <= SHORT
                found.add(f"{group}<{other}" if near else f"{group}<<{other}")
    return found


def _relations(places: Sequence[Place], groups: Groups) -> set[str]:
    """The last word of one category before each word of another."""
    found: set[str] = set()
    for first, second in groups.relations:
        last = ""
        for _, group in places:
            if group.removeprefix("~") in second and last:
                found.add(f"{last}=>{group}")
            if group.removeprefix("~") in first:
                last = group
    return found


def _word_features(words: Sequence[str]) -> set[str]:
    stems = [stem(word) for word in words if word not in _MARKS]
    found = {f"w:{one}" for one in stems}
    found |= {f"w:{one} {other}" for one, other in zip(stems, stems[1:], strict=False)}
    return found.union(*(_parts(word) for word in words if word.isalpha() and len(word) >= PARTS[0]))


def _parts(word: str) -> Iterable[str]:
    whole = f"^{word}$"
    for length in PARTS:
        for start in range(len(whole) - length + 1):
            yield f"c:{whole[start : start + length]}"
