"""The rows of the digits task as the judge reads them, and the images it has a submission label.

Two sets: `validation` holds rows that students have too, for visible checks; `test` holds rows
that are in no file a student or a child can read, for hidden ones. Labels never leave this side:
a check finds them again by `labels_of` from the images that were sent.
"""

from functools import cache, lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graders.course import GRADERS

Set = Literal["validation", "test"]
Images = NDArray[np.float32]
Labels = NDArray[np.int64]

SHIPPED = GRADERS / "lab" / "digits.npz"
HELD_BACK = GRADERS / "judge" / "held_back" / "digits.npz"

VALIDATION_ROWS = 296
"""As many validation rows as there are test rows; the first ones."""

BRIGHTNESS = 0.05
NOISE = 0.02
"""How much a drawn image differs: a factor of 1 +- 5 %, and up to 0.02 on each pixel."""


def target_rows(which: Set) -> tuple[Images, Labels]:
    """296 images (8, 8, 1) from 0 to 1 of the digits 5 to 9, and their labels 0 to 4.

    Raises FileNotFoundError for `test` where the held-back file is absent, as it is at students'.
    """
    if which == "test":
        return _rows(str(HELD_BACK), "target")
    images, labels = _rows(str(SHIPPED), "validation")
    return images[:VALIDATION_ROWS], labels[:VALIDATION_ROWS]


def training_rows() -> tuple[Images, Labels]:
    """The 240 target images that students train on, and their labels 0 to 4."""
    return _rows(str(SHIPPED), "target")


def source_rows(which: Set) -> tuple[Images, Labels]:
    """Images of the digits 0 to 4: the 301 held back for `test`, else the 600 trained on."""
    return _rows(str(HELD_BACK if which == "test" else SHIPPED), "source")


def has_test_rows() -> bool:
    """Whether the held-back rows are here: they are not in what students get."""
    return HELD_BACK.is_file()


@cache
def _rows(path: str, name: str) -> tuple[Images, Labels]:
    with np.load(path) as arrays:
        images = (arrays[f"{name}_x"][..., np.newaxis] / 16).astype(np.float32)
        labels = arrays[f"{name}_y"].astype(np.int64)
    images.flags.writeable = labels.flags.writeable = False
    return images, labels


def drawn(which: Set, generator: np.random.Generator) -> Images:
    """The target rows in a new order, each a little brighter or darker and with a little noise."""
    images, _ = target_rows(which)
    order = generator.permutation(len(images))
    factors = generator.uniform(1 - BRIGHTNESS, 1 + BRIGHTNESS, (len(images), 1, 1, 1))
    noise = generator.uniform(-NOISE, NOISE, images.shape)
    return np.clip(images[order] * factors + noise, 0, None).astype(np.float32)


def labels_of(which: Set, images: Images) -> Labels:
    """The labels of images that `drawn` gave: those of the rows they were made from.

    Raises ValueError for an image that was made from none of them.
    """
    return _labels(which, np.asarray(images, np.float32).tobytes())


@lru_cache(maxsize=8)
def _labels(which: Set, drawn_images: bytes) -> Labels:
    """A check asks many times about the same few sets of images."""
    rows, labels = target_rows(which)
    images = np.frombuffer(drawn_images, np.float32).reshape(-1, *rows.shape[1:])
    distances = np.abs(rows[np.newaxis] - images[:, np.newaxis]).max(axis=(2, 3, 4))
    nearest = distances.argmin(axis=1)
    if distances[np.arange(len(images)), nearest].max() > BRIGHTNESS + NOISE + 1e-6:
        raise ValueError(f"an image that was not drawn from the {which} rows")
    found: Labels = labels[nearest]
    found.flags.writeable = False
    return found
