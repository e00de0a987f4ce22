"""Whether a model's predictions come through a tuned base: the numbers, and where they have to lie.

Trusted side, NumPy only. Why these and no others, and what was measured, stands in
docs/decisions/0015. Nothing here says what a weight is: a model may read any layer of the base, and
may do to the images and to the features what it likes.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.judge.accuracy import accuracy, rise
from graders.judge.digits import labels_of
from graders.judge.forward import Unusable

LITTLE = 0.1
"""A share of random numbers in the kernels that hardly matters to a model that uses them."""
BETWEEN = (0.35, 0.5, 0.65, 0.78, 0.87, 0.93, 0.97, 0.99)
"""Shares that spoil a model by and by: one that reads late layers sooner, an early one later."""
DRAWS = {LITTLE: 2, 1.0: 3}
"""How often these shares are tried, with other random numbers each time; BETWEEN has one draw."""

LITTLE_COSTS = 0.10
"""Target accuracy that a LITTLE may cost."""
RANDOM_LEAVES = 0.75
"""Target accuracy that random kernels may leave, in the mean of their draws: to a head on conv1,
which eight random filters serve too, they leave up to 0.6."""
NOTICED, LEFT = 0.03, 0.30
"""Accuracy is on its way where it fell by more than NOTICED, and more than LEFT is left of it."""
WORTH_ASKING = 0.60
"""A model below this target accuracy has too little to lose for its loss to have a course."""
HELPS = 0.30
"""How much the tuning has to lift the right labels: training does 0.4 to 0.9, noise 0."""


def drawn_mixtures(random: np.random.Generator) -> list[list[float]]:
    """Each share with a seed for its random numbers, in a drawn order."""
    course = _seed(random)
    asked = [[share, course] for share in BETWEEN]
    asked += [[share, _seed(random)] for share, times in DRAWS.items() for _ in range(times)]
    return [asked[place] for place in random.permutation(len(asked))]


def _seed(random: np.random.Generator) -> int:
    return int(random.integers(2**31))


def helped(case: SimpleNamespace) -> float:
    """How much the right labels gained by what training did to the base's kernels.

    In logits or in probabilities, whichever is more: a head that trains fast beside the base gives
    larger logits to the old features, and a sharp one has probabilities that hardly change.
    """
    labels = labels_of(case.which, case.images)
    in_logits = rise(case.untuned, case.logits, labels)
    return max(in_logits, rise(_probabilities(case.untuned), _probabilities(case.logits), labels))


def _probabilities(logits: NDArray[Any]) -> NDArray[Any]:
    """The softmax of each row; NaN where a logit is not finite."""
    with np.errstate(all="ignore"):
        shares = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def with_random_kernels(case: SimpleNamespace) -> float:
    """The mean target accuracy with nothing but random numbers in the base's kernels."""
    return float(np.mean(_accuracies(case)[1.0]))


def with_a_little(case: SimpleNamespace) -> float:
    """The mean target accuracy with a LITTLE of random numbers in the base's kernels."""
    return float(np.mean(_accuracies(case)[LITTLE]))


def by_degrees(case: SimpleNamespace) -> bool:
    """Whether accuracy was ever between its own and chance; true where the way there is short."""
    seen = _accuracies(case)
    before = accuracy(case.logits, labels_of(case.which, case.images))
    between = [value for share in BETWEEN for value in seen[share]]
    return before < WORTH_ASKING or any(LEFT < value < before - NOTICED for value in between)


def _accuracies(case: SimpleNamespace) -> dict[float, list[float]]:
    """Target accuracies by the share of random numbers; Unusable where answers are missing."""
    if len(case.mixed) != len(case.mixtures):
        raise Unusable(f"{len(case.mixed)} answers to {len(case.mixtures)} questions")
    labels = labels_of(case.which, case.images)
    seen: dict[float, list[Any]] = {share: [] for share in (*BETWEEN, *DRAWS)}
    for (share, _), logits in zip(case.mixtures, case.mixed, strict=True):
        seen[share].append(accuracy(logits, labels))
    return seen
