"""Makes the files of the digits task from scikit-learn's copy of the images.

`python -m graders.authoring.digits` writes both. Rows that submissions are tested on go to the
judge's folder only, which neither a student nor the process that runs student code can read.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graders.course import GRADERS

SHIPPED = GRADERS / "lab" / "digits.npz"
HELD_BACK = GRADERS / "judge" / "held_back" / "digits.npz"

SEED = 0
SOURCE_TRAINING = 600
TARGET_TRAINING = 240
TARGET_TEST_FROM = 600

Rows = dict[str, NDArray[np.uint8]]


def split() -> tuple[Rows, Rows]:
    """The shipped and the held-back rows: images (n, 8, 8), 0 to 16, and labels 0 to 4.

    Source are the digits 0 to 4 (901 rows), target 5 to 9 (896); one generator of seed 0 shuffles
    the source first, then the target.
    """
    from sklearn.datasets import load_digits

    digits = load_digits()
    images, labels = digits.images.astype(np.uint8), digits.target.astype(np.uint8)
    generator = np.random.default_rng(SEED)
    source = generator.permutation(np.flatnonzero(labels < 5))
    target = generator.permutation(np.flatnonzero(labels >= 5))
    parts = {
        "source": source[:SOURCE_TRAINING],
        "target": target[:TARGET_TRAINING],
        "validation": target[TARGET_TRAINING:TARGET_TEST_FROM],
    }
    held_back = {"source": source[SOURCE_TRAINING:], "target": target[TARGET_TEST_FROM:]}
    return _rows(images, labels, parts), _rows(images, labels, held_back)


def _rows(
    images: NDArray[np.uint8], labels: NDArray[np.uint8], parts: dict[str, NDArray[np.int64]]
) -> Rows:
    rows = {}
    for name, places in parts.items():
        rows[f"{name}_x"] = images[places]
        rows[f"{name}_y"] = labels[places] % 5
    return rows


def write(path: Path, rows: Rows) -> None:
    """Write one file of arrays."""
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(path, **rows)  # type: ignore[arg-type]


if __name__ == "__main__":
    for path, rows in zip((SHIPPED, HELD_BACK), split(), strict=True):
        write(path, rows)
        print(f"{path}: {', '.join(f'{name} {len(array)}' for name, array in rows.items())}")
