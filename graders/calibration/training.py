"""Training of one model many times over: a loop traced once, from given weights, data and order.

The same updates as `fit` makes (Keras optimizer, mean cross-entropy of the batch), without its
overhead and without retracing. A seed decides the order of the rows and nothing else does.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = list[NDArray[np.float32]]


class Trainer:
    """A compiled training step of one model and one optimizer, to be run again and again.

    `model` maps images to logits; `trainable` are the variables to update. `statistics` says
    whether BatchNormalization learns its statistics (pretraining) or keeps them.
    """

    def __init__(
        self, model: Any, optimizer: Any, trainable: list[Any], statistics: bool = False
    ) -> None:
        import keras
        import tensorflow as tf

        self.model, self.optimizer = model, optimizer
        optimizer.build(trainable)
        loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

        @tf.function(autograph=False, reduce_retracing=True)  # type: ignore[untyped-decorator]
        def step(x: Any, y: Any) -> Any:
            with tf.GradientTape() as tape:
                loss = loss_of(y, model(x, training=statistics))
            gradients = tape.gradient(loss, [variable.value for variable in trainable])
            optimizer.apply(gradients, trainable)
            return loss

        self._step: Callable[[Any, Any], Any] = step
        self.logits: Callable[[Any], Any] = tf.function(
            lambda x: model(x, training=False), autograph=False, reduce_retracing=True
        )
        self._fresh = [np.array(variable.numpy()) for variable in optimizer.variables]

    def start(self, weights: Weights, learning_rate: float) -> None:
        """Set the model's weights, and the optimizer as new with this rate."""
        self.model.set_weights(weights)
        for variable, value in zip(self.optimizer.variables, self._fresh, strict=True):
            variable.assign(value)
        self.optimizer.learning_rate = learning_rate

    def train(
        self, x: NDArray[np.float32], y: NDArray[np.int64], epochs: int, batch: int, seed: int
    ) -> list[float]:
        """Train; the last partial batch counts. Returns each batch's loss before its update."""
        losses = []
        generator = np.random.default_rng(seed)
        for _ in range(epochs):
            order = generator.permutation(len(x))
            for start in range(0, len(x), batch):
                rows = order[start : start + batch]
                losses.append(self._step(x[rows], y[rows]))
        return [float(loss) for loss in losses]

    def weights(self) -> Weights:
        """The model's weights, as arrays of their own."""
        return [np.array(variable.numpy()) for variable in self.model.weights]
