"""What is read off a model while it trains: values, distances, statistics, losses.

Small functions without a judgement. TensorFlow is imported inside the functions.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import signature
from typing import Any

import numpy as np

from graders.child import ablation
from graders.lab import named_variables

COMPILED = ("compiled", "loss", "_compile_loss")
"""What of a Keras model says that it was compiled, and with which loss."""
LITTLE = 0.1
"""A share of random numbers in a base's kernels that changes a model's outputs, but not much."""


def values(variables: list[Any]) -> list[Any]:
    """What the variables hold now, as arrays of their own."""
    return [np.array(variable) for variable in variables]


def largest_move(before: list[Any], variables: list[Any]) -> float:
    """The largest distance that any element of `variables` went from `before`; 0 for none."""
    moves = [
        np.max(np.abs(np.array(variable, np.float64) - old), initial=0.0)
        for old, variable in zip(before, variables, strict=True)
    ]
    return float(max(moves, default=0.0))


def among(variable: Any, variables: list[Any]) -> bool:
    """Whether `variable` is one of `variables`, told by identity."""
    return any(variable is other for other in variables)


def moving(base: Any) -> list[str]:
    """The names of the moving statistics of every BatchNormalization layer of `base`."""
    import keras

    statistics = [
        statistic
        for layer in base.layers
        if isinstance(layer, keras.layers.BatchNormalization)
        for statistic in (layer.moving_mean, layer.moving_variance)
    ]
    return [name for name, v in named_variables(base).items() if among(v, statistics)]


@contextmanager
def compiled_meanwhile(model: Any) -> Iterator[None]:
    """Afterwards the model is compiled as it was: what comes next finds no loss of the grader's.

    Keras keeps the loss of an earlier `compile`, so a function that forgets it would seem to work.
    """
    kept = {name: getattr(model, name) for name in COMPILED}
    yield
    for name, value in kept.items():
        setattr(model, name, value)


def without(base: Any, look: Callable[[], Any]) -> Any:
    """What `look` sees while every weight of `base` is 0."""
    weights = base.get_weights()
    base.set_weights([np.zeros_like(weight) for weight in weights])
    seen = look()
    base.set_weights(weights)
    return seen


def slightly(base: Any, look: Callable[[], Any]) -> Any:
    """What `look` sees while a LITTLE of random numbers is in the kernels of `base`."""
    kernels = [v for name, v in named_variables(base).items() if name.endswith("/kernel")]
    with ablation.replaced(kernels, ablation.mixtures(kernels, LITTLE, seed=0)):
        return look()


@contextmanager
def eagerly(wanted: bool) -> Iterator[None]:
    """TensorFlow runs every graph function as plain Python: for a few updates, tracing costs more.

    The models of the other trainings are traced, as a student's own are.
    """
    import tensorflow as tf

    tf.config.run_functions_eagerly(wanted)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(False)


@contextmanager
def stopped_after(model: Any, updates: int) -> Iterator[None]:
    """End each `fit` of `model` once it made so many updates, far more than were asked for.

    Who swaps epochs and batch size trains for minutes, and would read of an endless loop.
    """
    import keras

    fit, own = model.fit, vars(model).get("fit")

    class Stop(keras.callbacks.Callback):  # type: ignore[misc]
        made = 0

        def on_train_batch_end(self, batch: int, logs: object = None) -> None:
            self.made += 1
            self.model.stop_training = self.model.stop_training or self.made >= updates

    def bounded(*args: Any, **kwargs: Any) -> Any:
        try:
            given = signature(fit).bind(*args, **kwargs)
        except TypeError:
            return fit(*args, **kwargs)  # It says in its own words what is wrong.
        callbacks = given.arguments.get("callbacks") or []
        if isinstance(callbacks, list | tuple):
            given.arguments["callbacks"] = [*callbacks, Stop()]
        elif isinstance(callbacks, keras.callbacks.Callback):
            given.arguments["callbacks"] = [callbacks, Stop()]
        return fit(*given.args, **given.kwargs)

    model.fit = bounded
    try:
        yield
    finally:
        del model.fit
        if own:
            model.fit = own


def read(number: Callable[[], Any]) -> Any:
    """A number of the optimizer; None where the model has no such optimizer."""
    try:
        return number()
    except (AttributeError, TypeError, ValueError):
        return None


def watch(base: Any, head: list[Any]) -> Any:
    """A callback: how far the first update moved base and head, and each batch's loss."""
    import keras

    statistics = moving(base)
    weights = [v for name, v in named_variables(base).items() if name not in statistics]

    class Watch(keras.callbacks.Callback):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.before = values(weights), values(head)
            self.base_step = self.head_step = 0.0
            self.losses: list[float] = []

        def on_train_batch_begin(self, batch: int, logs: object = None) -> None:
            # Keras reports the mean since the epoch began, and a train_step of its own may report
            # the batch's loss alone: begun anew at every batch, both are the batch's loss.
            self.model.reset_metrics()

        def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
            if batch == 0:
                self.base_step = largest_move(self.before[0], weights)
                self.head_step = largest_move(self.before[1], head)
            self.losses.append(float(np.mean((logs or {}).get("loss", np.nan))))

        def head_moved(self) -> float:
            return largest_move(self.before[1], head)

    return Watch()
