"""Which submissions of a class are near-identical, whatever their names and comments.

Fingerprints of code without names, by winnowing, as the library copydetect makes them. It finds
pairs and accuses nobody: a person has to look.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from graders.gradebook import Alike
from graders.submission import Submission

PASSAGE, WINDOW = 25, 6
"""Characters of the shortest passage that is compared, and of 30 one is always found."""
NEAR_IDENTICAL = 0.6
"""Share of both codes. Answers that were written apart share 0.27 at most, a renamed copy all."""
TOO_SHORT = 100
"""Characters without names, below which two codes are alike by chance."""


class NotInstalled(ImportError):
    """The library that compares is an extra, and not there."""


def near_identical(
    submissions: Iterable[Submission], starters: Mapping[str, str]
) -> tuple[Alike, ...]:
    """Pairs of different people's near-identical code, the most alike first.

    `starters` gives the code that each assignment begins with, which is left out. Raises
    NotInstalled.
    """
    by_assignment: dict[str, list[Submission]] = {}
    for submission in submissions:
        by_assignment.setdefault(submission.assignment, []).append(submission)
    pairs = [
        pair
        for slug, handed_in in by_assignment.items()
        for pair in _of_one(slug, handed_in, starters.get(slug, ""))
    ]
    return tuple(sorted(pairs, key=lambda pair: (-pair.share, pair.first, pair.second)))


def _of_one(slug: str, handed_in: Sequence[Submission], starter: str) -> Iterable[Alike]:
    try:
        from copydetect import compare_files
    except ImportError as error:
        raise NotInstalled(str(error)) from error
    common = sorted(_printed(starter, 1).hashes)
    prints = [(one, _printed(one.whole, WINDOW, common)) for one in handed_in]
    long_enough = [pair for pair in prints if pair[1].token_coverage >= TOO_SHORT]
    for (one, mine), (other, theirs) in combinations(long_enough, 2):
        if _owner(one) == _owner(other) or not mine.hashes & theirs.hashes:
            continue
        share = min(1.0, *map(float, compare_files(mine, theirs)[1]))
        if share >= NEAR_IDENTICAL:
            yield Alike(slug, _owner(one), _owner(other), share)


def _printed(code: str, window: int, common: Sequence[int] = ()) -> Any:
    from copydetect import CodeFingerprint

    return CodeFingerprint(
        "", PASSAGE, window, list(common), language="python", fp=io.StringIO(code)
    )


def _owner(submission: Submission) -> str:
    return submission.student or submission.path
