"""The inputs of the probe of `capstone`: the two bases, and images to label.

Trusted side only, without TensorFlow. A fine-tuning is dear, so each base has one, and the cases
of a base ask the same model about different images: visible ones about validation rows, which
students have, hidden ones about rows that are in no file of theirs. Labels stay here.
"""

from collections.abc import Iterator

import numpy as np

from graders.arrays import encoded
from graders.judge import digits
from graders.recording import Case

BASES = {False: "the plain base", True: "the base with BatchNormalization"}


def cases(seed: int) -> Iterator[Case]:
    """Every case of the assignment; the images of the hidden ones depend on `seed`."""
    yield from _cases("validation", np.random.default_rng(0))
    yield Case("statistics", {"batch_norm": True}, _called(batch_norm=True))
    if digits.has_test_rows():
        yield from _cases("test", np.random.default_rng(seed))


def _cases(which: digits.Set, random: np.random.Generator) -> Iterator[Case]:
    images = encoded(digits.drawn(which, random))
    for batch_norm in BASES:
        inputs = {"batch_norm": batch_norm, "images": images, "which": which}
        yield Case("fine_tune", inputs, _called(batch_norm), visible=which == "validation")


def _called(batch_norm: bool) -> str:
    return f"fine_tune(base, x, y, x_val, y_val) with {BASES[batch_norm]}"
