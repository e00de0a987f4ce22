"""The judge's own forward pass of the shipped bases, over weights that came back from a child.

NumPy only. It computes what Keras computes in inference mode, to 1e-5, and believes nothing: the
names, shapes and types of the weights are those of the shipped file, or Unusable is raised.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.course import GRADERS

EPSILON = 1e-3
"""What Keras's BatchNormalization adds to the variance."""

Array = NDArray[np.float32]
Weights = Mapping[str, Array]


class Unusable(AssertionError):
    """What a submission returned is not of the form that is judged: its check fails."""


HEAD = ("source_head/kernel", "source_head/bias")


@cache
def shipped(batch_norm: bool, narrow: bool = False) -> Weights:
    """The weights that the base and its source head started from, by name; read-only."""
    name = "cnn" + "_bn" * batch_norm + "_narrow" * narrow
    path = GRADERS / "lab" / f"{name}.npz"
    with np.load(path) as arrays:
        return {name: _frozen(arrays[name]) for name in arrays.files}


def _frozen(array: Array) -> Array:
    array.flags.writeable = False
    return array


def shipped_like(weights: Weights) -> Weights:
    """The shipped weights of the base that has the names of `weights`."""
    return shipped("bn1/gamma" in weights, "narrow/kernel" in weights)


def base_weights(value: Any, batch_norm: bool, narrow: bool = False) -> Weights:
    """`value` as the weights of a base: exactly the shipped names, each of its shape and type.

    Raises Unusable otherwise. Numbers that are not finite stay: a check tells about them.
    """
    start = shipped(batch_norm, narrow)
    wanted = {name: array for name, array in start.items() if name not in HEAD}
    if not isinstance(value, Mapping) or set(value) != set(wanted):
        raise Unusable(f"the weights of a base are {sorted(wanted)}")
    weights: dict[str, Array] = {}
    for name, array in wanted.items():
        seen = value[name]
        if not isinstance(seen, np.ndarray) or seen.dtype != array.dtype:
            raise Unusable(f"{name} is not an array of {array.dtype}")
        if seen.shape != array.shape:
            raise Unusable(f"{name} has shape {seen.shape}, not {array.shape}")
        weights[name] = seen
    return weights


def features(weights: Weights, images: Array) -> Array:
    """Features (n, 32) or (n, 12) of images (n, 8, 8, 1); which base it is, the names tell."""
    x = images
    for number, stride in ((1, 1), (2, 2)):
        x = _convolved(x, weights[f"conv{number}/kernel"], stride)
        x = x + weights[f"conv{number}/bias"] if f"conv{number}/bias" in weights else x
        x = _normalised(x, weights, f"bn{number}") if f"bn{number}/gamma" in weights else x
        x = np.maximum(x, 0)
    x = x.reshape(len(x), -1)
    if "narrow/kernel" in weights:
        narrow: Array = np.tanh(x @ weights["narrow/kernel"] + weights["narrow/bias"])
        return narrow
    feat: Array = x @ weights["feat/kernel"] + weights["feat/bias"]
    return np.maximum(feat, 0)


def source_logits(weights: Weights, images: Array) -> Array:
    """Logits (n, 5) for the digits 0 to 4: the base of `weights` under its original source head."""
    kernel, bias = (shipped_like(weights)[name] for name in HEAD)
    logits: Array = features(weights, images) @ kernel + bias
    return logits


def _convolved(x: Array, kernel: Array, stride: int) -> Array:
    """Padding "same" of an even size: one row on both sides, or at stride 2 at the end only."""
    before = 1 if stride == 1 else 0
    sides = (before, 1)
    padded = np.pad(x, ((0, 0), sides, sides, (0, 0)))
    size = x.shape[1] // stride
    reach = stride * (size - 1) + 1
    out = np.zeros((len(x), size, size, kernel.shape[-1]), np.float32)
    for row in range(kernel.shape[0]):
        for column in range(kernel.shape[1]):
            window = padded[:, row : row + reach : stride, column : column + reach : stride]
            out += window @ kernel[row, column]
    return out


def _normalised(x: Array, weights: Weights, name: str) -> Array:
    """BatchNormalization in inference mode: with the moving statistics."""
    mean, variance = weights[f"{name}/moving_mean"], weights[f"{name}/moving_variance"]
    scale = weights[f"{name}/gamma"] / np.sqrt(variance + np.float32(EPSILON))
    normalised: Array = (x - mean) * scale + weights[f"{name}/beta"]
    return normalised
