"""What `schedules` asks of a submission, and what is written down of the answer.

Runs in the child, beside the student's code. It measures and never compares. TensorFlow and
Keras are imported inside the functions.
"""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from graders.child.attempt import attempted
from graders.child.plain import described
from graders.lab.meter import measurement, one_weight_model, rates_in_fit


def steps_per_epoch(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The returned count and its type."""
    return {"returned": described(submission.steps_per_epoch(*inputs.arguments))}


def steps_per_epoch_refused(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """What happens for arguments one of which is no count, and for some that are, in any order."""
    return _tried(submission.steps_per_epoch, inputs)


def total_steps(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The returned count and its type."""
    return {"returned": described(submission.total_steps(*inputs.arguments))}


def total_steps_refused(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """What happens for arguments one of which is no count, and for some that are, in any order."""
    return _tried(submission.total_steps, inputs)


def _tried(function: Callable[..., Any], inputs: SimpleNamespace) -> dict[str, Any]:
    return {"tried": [attempted(partial(function, *arguments)) for arguments in inputs.tries]}


def step_decay_callback(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Rates of each epoch: first fit, another callback's, the same again, one that starts late."""
    make = submission.step_decay_callback
    callback = make(inputs.initial_lr, inputs.drop, inputs.epochs_per_drop)
    fit = _fit_with(inputs)
    if not inputs.other:
        once, again = fit(callback, 0), fit(callback, 0)
        return {"rates": once, "again": again, "other_rates": [], "late": []}
    other = make(*inputs.other)
    return {
        "rates": fit(callback, 0),
        "other_rates": fit(other, 0),
        "again": fit(callback, 0),
        "late": fit(make(inputs.initial_lr, inputs.drop, inputs.epochs_per_drop), inputs.start),
    }


def halving(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Rates in graph mode."""
    return _in_graph_mode(submission.halving, inputs)


def halving_direct(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Values of direct calls."""
    return _direct(submission.halving, inputs)


def cosine_to(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Rates in graph mode."""
    return _in_graph_mode(submission.cosine_to, inputs)


def cosine_to_direct(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Values of direct calls."""
    return _direct(submission.cosine_to, inputs)


def by_epoch(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Rates in graph mode."""
    return _in_graph_mode(submission.by_epoch, inputs)


def by_epoch_direct(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Values of direct calls."""
    return _direct(submission.by_epoch, inputs)


def warmup_cosine(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Rates in graph mode."""
    return _in_graph_mode(submission.warmup_cosine, inputs)


def warmup_cosine_direct(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Values of direct calls."""
    return _direct(submission.warmup_cosine, inputs)


def WarmupLinear(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Values of calls with Python ints."""
    schedule = _warmup_linear(submission, inputs)
    return {"values": _called_backwards(schedule, int, inputs.at)}


def WarmupLinear_kinds(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Values of calls with the step as one of four kinds."""
    schedule = _warmup_linear(submission, inputs)
    return {"values": _called_backwards(schedule, _step_as(inputs.kind), inputs.at)}


def _called_backwards(
    schedule: Callable[[Any], Any], step_as: Callable[[int], Any], steps: list[int]
) -> list[float]:
    """The values at `steps`, asked for from the last to the first: counting calls does not do."""
    values = [np.asarray(schedule(step_as(step))) for step in reversed(steps)]
    # An optimizer takes a rate of shape (1,) too.
    return [float(value.item()) for value in reversed(values)]


def WarmupLinear_in_fit(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Rates of one epoch of a real `fit`, or of as many updates in graph mode."""
    import keras

    optimizer = keras.optimizers.SGD(_warmup_linear(submission, inputs))
    if inputs.kind == "in fit":
        return {"rates": rates_in_fit(optimizer, steps_per_epoch=inputs.steps)[0]}
    return {"rates": measurement(optimizer, inputs.steps)}


def WarmupLinear_config(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Values before, and of the schedule that `from_config` rebuilds, with another one alive."""
    schedule = _warmup_linear(submission, inputs)
    before = [float(schedule(step)) for step in inputs.at]
    other = submission.WarmupLinear(0.5, 2, 9, 0.1)
    rebuilt = submission.WarmupLinear.from_config(schedule.get_config())
    values = [float(rebuilt(step)) for step in inputs.at]
    return {"before": before, "values": values, "other": [float(other(s)) for s in inputs.at]}


def WarmupLinear_saved(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Rates that a model uses before and after it is saved and loaded, with another one alive."""
    import keras

    schedule = _warmup_linear(submission, inputs)
    layer = keras.layers.Dense(1, kernel_initializer="zeros")
    model = keras.Sequential([keras.Input((1,)), layer])
    model.compile(keras.optimizers.SGD(schedule), "mse", jit_compile=False)
    before = _rates_of(model.optimizer, inputs.at)
    other = keras.optimizers.SGD(submission.WarmupLinear(0.5, 2, 9, 0.1))
    path = Path.cwd() / "model.keras"
    model.save(path)
    objects = {"WarmupLinear": submission.WarmupLinear}
    loaded = keras.saving.load_model(path, custom_objects=objects)
    values = _rates_of(loaded.optimizer, inputs.at)
    return {"before": before, "values": values, "other": _rates_of(other, inputs.at)}


def _rates_of(optimizer: Any, steps: list[int]) -> list[float]:
    """The rate that `optimizer` would use at each of `steps`; it ends at the step it was at."""
    now = int(optimizer.iterations)
    rates = []
    for step in steps:
        optimizer.iterations.assign(step)
        rates.append(float(optimizer.learning_rate))
    optimizer.iterations.assign(now)
    return rates


def _fit_with(inputs: SimpleNamespace) -> Callable[[Any, int], list[list[float]]]:
    def fit(callback: Any, initial_epoch: int) -> list[list[float]]:
        model = _shared_model()
        model.optimizer.learning_rate = inputs.found
        return rates_in_fit(
            None, [callback], inputs.epochs, inputs.steps, initial_epoch=initial_epoch, model=model
        )

    return fit


@cache
def _shared_model() -> Any:
    """One compiled model for all fits of this child: a trace costs more than they do."""
    import keras

    return one_weight_model(keras.optimizers.SGD(1.0))


def _in_graph_mode(make: Callable[..., Any], inputs: SimpleNamespace) -> dict[str, Any]:
    """Rates of the schedule, made beside another one, and whether the arguments were kept."""
    import keras

    settings = _copy(inputs.settings)
    schedule = make(**settings)
    again = make(**_copy(inputs.settings))
    make(**_doubled(inputs.settings))
    # An optimizer of ours: a whole optimizer is no answer where a learning rate is asked for.
    return {
        "rates": measurement(keras.optimizers.SGD(schedule), inputs.steps),
        "fresh": schedule is not again,
        "kept": settings == inputs.settings,
    }


def _direct(make: Callable[..., Any], inputs: SimpleNamespace) -> dict[str, Any]:
    """The schedule's values, called as an optimizer calls it: with an int64 variable."""
    import keras

    schedule = make(**_copy(inputs.settings))
    if not isinstance(schedule, keras.optimizers.schedules.LearningRateSchedule):
        return {"values": f"no schedule, but {described(schedule)['type']}"}
    return {"values": _called_backwards(schedule, _step_as("keras.Variable"), inputs.at)}


def _warmup_linear(submission: ModuleType, inputs: SimpleNamespace) -> Any:
    ending = [inputs.end_lr] if inputs.end_lr else []  # 0 is the default, and is left to it.
    return submission.WarmupLinear(inputs.peak_lr, inputs.warmup_steps, inputs.total_steps, *ending)


def _step_as(kind: str) -> Callable[[int], Any]:
    import tensorflow as tf

    kinds: dict[str, Callable[[int], Any]] = {
        "int": int,
        "NumPy integer": np.int64,
        "tf.int64 tensor": lambda step: tf.constant(step, tf.int64),
        "keras.Variable": _counted,
    }
    return kinds[kind]


def _counted(step: int) -> Any:
    variable = _counter()
    variable.assign(step)
    return variable


@cache
def _counter() -> Any:
    """One variable for all calls, as an optimizer counts with one."""
    import keras

    return keras.Variable(0, dtype="int64", trainable=False)


def _copy(settings: dict[str, Any]) -> dict[str, Any]:
    return {name: list(v) if isinstance(v, list) else v for name, v in settings.items()}


def _doubled(settings: dict[str, Any]) -> dict[str, Any]:
    """Other settings of the same kind: every rate twice as large."""
    rates = ("initial_lr", "peak_lr", "final_lr")
    doubled = {name: v * 2 if name in rates else v for name, v in _copy(settings).items()}
    if "values" in doubled:
        doubled["values"] = [2 * value for value in doubled["values"]]
    return doubled
