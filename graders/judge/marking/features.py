"""Turns sentences into named features: words, groups of words, their order, and negation.

A feature is a name that a person can read: `small<rate` is a word of "small" shortly before one of
"rate" (`<<`: later), `~` marks a negated one, `small=>destroy` says that "small" was the last size
named before a word of harm, `w:` marks a word and `c:` a part of one. It weighs nothing.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from graders.judge.marking.claims import claims
from graders.judge.marking.sentences import word_set
from graders.judge.marking.words import Groups

SHORT = 3
"""Words between two groups that are said in one breath."""
LONG = 14
"""Words between two groups that still belong together."""
SCOPE = 9
"""Words that a negation reaches."""
PARTS = (4, 5)
"""Lengths of the parts of words that stand for spellings nobody listed."""

NEGATIONS = word_set(
    """not no never cannot cant can't without neither nor none hardly nobody nothing rather instead
    avoid avoids skip skips omit omits ignore ignores ignoring refuse refuses refrain against
    unlike forgo nowhere dont don't doesnt doesn't isnt isn't arent aren't wont won't wouldnt
    wouldn't shouldnt shouldn't didnt didn't wasnt wasn't hasnt hasn't havent haven't couldn't
    couldnt"""
)
FUNCTION_WORDS = word_set(
    """a an the this that these those it its it's i i'd i'm you your we our they them their he she
    his her one is are was were be been being am has have had having do does did don't doesn't
    didn't will would can could should must may might shall to of in on at by for from with
    without into onto over under as than then so because since if when while until after before
    but and or not no never only just very too more most which who what where why how there here
    also already still let lets use uses used using take takes get gets got go goes going make
    makes need needs want wants keep keeps give gives put puts set start starts begin begins u n
    w ur r bc cuz coz dont cant wont otherwise else about like every each per up down out off
    away back again such some any all both"""
)
_BOUNDARY = word_set(
    """, . ; : ! ? ( ) but because so which since while whereas although otherwise"""
)
_MARKS = word_set(""", ( ) . : ; ? !""")
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
    claimed = claims(sentences, groups.roles) if groups.roles else set()
    found |= {f"!:{one}" for one in claimed}
    return found | _relations(every, groups) | _style(sentences, {place for place, _ in every})


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


def _style(sentences: Sequence[tuple[str, ...]], named: set[int]) -> set[str]:
    """How much of the text is function words, how much names something, how much denies."""
    every = [word for words in sentences for word in words if word not in _MARKS]
    if not every:
        return set()
    shares = {
        "function": sum(word in FUNCTION_WORDS for word in every) / len(every),
        "named": len(named) / len(every),
        "negations": 5 * sum(word in NEGATIONS for word in every) / len(every),
    }
    return {
        f"s:{name} {step}0%"
        for name, share in shares.items()
        for step in range(1, 10)
        if share * 10 >= step
    }


def _word_features(words: Sequence[str]) -> set[str]:
    stems = [stem(word) for word in words if word not in _MARKS]
    found = {f"w:{one}" for one in stems}
    found |= {f"w:{one} {other}" for one, other in pairwise(stems)}
    return found.union(
        *(_parts(word) for word in words if word.isalpha() and len(word) >= PARTS[0])
    )


def _parts(word: str) -> Iterable[str]:
    whole = f"^{word}$"
    for length in PARTS:
        for start in range(len(whole) - length + 1):
            yield f"c:{whole[start : start + length]}"
