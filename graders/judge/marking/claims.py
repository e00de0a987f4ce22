"""Reads which way round a text claims things: which size goes with which case and which outcome.

A claim is named by its roles: `pretrained large` is advice, `small harm` says what a small size
does. The words of each role are a rubric's data; the grammar is a little English: clauses,
negation, `than`, `otherwise`. It weighs nothing.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graders.judge.marking.sentences import word_set
from graders.judge.marking.words import Groups

ENDS = word_set(
    """, . ; : ! ? ( ) -> => and but because so since while whereas although though if when
    whenever where which once as until cuz bc coz"""
)
"""What begins another clause."""
CONDITIONS = word_set("if when whenever once because as since ( cuz bc coz")
"""What joins a condition or a reason to an outcome named before it."""
NOT = word_set(
    """not no never cannot cant can't without neither nor none hardly nobody nothing instead
    avoid avoids avoiding prevent prevents preventing stop stops skip dont don't doesnt doesn't
    dosnt isnt isn't arent aren't wont won't wouldnt wouldn't shouldnt shouldn't didn't couldn't
    needn't against"""
)
REACH = 6
"""Words that a negation reaches."""
CLOSE = 3
"""Words within which a negation says that this is not the case."""
COMPARING = word_set("than unlike contrary opposed compared versus vs")
NEEDED = word_set("need needed required necessary matter matters")
REASONS = word_set("because since as cuz bc coz otherwise")
"""What joins a reason to something that was advised against, of which it then speaks."""
EXCESS = word_set("too so overly")
IFS = word_set("if when whenever once")
FLIPS = word_set("otherwise else unless lest")
AFTER_OR = word_set("it you u we they the your else")
"""Words before which `or` means `otherwise`."""
OTHER = {
    "small": "large",
    "large": "small",
    "pretrained": "fresh",
    "fresh": "pretrained",
    "harm": "keep",
    "keep": "harm",
    "good": "empty",
    "empty": "good",
}
SIZES, CASES, OUTCOMES = {"small", "large"}, {"pretrained", "fresh"}, {"harm", "keep", "late"}
WORTH = {"good", "empty"}


ANY = "any"
"""The case of what is said before one is named."""


@dataclass
class Named:
    """A role that a text names; for a size also the case it is for and whether it does harm.

    `turned` is true where it is negated, `tried` where it is no advice: a condition, or too much.
    """

    role: str
    turned: bool = False
    tried: bool = False
    case: str = ANY
    harms: bool = False


@dataclass
class Clause:
    """How a clause begins and what it names, in order; `compared` is the case after `than`."""

    joiner: str = ""
    named: list[Named] = field(default_factory=list)
    compared: str = ""

    @property
    def waits(self) -> bool:
        """True after `otherwise` as long as nothing is named."""
        return self.joiner == "otherwise" and not (self.named or self.compared)

    def of(self, kind: set[str]) -> list[Named]:
        """What the clause names of one kind."""
        return [one for one in self.named if one.role in kind]


def claims(sentences: Sequence[tuple[str, ...]], roles: Groups) -> set[str]:
    """The claims of a text, as names."""
    sizes: list[Named] = []
    found: set[str] = set()
    case = ANY
    for words in sentences:
        clauses = _clauses(words, roles)
        begins = len(sizes)
        for index, clause in enumerate(clauses):
            before = clauses[index - 1] if index else Clause()
            case = _give_cases(clause, before, case)
            following = clauses[index + 1] if index + 1 < len(clauses) else Clause()
            found |= _effects(clause, following, sizes, begins, case)
            found |= {f"{one.case} {one.role}" for one in clause.of(WORTH)}
            sizes += clause.of(SIZES)
    advised = {f"{one.case} {one.role}" for one in sizes if not (one.harms or one.tried)}
    return found | advised | {f"{one.case} {one.role} if" for one in sizes if one.tried}


