"""Sets variables to zero for a while: what a model still does then, it does without them.

It changes nothing for good and judges nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np


@contextmanager
def zeroed(variables: Sequence[Any]) -> Iterator[None]:
    """Every element of the Keras `variables` is 0 inside, and what it was before afterwards."""
    values = [np.array(variable.numpy()) for variable in variables]
    for variable, value in zip(variables, values, strict=True):
        variable.assign(np.zeros_like(value))
    try:
        yield
    finally:
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
