"""Whether two bases follow the labels that each was trained with: NumPy only, trusted side.

Both were trained with labels that nobody knew beforehand. Each has to tell its own labels apart
better than the other does, and by more than it does for labels that neither has seen.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.judge.accuracy import CLASSES, NOISE
from graders.judge.digits import training_rows
from graders.judge.forward import Weights, features
from graders.rubrics.capstone import other_labels

CHANCE = 2
"""How many times what chance makes of a difference is taken off it."""
UNSEEN = 200
"""Pairs of labellings that show what chance makes of a difference."""


def followed(first: Weights, second: Weights, labels: Sequence[Sequence[int]]) -> float:
    """How much better each of two bases tells its own `labels` apart than the other one does.

    What `explained` says, for the labels (240,) of `first` and of `second`, less CHANCE times the
    root mean square of the same for labels drawn anew. 0 where both bases are the same, whatever
    was done to them; NaN where features are not finite.
    """
    with np.errstate(all="ignore"):  # Weights that have blown up are an answer, not a fault.
        seen = [features(weights, training_rows()[0]) for weights in (first, second)]
    pairs = np.concatenate([[labels], _unseen()])
    own, others = (
        explained(mine, pairs[:, at]) - explained(theirs, pairs[:, at])
        for at, (mine, theirs) in enumerate([seen, seen[::-1]])
    )
    better = own + others
    return float(better[0] - CHANCE * np.sqrt(np.mean(better[1:] ** 2)))


def explained(seen: NDArray[Any], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """In how many directions labels explain the spread of features: Pillai's trace, 0 to 4.

    `seen` (n, 12) are the features, `labels` (k, n) k labellings, of which each gets its number.
    Noise of standard deviation NOISE is added to the spread, as if it had been measured: directions
    in which features hardly differ count for nothing. NaN where a feature is not finite.
    """
    if not np.isfinite(seen).all():
        return np.full(len(labels), np.nan)
    centred = seen.astype(np.float64) - seen.mean(axis=0)
    spread = centred.T @ centred + len(seen) * NOISE**2 * np.eye(seen.shape[1])
    whitened = np.linalg.solve(np.linalg.cholesky(spread), centred.T).T
    members = labels[:, np.newaxis] == np.arange(CLASSES)[:, np.newaxis]
    counts = members.sum(axis=2)[..., np.newaxis]
    return np.asarray(((members @ whitened) ** 2 / counts).sum(axis=(1, 2)))


@cache
def _unseen() -> NDArray[np.int64]:
    """UNSEEN pairs of labellings of the training rows, drawn the same each time."""
    random = np.random.default_rng(0)
    return np.array([[labels["y"] for labels in other_labels.drawn(random)] for _ in range(UNSEEN)])
