"""Training of one model many times over: a loop traced once, from given weights, data and order.

The same updates as `fit` makes (Keras optimizer, mean cross-entropy of the batch), without its
overhead and without retracing. A seed decides the order of the rows and nothing else does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = list[NDArray[np.float32]]


@dataclass(frozen=True)
class Part:
    """Variables that are updated together, and the Keras optimizer that updates them."""

    variables: list[Any]
    optimizer: Any


class Trainer:
    """A compiled training loop of one model on one set of rows, to be run again and again.

    `model` maps images to logits. `statistics` says whether BatchNormalization learns its
    statistics (pretraining) or keeps them.
    """

    def __init__(
        self,
        model: Any,
        parts: Sequence[Part],
        rows: tuple[NDArray[np.float32], NDArray[np.int64]],
        statistics: bool = False,
    ) -> None:

        self.model, self._parts, self._rows = model, parts, len(rows[0])
        for part in parts:
            part.optimizer.build(part.variables)
        self._run = _loop(model, parts, rows, statistics)
        self._fresh = [_arrays(part.optimizer.variables) for part in parts]

    def start(self, weights: Weights) -> None:
        """Set the model's weights, and the optimizers as new."""
        self.model.set_weights(weights)
        for part, fresh in zip(self._parts, self._fresh, strict=True):
            for variable, value in zip(part.optimizer.variables, fresh, strict=True):
                variable.assign(value)

    def train(self, rates: Sequence[Sequence[float]], batch: int, seed: int) -> NDArray[np.float32]:
        """Train one step for each entry of `rates`, which holds one rate for each part.

        Each epoch takes the rows in a new order; its last partial batch counts. Returns each
        batch's loss before its update.
        """
        steps = np.asarray(rates, np.float32).reshape(-1, len(self._parts))
        losses: list[NDArray[np.float32]] = []
        generator = np.random.default_rng(seed)
        done = 0
        while done < len(steps):
            order = generator.permutation(self._rows).astype(np.int32)
            full = self._rows // batch * batch
            for rows in (order[:full].reshape(-1, batch), order[full:].reshape(1, -1)):
                rows = rows[: len(steps) - done]
                if rows.size:
                    losses.append(np.array(self._run(rows, steps[done : done + len(rows)])))
                    done += len(rows)
        return np.concatenate(losses)

    def weights(self) -> Weights:
        """The model's weights, as arrays of their own."""
        return _arrays(self.model.weights)


def _loop(model: Any, parts: Sequence[Part], rows: Any, statistics: bool) -> Callable[..., Any]:
    import keras
    import tensorflow as tf

    loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    x, y = (tf.constant(array) for array in rows)
    variables = [variable.value for part in parts for variable in part.variables]

    def update(order: Any, rates: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = loss_of(tf.gather(y, order), model(tf.gather(x, order), training=statistics))
        gradients = tape.gradient(loss, variables)
        for place, part in enumerate(parts):
            part.optimizer.learning_rate.assign(rates[place])
            count = len(part.variables)
            part.optimizer.apply(gradients[:count], part.variables)
            gradients = gradients[count:]
        return loss

    @tf.function(  # type: ignore[untyped-decorator]
        autograph=False,
        input_signature=[
            tf.TensorSpec((None, None), tf.int32),
            tf.TensorSpec((None, len(parts)), tf.float32),
        ],
    )
    def run(orders: Any, rates: Any) -> Any:
        return tf.map_fn(
            lambda step: update(*step),
            (orders, rates),
            fn_output_signature=tf.float32,
            parallel_iterations=1,
        )

    return run  # type: ignore[no-any-return]


def _arrays(variables: Sequence[Any]) -> Weights:
    return [np.array(variable.numpy()) for variable in variables]
