"""Accuracies and losses that the judge computes itself, from weights and logits that came back.

NaN and infinite numbers count as wrong answers, never as right ones.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.judge.digits import Labels, Set, labels_of, source_rows, target_rows, training_rows
from graders.judge.forward import Unusable, Weights, features, shipped_like, source_logits

CLASSES = 5
NOISE = 0.3
"""Features of a narrow base lie between -1 and 1; a difference below this is hardly one."""
DRAWS = 10


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


def class_means_accuracy(weights: Weights, labels: tuple[Labels, Labels] | None = None) -> float:
    """How well the features of a base tell the target labels apart, whatever head comes after.

    The nearest mean of the training images' features names the label of each of the 296 known
    target images, whose features got normal numbers of standard deviation NOISE first: what differs
    by less is not told apart. The mean share over DRAWS draws, the same ones each time. `labels`
    are others than the digits, of the training rows (240,) and of the known ones (296,).
    """
    (known, digits), (images, others) = training_rows(), target_rows("validation")
    classes, wanted = labels or (digits, others)
    random = np.random.default_rng(0)
    with np.errstate(all="ignore"):  # Weights that have blown up are an answer, not a fault.
        seen = features(weights, known)
        means = np.stack([seen[classes == label].mean(axis=0) for label in range(CLASSES)])
        seen = features(weights, images)
        return float(np.mean([_by_means(seen, means, wanted, random) for _ in range(DRAWS)]))


def _by_means(
    seen: NDArray[Any],
    means: NDArray[Any],
    labels: NDArray[np.int64],
    random: np.random.Generator,
) -> float:
    disturbed = seen + NOISE * random.normal(size=seen.shape)
    return accuracy(-np.linalg.norm(disturbed[:, np.newaxis] - means, axis=2), labels)


def source_accuracy(weights: Weights, which: Set) -> float:
    """The accuracy on the source task with the original source head put back on the base."""
    images, labels = source_rows(which)
    with np.errstate(all="ignore"):  # Weights that have blown up are an answer, not a fault.
        return accuracy(source_logits(weights, images), labels)


def source_drop(weights: Weights, which: Set) -> float:
    """How much of the source accuracy was lost: that of the shipped base minus this one's."""
    return source_accuracy(shipped_like(weights), which) - source_accuracy(weights, which)


def target_loss(logits: NDArray[Any]) -> float:
    """The mean cross-entropy of logits on the 240 target training rows, in their shipped order.

    NaN where a logit is not finite. Raises Unusable for logits of another shape.
    """
    _, labels = training_rows()
    _held_to_shape(logits, labels)
    with np.errstate(all="ignore"):
        shifted = logits.astype(np.float64) - logits.max(axis=1, keepdims=True)
        own = shifted[np.arange(len(labels)), labels]
        return float((np.log(np.exp(shifted).sum(axis=1)) - own).mean())


def _held_to_shape(logits: Any, labels: NDArray[np.int64]) -> None:
    wanted = (len(labels), CLASSES)
    if not isinstance(logits, np.ndarray) or logits.shape != wanted:
        raise Unusable(f"logits of shape {getattr(logits, 'shape', None)}, not {wanted}")
