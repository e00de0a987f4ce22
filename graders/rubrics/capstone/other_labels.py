"""Other labels for the target images, to see whether a training follows the labels it is given.

Trusted side, NumPy only. Each digit is cut in two by where its ink lies, and each label is half of
one digit and half of another: nearly as learnable as the digits, and nothing like them.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.judge.accuracy import CLASSES
from graders.judge.digits import Images, Labels, target_rows, training_rows


def drawn(random: np.random.Generator) -> dict[str, list[int]]:
    """The inputs `labels` for the 240 training rows and `validation_labels` for 296 others."""
    order, turned = random.permutation(CLASSES), random.integers(2, size=CLASSES)
    place = np.argsort(order)
    rows = {"labels": training_rows(), "validation_labels": target_rows("validation")}
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
