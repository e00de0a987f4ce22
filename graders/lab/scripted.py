"""Trains a model whose validation losses are written down beforehand.

So a callback that watches `val_loss` can be tried in a few milliseconds: what the losses will be
is known, and what the callback does with them is measured. An ordinary Keras model and a real
`fit`; only `evaluate` tells the script's loss. TensorFlow is imported inside the functions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

Weights = list[np.ndarray]
FAR_BELOW = -100.0
"""The target of the training data: the output stays above it, so every gradient is exactly 1."""


@dataclass(frozen=True)
class ScriptedFit:
    """What a fit did: the rate of each epoch trained, the weights after it, and those at the end.

    The weights are a list of two arrays, as `model.get_weights()` returns them.
    """

    rates: list[float]
    weights: list[Weights]
    final: Weights


def fit_on_script(
    callbacks: Any, val_losses: Sequence[float], learning_rate: float = 0.1
) -> ScriptedFit:
    """Train for `len(val_losses)` epochs, or until a callback stops it.

    The optimizer is SGD with the float `learning_rate`, the validation loss of epoch e is
    `val_losses[e]`, and each epoch makes one update. The rate is what moved the weight.
    """
    model = _compiled()
    try:
        model.set_weights([np.zeros((1, 1)), np.zeros(1)])
        model.optimizer.learning_rate = learning_rate
        script = _script(model, val_losses)
        model.fit(
            _endless_batches(),
            steps_per_epoch=1,
            epochs=len(val_losses),
            validation_data=_endless_batches(),
            callbacks=[callbacks, script],
            verbose=0,
        )
    except BaseException:
        _compiled.cache_clear()  # Nobody knows in which state the model was left.
        raise
    rates = [-float(weights[0].item()) for weights in script.weights]
    return ScriptedFit(rates, script.weights, model.get_weights())


@cache
def _compiled() -> Any:
    """One compiled model for all scripts: its first training step costs more than they do.

    After an epoch the kernel, set to 0 before it, shows the rate; the bias, which nobody resets,
    is another one after each epoch.
    """
    import keras

    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    optimizer = keras.optimizers.SGD()
    # No loss scaling: a global policy of mixed precision would wrap the optimizer.
    model.compile(optimizer, "mean_absolute_error", jit_compile=False, auto_scale_loss=False)
    return model


@cache
def _endless_batches() -> Any:
    """Data without an end: `fit` then keeps its iterator, whose making costs more than an epoch."""
    import tensorflow as tf

    batch = (tf.ones((1, 1)), tf.fill((1, 1), FAR_BELOW))
    return tf.data.Dataset.from_tensors(batch).repeat()


def _script(model: Any, val_losses: Sequence[float]) -> Any:
    """A callback that resets the kernel, keeps the weights, and makes `evaluate` tell the script.

    `evaluate` is replaced on the object, not in a subclass: the model can still be saved, loaded
    and copied.
    """
    import keras

    class Script(keras.callbacks.Callback):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.weights: list[Weights] = []

        def on_train_batch_begin(self, batch: int, logs: object = None) -> None:
            model.layers[0].kernel.assign([[0.0]])

        def on_train_batch_end(self, batch: int, logs: object = None) -> None:
            self.weights.append(model.get_weights())

    script = Script()

    def evaluate(
        *_: Any, callbacks: Any = None, return_dict: bool = False, **__: Any
    ) -> float | dict[str, float]:
        # What `fit` hands over is its own list of callbacks, which hears of a validation too.
        told = callbacks if isinstance(callbacks, keras.callbacks.CallbackList) else None
        logs = {"loss": float(np.float32(val_losses[len(script.weights) - 1]))}
        for event in ("test_begin", "test_batch_begin", "test_batch_end", "test_end"):
            if told:
                _tell(told, event, logs)
        return logs if return_dict else logs["loss"]

    model.evaluate = evaluate
    return script


def _tell(callbacks: Any, event: str, logs: dict[str, float]) -> None:
    hook = getattr(callbacks, f"on_{event}")
    batch = (0,) if "batch" in event else ()
    hook(*batch, logs if event.endswith("end") else None)
