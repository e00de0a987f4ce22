"""How well the layers of a base tell labels apart, and whether training it did more than chance.

Trusted side, NumPy only. It needs the weights of the base alone, so no model can answer in its
place, and it asks of every layer, because a model may read any of them. Where the numbers come
from stands in docs/decisions/0015.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from graders.judge import movement
from graders.judge.accuracy import CLASSES
from graders.judge.digits import Images, Labels, training_rows
from graders.judge.forward import Weights, layer_outputs, shipped

RIDGES = (0.1, 0.01)
"""Two strengths of ridge regression, as shares of the outputs' mean square."""
DRAWS = 40
ROUNDING = 1e-9
"""What differs by less among the draws does not depend on the kernels that moved."""

Numbers = NDArray[np.float64]


def gain_over_chance(weights: Weights) -> float:
    """By how much the base tells the target's training images apart better than by chance.

    Nine numbers say how well (`numbers_of`). They are compared with those of DRAWS bases whose
    kernels moved as far as these from the nearest multiples of the shipped ones, in random
    directions. What comes back is the largest of the nine differences, each in standard deviations
    of the draws: 0 where no kernel moved, NaN where a weight is not finite.
    """
    if not all(np.isfinite(array).all() for array in weights.values()):
        return float("nan")
    return _gain(tuple((name, weights[name].tobytes()) for name in sorted(weights)))


@lru_cache(maxsize=8)
def _gain(values: tuple[tuple[str, bytes], ...]) -> float:
    """Several checks ask about the same weights."""
    before = shipped(any(name == "bn1/gamma" for name, _ in values))
    weights = {n: np.frombuffer(value, np.float32).reshape(before[n].shape) for n, value in values}
    moved = movement.moved(before, weights)
    if not moved:
        return 0.0
    images, labels = training_rows()
    with np.errstate(all="ignore"):  # Weights that have blown up are an answer, not a fault.
        seen = numbers_of(weights, images, labels)
        others = _moved_at_random(before, weights, moved)
        chance = np.array([numbers_of(other, images, labels) for other in others])
        spread = chance.std(axis=0, ddof=1)
        gains = np.where(spread > ROUNDING, (seen - chance.mean(axis=0)) / spread, 0.0)
    return float(gains.max())


def numbers_of(weights: Weights, images: Images, labels: Labels) -> Numbers:
    """For each of the three layers: its share between labels, and how well it is read twice.

    (9,), each from 0 to 1, larger where the outputs tell the labels apart better.
    """
    numbers = []
    for outputs in layer_outputs(weights, images):
        centred = outputs.astype(np.float64) - outputs.mean(axis=0)
        numbers += [_between(centred, labels), *(_read(centred, labels))]
    return np.array(numbers)


def _between(centred: Numbers, labels: Labels) -> float:
    """The share of the variance of `centred` (n, d) that lies between the labels' means."""
    means = (centred[labels == label] for label in range(CLASSES))
    between = sum(len(rows) * float(np.sum(rows.mean(axis=0) ** 2)) for rows in means)
    return _share(between, float(np.sum(centred**2)))


def _read(centred: Numbers, labels: Labels) -> Iterator[float]:
    """The share of the labels' variance that a ridge regression on `centred` (n, d) explains.

    With K = X X' / n, its residuals are r (K + r I)^-1 Y, where r is the ridge: Hoerl and Kennard,
    "Ridge regression", 1970, in its dual form.
    """
    wanted = np.eye(CLASSES)[labels]
    wanted -= wanted.mean(axis=0)
    products = centred @ centred.T / len(centred)
    size = float(np.trace(products)) or 1.0
    for ridge in RIDGES:
        damped = products + ridge * size * np.eye(len(centred))
        residuals = ridge * size * np.linalg.solve(damped, wanted)
        yield 1 - _share(float(np.sum(residuals**2)), float(np.sum(wanted**2)))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _moved_at_random(before: Weights, weights: Weights, moved: set[str]) -> Iterator[Weights]:
    """`weights` with the kernels that moved as far from their multiples, in other directions."""
    old, new = movement.kernels(before), movement.kernels(weights)
    multiples = movement.nearest_multiples(old, new)
    random = np.random.default_rng(0)
    for _ in range(DRAWS):
        others = {
            name: multiples[name] + _as_far(random, old[name], new[name] - multiples[name])
            for name in sorted(moved)
        }
        yield {**weights, **{name: kernel.astype(np.float32) for name, kernel in others.items()}}


def _as_far(random: np.random.Generator, start: Numbers, change: Numbers) -> Numbers:
    """A random change of the same size that is square to `start`, as `change` is."""
    direction = random.normal(size=start.shape)
    direction -= np.sum(direction * start) / np.sum(start**2) * start
    return np.asarray(np.linalg.norm(change) / np.linalg.norm(direction) * direction)
