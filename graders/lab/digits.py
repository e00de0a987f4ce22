"""The digits task: a source that the base was trained on, a target to fine-tune on.

It reads the shipped rows and knows nothing else: the rows that submissions are tested on are in
no file of this package. Source and licence of the images: DIGITS.txt, beside digits.npz.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_name("digits.npz")
PARTS = ("source", "target", "validation")

Images = NDArray[np.float32]
Labels = NDArray[np.int64]


class DigitsSplit(NamedTuple):
    """Images (n, 8, 8, 1) float32 from 0 to 1, labels (n,) int64 from 0 to 4.

    `source`: 600 rows of the digits 0 to 4, which the base was trained on. `target`: 240 rows of
    the digits 5 to 9, labelled 0 to 4, to fine-tune on. `validation`: 360 more target rows, for
    choosing a rate and for stopping.
    """

    source_x: Images
    source_y: Labels
    target_x: Images
    target_y: Labels
    validation_x: Images
    validation_y: Labels


def load_digits_split() -> DigitsSplit:
    """The shipped rows, as new arrays at each call.

    >>> split = load_digits_split()
    >>> split.target_x.shape, split.target_y[:4]
    ((240, 8, 8, 1), array([3, 0, 3, 1]))
    """
    with np.load(FILE) as arrays:
        pixels = [arrays[f"{name}_x"] for name in PARTS]
        digits = [arrays[f"{name}_y"] for name in PARTS]
    (source_x, target_x, validation_x) = map(scaled, pixels)
    (source_y, target_y, validation_y) = (labels.astype(np.int64) for labels in digits)
    return DigitsSplit(source_x, source_y, target_x, target_y, validation_x, validation_y)


def scaled(pixels: NDArray[np.uint8]) -> Images:
    """Pixels (n, 8, 8), 0 to 16, as images (n, 8, 8, 1) from 0 to 1."""
    return (pixels[..., np.newaxis] / 16).astype(np.float32)
