"""The inputs of the probe of `capstone`: the two bases, and images to label.

Trusted side only, without TensorFlow. A fine-tuning is dear, so each base has three, one with the
digits and two with other labels. The cases of a base ask the same models about different images:
visible ones about validation rows, which students have, hidden ones about rows that are in no file
of theirs. Labels of images to be answered stay here.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from graders.arrays import encoded
from graders.judge import digits
from graders.recording import Case
from graders.rubrics.capstone import other_labels

BASES = {False: "the plain base", True: "the base with BatchNormalization"}


def cases(seed: int) -> Iterator[Case]:
    """Every case of the assignment; other labels, and hidden images, depend on `seed`."""
    others = other_labels.drawn(np.random.default_rng([seed, 1]))
    yield from _cases("validation", np.random.default_rng(0), others)
    yield Case("statistics", {"batch_norm": True, "labellings": others}, _called(batch_norm=True))
    if digits.has_test_rows():
        yield from _cases("test", np.random.default_rng(seed), others)


def _cases(which: digits.Set, random: np.random.Generator, others: Any) -> Iterator[Case]:
    images = encoded(digits.drawn(which, random))
    for batch_norm in BASES:
        inputs = {"batch_norm": batch_norm, "images": images, "which": which, "labellings": others}
        yield Case("fine_tune", inputs, _called(batch_norm), visible=which == "validation")


def _called(batch_norm: bool) -> str:
    return f"fine_tune(base, x, y, x_val, y_val) with {BASES[batch_norm]}"
