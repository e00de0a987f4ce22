"""How far the kernels of a base moved from those it came with: NumPy only, trusted side.

A kernel that is multiplied by a number as a whole has not moved: what counts is the distance to the
nearest multiple of what it was.
"""

import numpy as np
from numpy.typing import NDArray

from graders.judge.forward import Weights

STILL = 1e-4
"""A kernel that moved by less than this share of its size counts as one that did not move."""

Kernels = dict[str, NDArray[np.float64]]


def kernels(weights: Weights) -> Kernels:
    """The kernels among `weights`, by name, in double precision."""
    return {name: w.astype(np.float64) for name, w in weights.items() if name.endswith("/kernel")}


def nearest_multiples(before: Kernels, after: Kernels) -> Kernels:
    """For each kernel of `after` that multiple of its start that is nearest to it, as a whole."""
    return {
        name: np.sum(kernel * before[name]) / np.sum(before[name] ** 2) * before[name]
        for name, kernel in after.items()
    }


def moved(before: Weights, after: Weights) -> set[str]:
    """The names of the kernels that are not multiples of what they were."""
    old, new = kernels(before), kernels(after)
    multiples = nearest_multiples(old, new)
    return {
        name
        for name, kernel in new.items()
        if np.linalg.norm(kernel - multiples[name]) >= STILL * np.linalg.norm(old[name])
    }


def relative_change(before: Weights, after: Weights) -> float:
    """The norm of the change of all kernels together / their norm at the start."""
    old, new = kernels(before), kernels(after)
    with np.errstate(all="ignore"):  # Weights that have blown up are an answer, not a fault.
        multiples = nearest_multiples(old, new)
        change = sum(float(np.sum((new[name] - multiples[name]) ** 2)) for name in new)
    return float(np.sqrt(change / sum(float(np.sum(old[name] ** 2)) for name in new)))
