"""What a recorded fine-tuning came to, in numbers that checks compare: NumPy only, trusted side.

The judge's own computations over weights and logits that came back; nothing here decides.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.judge import movement, separation
from graders.judge.accuracy import source_drop, target_accuracy
from graders.judge.forward import Weights, base_weights, shipped
from graders.judge.zones import BETTER_THAN_CHANCE, EARLY_LAYERS_BETTER

STATISTICS = ("moving_mean", "moving_variance")
CLASSES = 5


def weights_of(case: SimpleNamespace) -> Weights:
    """The base's weights after the call; raises Unusable for anything of another form."""
    return base_weights(case.weights, case.batch_norm)


def target(case: SimpleNamespace) -> float:
    """The share of the case's target images that the model labels right."""
    return target_accuracy(case.logits, case.images, case.which)


def target_without_base(case: SimpleNamespace) -> float:
    """The same while every kernel of the base is 0."""
    return target_accuracy(case.without_base, case.images, case.which)


def forgotten(case: SimpleNamespace) -> float:
    """How much source accuracy the base lost, with its original source head."""
    return source_drop(weights_of(case), case.which)


def relative_change(case: SimpleNamespace) -> float:
    """How far all kernels together moved from the nearest multiples of what they were."""
    return movement.relative_change(shipped(case.batch_norm), weights_of(case))


def gain_over_chance(case: SimpleNamespace) -> float:
    """How much better its layers tell the target's labels apart than after random changes."""
    return separation.gain_over_chance(weights_of(case))


def gain_asked(case: SimpleNamespace) -> float:
    """How much better they have to."""
    moved = movement.moved(shipped(case.batch_norm), weights_of(case))
    return BETTER_THAN_CHANCE if "feat/kernel" in moved else EARLY_LAYERS_BETTER


def statistics(weights: Weights) -> dict[str, Any]:
    """The moving statistics among the weights of a base."""
    return {name: array for name, array in weights.items() if name.endswith(STATISTICS)}


def not_finite(case: SimpleNamespace) -> list[str]:
    """The weights, of the base or of the model, that hold NaN or an infinite number."""
    base = [name for name, array in weights_of(case).items() if not np.isfinite(array).all()]
    return base or [str(name) for name in case.not_finite]
