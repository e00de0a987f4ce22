"""A base under a target head, and what it knows: losses and accuracies on all rows at once.

It measures and trains nothing. `known` rows are those that students have too.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from graders.calibration.training import Weights
from graders.judge.accuracy import accuracy, class_means_accuracy, target_loss
from graders.judge.digits import drawn, labels_of, source_rows, target_rows
from graders.lab.digits import load_digits_split
from graders.lab.pretrained import arrays_of, build, named_variables

DRAWN = drawn("test", np.random.default_rng(0))
"""One draw of the images that a submission gets, to measure how much the changes matter."""


@dataclass(frozen=True)
class Seen:
    """Target training loss, and accuracies on held-back, known and slightly changed rows."""

    loss: float
    source: float
    source_known: float
    target: float
    target_known: float
    target_drawn: float


class Network:
    """One base and one target head, with a traced pass over all rows of the digits task."""

    def __init__(self, batch_norm: bool, narrow: bool) -> None:
        import keras
        import tensorflow as tf

        self.base, self.head = build(batch_norm, narrow)
        self._narrow = narrow
        self.model = keras.Model(self.base.input, self.head(self.base.output))
        parts = {
            "source": source_rows("test"),
            "source_known": source_rows("validation"),
            "target": target_rows("test"),
            "target_known": target_rows("validation"),
            "target_drawn": (DRAWN, labels_of("test", DRAWN)),
            "training": (load_digits_split().target_x, load_digits_split().target_y),
        }
        self._labels = {name: labels for name, (_, labels) in parts.items()}
        self._cuts = np.cumsum([len(labels) for labels in self._labels.values()])[:-1]
        images = tf.constant(np.concatenate([images for images, _ in parts.values()]))
        self._features = tf.function(lambda: self.base(images, training=False), autograph=False)

    def trained(self) -> list[Any]:
        """Kernels and biases of the base: BatchNormalization stays frozen whole."""
        return [v for v in self.base.trainable_variables if v.name in ("kernel", "bias")]

    def seen(self, source_head: Weights) -> Seen:
        """What the weights of this moment know, the source under `source_head`."""
        features = dict(
            zip(self._labels, np.split(self._features().numpy(), self._cuts), strict=True)
        )
        kernel, bias = self.head.get_weights()
        heads = {"source": source_head, "source_known": source_head}
        logits = {}
        with np.errstate(all="ignore"):  # Some runs are meant to blow up.
            for name, values in features.items():
                matrix, offset = heads.get(name, [kernel, bias])
                logits[name] = values @ matrix + offset
            loss = target_loss(logits.pop("training"))
        known = {name: accuracy(values, self._labels[name]) for name, values in logits.items()}
        return Seen(loss, **known)

    def features_know(self) -> float:
        """What the features of a narrow base know of the target task; NaN for another base."""
        if not self._narrow:
            return math.nan
        return class_means_accuracy(arrays_of(named_variables(self.base)))

    def without_base(self) -> float:
        """The target accuracy with every kernel of the base set to zero; the weights stay so."""
        for variable in self.base.weights:
            if variable.name == "kernel":
                variable.assign(np.zeros(variable.shape))
        return self.seen(self.head.get_weights()).target
