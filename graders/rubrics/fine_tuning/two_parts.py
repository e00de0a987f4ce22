"""Small models of two parts, on which every update moves a weight by exactly the rate.

Their weights get a gradient of the same size everywhere, so an Adam that has just been made moves
each by its learning rate. A layer of the base and the head are both called `dense`: who tells them
apart by name mixes them up. Measures and never compares. TensorFlow is imported inside.
"""

from itertools import pairwise
from typing import Any

import numpy as np

BATCH, WIDTH = 4, 3
SMALL = 1 / 16
"""Start of a kernel behind which another part lies; its gradient must not be 0."""


def made(shape: str, name: str) -> tuple[Any, Any]:
    """`(model, base)` of one shape; `name` is the base's own name.

    `beside`: base and head both read the input, and their outputs are summed. `behind`: the head
    reads the base, which is one layer of the model. `flat`: the head continues the base's graph.
    `subclass`: the outer model is a class of its own. The base's first layer is always frozen.
    """
    import keras

    base = _base(name, beside=shape == "beside")
    base.get_layer("stem").trainable = False
    if shape == "subclass":
        return _subclassed(base), base
    image = base.input if shape == "flat" else keras.Input((WIDTH,))
    features = base.output if shape == "flat" else base(image)
    head = _dense("top" if shape == "flat" else "dense", 0.0 if shape == "beside" else SMALL)
    output = keras.layers.add([features, head(image)]) if shape == "beside" else head(features)
    return keras.Model(image, output), base


def _base(name: str, beside: bool) -> Any:
    import keras

    image = keras.Input((WIDTH,))
    stem = _dense("stem", SMALL)(image)
    if beside:
        output = keras.layers.add([stem, _dense("dense", 0.0)(image)])
    else:
        output = _dense("dense", SMALL)(stem)
    return keras.Model(image, output, name=name)


def _dense(name: str, start: float) -> Any:
    import keras

    constant = keras.initializers.Constant(start)
    return keras.layers.Dense(WIDTH, name=name, kernel_initializer=constant)


def _subclassed(base: Any) -> Any:
    import keras

    class Outer(keras.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.body = base
            self.dense = _dense("dense", SMALL)

        def call(self, image: Any) -> Any:
            return self.dense(self.body(image))

    model = Outer()
    model(np.ones((BATCH, WIDTH), "float32"))
    return model


def signed_sum(y_true: Any, y_pred: Any) -> Any:
    """A loss whose gradient is the target: each output's gradient has its size and sign."""
    import keras

    return keras.ops.sum(y_true * y_pred, axis=-1)


def moved(model: Any, targets: list[float]) -> dict[int, list[float]]:
    """How far each update of a `fit` moved each variable of `model`, by the variable's `id`.

    One update for each of `targets`; the distance is the mean over the variable's elements, and
    counts as positive against a positive gradient.
    """
    import keras

    variables = model.variables
    seen = [_values(variables)]

    class Reader(keras.callbacks.Callback):  # type: ignore[misc]
        def on_train_batch_end(self, batch: int, logs: object = None) -> None:
            seen.append(_values(variables))

    image = np.ones((BATCH * len(targets), WIDTH), "float32")
    target = np.repeat(np.array(targets, "float32"), BATCH)[:, np.newaxis].repeat(WIDTH, axis=1)
    # Not `train_on_batch`: it hands a triple to a train_step that may unpack two.
    model.fit(image, target, batch_size=BATCH, shuffle=False, verbose=0, callbacks=[Reader()])
    moves = [
        [float(np.mean(old - new)) for old, new in pairwise(values)]
        for values in zip(*seen, strict=True)
    ]
    return dict(zip(map(id, variables), moves, strict=True))


def _values(variables: list[Any]) -> list[Any]:
    return [np.array(variable, np.float64) for variable in variables]
