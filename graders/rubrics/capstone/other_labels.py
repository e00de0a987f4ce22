"""Other labels for the target images, to see whether a training follows the labels it is given.

Trusted side, NumPy only. Each digit is cut in two by where its ink lies, and each label is half of
one digit and half of another: nearly as learnable as the digits, and nothing like them.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.judge.accuracy import CLASSES
from graders.judge.digits import Images, Labels, target_rows, training_rows

EVERY_SECOND = np.arange(0, 2 * CLASSES, 2) % CLASSES
"""Neighbours in a ring of five are none in the ring that takes every second."""


def drawn(random: np.random.Generator) -> list[dict[str, list[int]]]:
    """Two labellings, `y` for the 240 training rows and `y_val` for 296 others in each.

    No two digits that share a label in the first do so in the second.
    """
    ring = random.permutation(CLASSES)
    return [
        _labels(order, random.integers(2, size=CLASSES)) for order in (ring, ring[EVERY_SECOND])
    ]


def _labels(order: NDArray[np.int64], turned: NDArray[np.int64]) -> dict[str, list[int]]:
    """Digits in a ring: one half of each has the label of its place, the other that of the next."""
    place = np.argsort(order)
    rows = {"y": training_rows(), "y_val": target_rows("validation")}
    return {
        name: [
            int(label) for label in (place[digits] + (_half(x, digits) ^ turned[digits])) % CLASSES
        ]
        for name, (x, digits) in rows.items()
    }


def _half(images: Images, digits: Labels) -> NDArray[np.int64]:
    """1 for each image whose ink lies further to the right than that of most of its digit."""
    known, labels = training_rows()
    middle = np.array([np.median(_ink_at(known[labels == digit])) for digit in range(CLASSES)])
    return np.asarray(_ink_at(images) > middle[digits]).astype(np.int64)


def _ink_at(images: Images) -> NDArray[Any]:
    """The mean column of the ink of images (n, 8, 8, 1), from 0 to 7."""
    columns = images.astype(np.float64).sum(axis=(1, 3))
    return np.asarray(columns @ np.arange(columns.shape[1]) / columns.sum(axis=1))
