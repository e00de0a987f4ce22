"""Measures the learning rate that really moved a weight.

A model with one weight and a gradient of exactly 1: before each update the weight is set to 0,
so that afterwards it shows how far the update moved it. For SGD that displacement is the rate;
for Adam and AdamW too; under momentum and RMSprop it is decoded (curriculum fact 6).

TensorFlow is imported inside the functions, so that importing this module costs nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Measurement:
    """The first `steps` updates that `optimizer` makes of `weight`, still to be measured."""

    optimizer: Any
    weight: Any
    steps: int
    decode: Callable[[list[float]], list[float]]
    start: Sequence[tuple[Any, np.ndarray]]

    def begin_again(self) -> None:
        """Put the optimizer back where it was, after a measurement that failed on the way."""
        for variable, value in self.start:
            variable.assign(value)


def applied_rates(learning_rate: Any, steps: int) -> list[float]:
    """The rate of each of the first `steps` updates, as the weight shows it.

    `learning_rate` is what an optimizer accepts (a float or a schedule), or an optimizer: SGD
    (also with momentum), Adam, AdamW or RMSprop. The updates run in graph mode, as in `fit`.
    Accurate to 1e-3 relative for up to 200 steps. Raises ValueError for an optimizer whose rate
    cannot be read off the weight (Nesterov momentum, clipping, another class).
    """
    return measured([measurement(learning_rate, steps)])[0]


def measurement(learning_rate: Any, steps: int) -> Measurement:
    """What `applied_rates` would measure; raises as it does, and measures nothing yet."""
    import keras

    given = isinstance(learning_rate, keras.optimizers.Optimizer)
    optimizer = learning_rate if given else keras.optimizers.SGD(learning_rate)
    decode, weight = _decoder(optimizer), _weight_of(optimizer)
    start = [(variable, variable.numpy()) for variable in optimizer.variables]
    return Measurement(optimizer, weight, steps, decode, start)


def measured(measurements: Sequence[Measurement]) -> list[list[float]]:
    """The rates of each measurement, all of them traced together: a trace costs more than steps.

    An exception of one is an exception of all; then measure them one by one.
    """
    step = _traced([(each.optimizer, each.weight) for each in measurements])
    moves = np.array([step() for _ in range(max(each.steps for each in measurements))])
    return [
        each.decode(moves[: each.steps, place].tolist()) for place, each in enumerate(measurements)
    ]


def rates_in_fit(
    optimizer: Any,
    callbacks: Sequence[Any] = (),
    epochs: int = 1,
    steps_per_epoch: int = 3,
    initial_epoch: int = 0,
    model: Any = None,
) -> list[list[float]]:
    """The rate of each update of a real `fit`, one list an epoch.

    Give `model`, as `one_weight_model` returned it, to fit the same compiled model again; then
    `optimizer` may be None. `epochs` and `initial_epoch` mean what they mean to `fit`.
    """
    import keras

    model = model or one_weight_model(optimizer)
    decode = _decoder(model.optimizer)
    moves: list[list[float]] = []

    class Reader(keras.callbacks.Callback):  # type: ignore[misc]
        def on_epoch_begin(self, epoch: int, logs: object = None) -> None:
            moves.append([])

        def on_train_batch_end(self, batch: int, logs: object = None) -> None:
            moves[-1].append(-float(model.weight.numpy()[0]))

    model.fit(
        _ones(),
        epochs=epochs,
        steps_per_epoch=steps_per_epoch,
        initial_epoch=initial_epoch,
        callbacks=[*callbacks, Reader()],
        verbose=0,
    )
    flat = decode([move for epoch in moves for move in epoch])
    cuts = np.cumsum([len(epoch) for epoch in moves])[:-1]
    return [part.tolist() for part in np.split(np.array(flat), cuts)]


def one_weight_model(optimizer: Any) -> Any:
    """A compiled model with one weight, whose loss has the gradient 1 everywhere."""
    import keras

    class OneWeight(keras.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.weight = self.add_weight(shape=(1,), initializer="zeros", name="weight")

        def call(self, x: Any) -> Any:
            return x * self.weight

        def train_step(self, data: Any) -> Any:
            # From 0, so that after the update the weight shows how far it was moved.
            self.weight.assign([0.0])
            return super().train_step(data)

    model = OneWeight()
    # No loss scaling: a global policy of mixed precision would wrap the optimizer.
    model.compile(optimizer, loss=_output_itself, jit_compile=False, auto_scale_loss=False)
    return model


def _output_itself(_: Any, output: Any) -> Any:
    return output


def _ones() -> Any:
    """Batches without an end: an iterator that goes on is cheaper than a new one every epoch."""
    import tensorflow as tf

    return tf.data.Dataset.from_tensors((tf.ones((1, 1)), tf.ones((1, 1)))).repeat()


def traced_step(optimizer: Any) -> Callable[[], float]:
    """One update in graph mode, as a function that returns how far the weight moved.

    It is traced once, as `fit` traces its training step, and stays traced when it is called
    again; so it shows whether a change of the optimizer takes effect later.
    """
    step = _traced([(optimizer, _weight_of(optimizer))])
    return lambda: float(step()[0])


def _weight_of(optimizer: Any) -> Any:
    """A new weight that `optimizer` is built for."""
    import keras

    # Not a scalar: a real layer's weights also take a rate of shape (1,), as `tf.gather` gives.
    weight = keras.Variable([0.0])
    optimizer.build([weight])
    return weight


def _traced(pairs: Sequence[tuple[Any, Any]]) -> Callable[[], Any]:
    """One update by each optimizer, of the weight beside it, as one function in graph mode.

    It returns how far each weight moved, an array of shape (len(pairs),).
    """
    import tensorflow as tf

    gradient = tf.ones((1,))

    @tf.function(autograph=False, jit_compile=False)  # type: ignore[untyped-decorator]
    def step() -> Any:
        for optimizer, weight in pairs:
            weight.assign([0.0])
            optimizer.apply([gradient], [weight])
        return tf.concat([weight.value for _, weight in pairs], axis=0)

    return lambda: -step().numpy()


def _decoder(optimizer: Any) -> Callable[[list[float]], list[float]]:
    """How to read the rates off the displacements that `optimizer` makes."""
    name = type(optimizer).__name__
    clipped = optimizer.clipnorm or optimizer.clipvalue or optimizer.global_clipnorm
    momentum = float(getattr(optimizer, "momentum", 0.0) or 0.0)
    if clipped or getattr(optimizer, "nesterov", False):
        raise ValueError(f"cannot read the rate off a weight moved by {name} with these arguments")
    if name == "SGD":
        return lambda moves: _without_momentum(moves, momentum)
    if name in ("Adam", "AdamW"):
        return list
    if name == "RMSprop" and not momentum:
        return lambda moves: _without_averaging(moves, float(optimizer.rho))
    raise ValueError(f"cannot read the rate off a weight moved by {name}")


def _without_momentum(moves: list[float], momentum: float) -> list[float]:
    # The velocity is v_t = momentum v_{t-1} - rate, and the weight moves by v_t.
    before = [0.0, *moves[:-1]]
    return [move - momentum * last for move, last in zip(moves, before, strict=True)]


def _without_averaging(moves: list[float], rho: float) -> list[float]:
    # Under a gradient of 1 the running mean of squares is 1 - rho^t after t updates.
    return [float(move * np.sqrt(1 - rho**t)) for t, move in enumerate(moves, start=1)]