def _clauses(words: Sequence[str], roles: Groups) -> list[Clause]:
    """The clauses of a sentence; what is negated is named as its opposite."""
    clauses, begun = [Clause()], False
    left, comparing, previous = 0, False, ""
    for place, word, role in roles.marks(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        flips = word in FLIPS or (word == "or" and following in AFTER_OR)
        compares = word in COMPARING or (word == "as" and previous in NOT)
        if not role and (word in ENDS or flips) and not compares:
            if begun and not clauses[-1].waits:
                clauses.append(Clause())
            if clauses[-1].joiner != "otherwise":
                clauses[-1].joiner = "otherwise" if flips else word
            begun, left, comparing, previous = False, 0, False, word
            continue
        begun = True
        if role in CASES and comparing:
            clauses[-1].compared = role
        elif role == "fresh" and left > REACH - CLOSE:
            pass
        elif role not in ("", "skip") and not comparing:
            turned = left > 0 and role not in CASES and role in OTHER
            excess = words[place - 1] in EXCESS and not turned
            clauses[-1].named.append(Named(OTHER[role] if turned else role, turned, excess))
        elif word in NEEDED and left:
            _turn_last_size(clauses[-1])
        comparing = comparing or compares
        left = REACH if word in NOT and not role else max(left - 1, 0)
        previous = word
    return clauses


def _turn_last_size(clause: Clause) -> None:
    """A size of which a clause says that it is not needed."""
    for size in clause.of(SIZES)[-1:]:
        size.role = OTHER[size.role]


def _give_cases(clause: Clause, before: Clause, case: str) -> str:
    """Says of each size of the clause which case it is for; returns the case named last."""
    own = clause.of(CASES)
    if not own and clause.compared:
        now = OTHER[clause.compared]
    elif not own and clause.joiner in ("where", "which") and before.compared:
        now = before.compared
    else:
        now = own[0].role if own else case
    for one in clause.named:
        if one.role == "other":
            one.role = OTHER.get(case, "")
        if one.role in CASES:
            now = one.role
        one.case = now
        one.tried = one.tried or clause.joiner in IFS
    own = clause.of(CASES)
    return own[-1].role if own else _known(case, OTHER.get(clause.compared, ANY))


def _effects(
    clause: Clause, following: Clause, sizes: Sequence[Named], begins: int, case: str
) -> set[str]:
    """What sizes do, `sizes` being those of earlier clauses, from `begins` on of this sentence."""
    found: set[str] = set()
    for place, outcome in enumerate(clause.named):
        if outcome.role not in OUTCOMES:
            continue
        own = [one for one in clause.named[:place] if one.role in SIZES]
        after = [one for one in clause.named[place:] if one.role in SIZES]
        if not after and not outcome.turned and following.joiner in CONDITIONS:
            after = following.of(SIZES)
        flips = clause.joiner == "otherwise" and not own
        near = own[-1:] or ([] if flips else after[:1])
        size = next(iter([*near, *sizes[-1:]]), None)
        if not near and clause.joiner in IFS:
            continue
        if size is None or (not near and {outcome.case, size.case} == CASES):
            continue
        earlier = not near and len(sizes) == begins
        turns = flips or (size.turned and not near and (earlier or clause.joiner in REASONS))
        role = OTHER[size.role] if turns else size.role
        if earlier and f"{role} {outcome.role}" not in ("large harm", "small harm")[: 1 + turns]:
            continue
        worst = outcome.role == "late" or (role, outcome.role) == ("large", "harm")
        size.harms = size.harms or (worst and not turns)
        found |= {
            f"{role} {outcome.role}",
            f"{_known(size.case, outcome.case)} {role} {outcome.role}",
        }
    return found


def _known(case: str, other: str) -> str:
    return other if case == ANY else case


@dataclass(frozen=True)
class Contradiction:
    """What speaks against a concept: always, or only where nothing speaks for it."""

    always: frozenset[str]
    alone: frozenset[str]
    unless: frozenset[str]

    def holds(self, claimed: set[str]) -> bool:
        """True where the claims of a text contradict the concept."""
        return bool(claimed & self.always or (claimed & self.alone and not claimed & self.unless))


def read_contradictions(path: Path) -> dict[str, Contradiction]:
    """What contradicts each concept by a words file; empty where it says nothing of it."""
    data = tomllib.loads(path.read_text(encoding="utf-8")).get("contradicted", {})
    kinds = ("always", "alone", "unless")
    return {
        concept: Contradiction(*(frozenset(lists.get(kind, [])) for kind in kinds))
        for concept, lists in data.items()
    }
