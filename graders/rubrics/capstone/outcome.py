"""What a recorded fine-tuning came to, in numbers that checks compare: NumPy only, trusted side.

The judge's own computations over weights and logits that came back; nothing here decides.
"""

import math
from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.judge.accuracy import class_means_accuracy, source_drop, target_accuracy
from graders.judge.forward import Weights, base_weights, shipped
from graders.rubrics.capstone.following import followed

STATISTICS = ("moving_mean", "moving_variance")
CLASSES = 5


def weights_of(case: SimpleNamespace) -> Weights:
    """The base's weights after the call; raises Unusable for anything of another form."""
    return base_weights(case.weights, case.batch_norm, narrow=True)


def target(case: SimpleNamespace) -> float:
    """The share of the case's target images that the model labels right."""
    return target_accuracy(case.logits, case.images, case.which)


def target_without_base(case: SimpleNamespace) -> float:
    """The same while every kernel of the base is 0."""
    return target_accuracy(case.without_base, case.images, case.which)


def known_by_features(case: SimpleNamespace) -> float:
    """The share of the known target images that class means of the base's features label right."""
    return class_means_accuracy(weights_of(case))


def follows(case: SimpleNamespace) -> float:
    """How much the features of the two bases with other labels follow these, beyond chance.

    NaN where these two are not there.
    """
    bases = _others(case)
    if len(bases) != len(case.labellings):
        return math.nan
    first, second = bases
    return followed(first, second, [labels["y"] for labels in case.labellings])


def forgotten_with_others(case: SimpleNamespace) -> list[float]:
    """How much source accuracy each base with other labels lost; none where they are not there."""
    return [source_drop(weights, case.which) for weights in _others(case)]


def _others(case: SimpleNamespace) -> list[Weights]:
    return [base_weights(weights, case.batch_norm, narrow=True) for weights in case.others]


def start(batch_norm: bool) -> Weights:
    """The weights that the base came with."""
    return shipped(batch_norm, narrow=True)


def forgotten(case: SimpleNamespace) -> float:
    """How much source accuracy the base lost, with its original source head."""
    return source_drop(weights_of(case), case.which)


def relative_change(case: SimpleNamespace) -> float:
    """How far all kernels of the base together moved: norm of the change / norm at the start.

    A kernel that is multiplied by a number as a whole has not moved: what counts is the distance
    to the nearest multiple of what it was.
    """
    after, before = weights_of(case), start(case.batch_norm)
    names = [name for name in after if name.endswith("/kernel")]
    with np.errstate(all="ignore"):  # Weights that have blown up are an answer, not a fault.
        moved = sum(_moved(after[name], before[name]) for name in names)
    return float(np.sqrt(moved / sum(float(np.sum(np.square(before[n]))) for n in names)))


def _moved(after: Any, before: Any) -> float:
    """The squared distance of a kernel from the nearest multiple of what it was."""
    after, before = (np.asarray(kernel, dtype=float) for kernel in (after, before))
    factor = np.sum(after * before) / np.sum(before**2)
    return float(np.sum((after - factor * before) ** 2))


def statistics(weights: Weights) -> dict[str, Any]:
    """The moving statistics among the weights of a base."""
    return {name: array for name, array in weights.items() if name.endswith(STATISTICS)}


def not_finite(case: SimpleNamespace) -> list[str]:
    """The weights, of the base or of the model, that hold NaN or an infinite number."""
    base = [name for name, array in weights_of(case).items() if not np.isfinite(array).all()]
    return base or [str(name) for name in case.not_finite]
