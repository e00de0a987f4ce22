"""Gives variables other values for a while: what a model does then, shows what it needs of them.

It changes nothing for good and judges nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np


@contextmanager
def replaced(variables: Sequence[Any], others: Sequence[Any]) -> Iterator[None]:
    """The Keras `variables` hold `others` inside, and what they held before afterwards."""
    values = [np.array(variable.numpy()) for variable in variables]
    _assign(variables, others)
    try:
        yield
    finally:
        _assign(variables, values)


def zeros(variables: Sequence[Any]) -> list[Any]:
    """As many zeros as each variable has elements."""
    return [np.zeros(variable.shape, np.float32) for variable in variables]


def mixtures(variables: Sequence[Any], share: float, seed: int) -> list[Any]:
    """Each variable with a `share` of random numbers in it, about as large as it was before.

    sqrt(1 - share ** 2) of it and `share` of normal numbers of its own root mean square: 0 leaves
    it as it is, 1 leaves nothing of it.
    """
    random = np.random.default_rng(seed)
    kept = np.sqrt(1 - share**2)
    values = [np.array(variable.numpy(), np.float64) for variable in variables]
    return [
        kept * value + share * np.sqrt(np.mean(value**2)) * random.normal(size=value.shape)
        for value in values
    ]


def _assign(variables: Sequence[Any], values: Sequence[Any]) -> None:
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
