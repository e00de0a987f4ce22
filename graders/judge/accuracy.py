"""Accuracies and losses that the judge computes itself, from weights and logits that came back.

NaN and infinite numbers count as wrong answers, never as right ones.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.judge.digits import SHIPPED, Set, labels_of, source_rows
from graders.judge.forward import Unusable, Weights, shipped, source_logits

CLASSES = 5


def accuracy(logits: NDArray[Any], labels: NDArray[np.int64]) -> float:
    """The share of rows whose largest logit is at the label; a row that is not finite is wrong.

    `logits` (n, 5), `labels` (n,). Raises Unusable for logits of another shape or kind.
    """
    _held_to_shape(logits, labels)
    right = (logits.argmax(axis=1) == labels) & np.isfinite(logits).all(axis=1)
    return float(right.mean())


def target_accuracy(logits: NDArray[Any], images: NDArray[np.float32], which: Set) -> float:
    """The accuracy of a submission's logits on the images that `digits.drawn` made for it."""
    return accuracy(logits, labels_of(which, images))


def rise(before: NDArray[Any], after: NDArray[Any], labels: NDArray[np.int64]) -> float:
    """How much logits rose at the right labels, from -1 to 1: a correlation.

    Between `after - before` (n, 5), each row without its mean, and the right labels as 0 and 1. It
    is 0 where nothing changed; raises Unusable for logits of another shape.
    """
    _held_to_shape(before, labels)
    _held_to_shape(after, labels)
    with np.errstate(all="ignore"):  # Infinite logits give NaN, which is enough for no check.
        change = after.astype(np.float64) - before
        change -= change.mean(axis=1, keepdims=True)
        wanted = np.eye(CLASSES)[labels] - 1 / CLASSES
        size = float(np.sqrt(np.sum(change**2) * np.sum(wanted**2)))
        return float(np.sum(change * wanted)) / size if size else 0.0


def source_accuracy(weights: Weights, which: Set) -> float:
    """The accuracy on the source task with the original source head put back on the base."""
    images, labels = source_rows(which)
    with np.errstate(all="ignore"):  # Weights that have blown up are an answer, not a fault.
        return accuracy(source_logits(weights, images), labels)


def source_drop(weights: Weights, which: Set) -> float:
    """How much of the source accuracy was lost: that of the shipped base minus this one's."""
    return source_accuracy(shipped("bn1/gamma" in weights), which) - source_accuracy(weights, which)


def target_loss(logits: NDArray[Any]) -> float:
    """The mean cross-entropy of logits on the 240 target training rows, in their shipped order.

    NaN where a logit is not finite. Raises Unusable for logits of another shape.
    """
    with np.load(SHIPPED) as arrays:
        labels = arrays["target_y"].astype(np.int64)
    _held_to_shape(logits, labels)
    with np.errstate(all="ignore"):
        shifted = logits.astype(np.float64) - logits.max(axis=1, keepdims=True)
        own = shifted[np.arange(len(labels)), labels]
        return float((np.log(np.exp(shifted).sum(axis=1)) - own).mean())


def _held_to_shape(logits: Any, labels: NDArray[np.int64]) -> None:
    wanted = (len(labels), CLASSES)
    if not isinstance(logits, np.ndarray) or logits.shape != wanted:
        raise Unusable(f"logits of shape {getattr(logits, 'shape', None)}, not {wanted}")
