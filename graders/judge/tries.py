"""Two calls side by side, of which a function has to refuse one: which one, the child is not told.

Their order is drawn, and its place in it stays on this side (`graders.recording.ABOUT`), so that
whoever looks at the probe learns no more than the arguments say.
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.recording import ABOUT


def side_by_side(random: np.random.Generator, wrong: Any, right: Any) -> dict[str, Any]:
    """The inputs of a case with both calls: `tries` in a drawn order, and the wrong one's place."""
    place = int(random.integers(2))
    return {ABOUT: place, "tries": [right, wrong] if place else [wrong, right]}


def wrong_one(case: SimpleNamespace) -> dict[str, Any]:
    """What came of the call that has to be refused."""
    return _of(case.tried, case.about)


def right_one(case: SimpleNamespace) -> dict[str, Any]:
    """What came of the call beside it."""
    return _of(case.tried, 1 - case.about)


def _of(tried: Sequence[dict[str, Any]], place: int) -> dict[str, Any]:
    return tried[place]
