"""What `optimizers` asks of a submission, and what is written down of the answer.

Runs in the child, beside the student's code. It measures and never compares. TensorFlow and
Keras are imported inside the functions.
"""

from functools import cache, partial
from types import ModuleType, SimpleNamespace
from typing import Any

from graders.child.attempt import attempted
from graders.child.plain import described
from graders.lab.meter import Measurement, measurement, one_weight_model, rates_in_fit, traced_step


def make_optimizer(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Class, rate, arguments, and the measured rate of a new optimizer."""
    import keras

    optimizer = submission.make_optimizer(inputs.name, inputs.learning_rate)
    again = submission.make_optimizer(inputs.name, inputs.learning_rate)
    submission.make_optimizer(inputs.name, 2 * inputs.learning_rate)
    if not isinstance(optimizer, keras.optimizers.Optimizer):
        nothing = {"rate": None, "config": None, "default": None, "fresh": False, "rates": None}
        return {"class_name": described(optimizer)["text"], **nothing}
    return {
        "class_name": type(optimizer).__name__,
        "rate": _rate(optimizer),
        "config": _config(optimizer),
        "default": _default_config(type(optimizer).__name__),
        "fresh": optimizer is not again,
        "rates": _measured(optimizer, inputs.steps),
    }


def make_optimizer_unknown(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """What happens for a name that is none of the four, and for one that is, in any order."""
    make = submission.make_optimizer
    return {"tried": [attempted(partial(make, name, 1e-3)) for name in inputs.tries]}


def fine_tuning_rate(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The returned value and its type."""
    factor = [] if inputs.factor is None else [inputs.factor]
    return {"returned": described(submission.fine_tuning_rate(inputs.scratch_lr, *factor))}


def fine_tuning_rate_refused(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """What happens for arguments outside the allowed range, and for some inside, in any order."""
    rate = submission.fine_tuning_rate
    return {"tried": [attempted(partial(rate, *arguments)) for arguments in inputs.tries]}


def current_lr(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The returned value after some updates, and whether asking counted as an update."""
    import keras

    if inputs.kind == "float":
        optimizer = getattr(keras.optimizers, inputs.optimizer)(inputs.rate)
    else:
        schedule = getattr(keras.optimizers.schedules, inputs.schedule)
        optimizer = keras.optimizers.SGD(schedule(*inputs.arguments))
    optimizer.iterations.assign(inputs.updates)  # A rate depends on the count alone.
    before = int(optimizer.iterations)
    returned = described(submission.current_lr(optimizer))
    return {"returned": returned, "counted": int(optimizer.iterations) - before}


def set_lr(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """A trained model: rate set to 0, one epoch, then set to another rate, one more epoch."""
    import keras

    model = one_weight_model(keras.optimizers.SGD(inputs.first))
    rates_in_fit(None, steps_per_epoch=inputs.updates, model=model)
    before = int(model.optimizer.iterations)
    submission.set_lr(model.optimizer, 0.0)
    zero = rates_in_fit(None, steps_per_epoch=inputs.updates, model=model)[0]
    submission.set_lr(model.optimizer, inputs.new)
    kept = int(model.optimizer.iterations) - before
    after = rates_in_fit(None, steps_per_epoch=inputs.updates, model=model)[0]
    total = int(model.optimizer.iterations)
    named = "lr" in vars(model.optimizer)
    return {"zero": zero, "after": after, "kept": kept, "total": total, "made_lr": named}


def set_lr_traced(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The rate of a traced training step, before and after a call between two updates."""
    import keras

    optimizer = keras.optimizers.SGD(inputs.first)
    step = traced_step(optimizer)
    before = [step()]
    submission.set_lr(optimizer, inputs.new)
    return {"before": before, "after": [step() for _ in range(inputs.updates)]}


def set_lr_slots(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The optimizer's state before and after the call, and the rate read from it."""
    import keras

    optimizer = getattr(keras.optimizers, inputs.optimizer)(inputs.first, **inputs.arguments)
    _update(optimizer, inputs.updates)
    rate = optimizer.learning_rate
    others = [variable for variable in optimizer.variables if variable is not rate]
    before = [variable.numpy() for variable in others]
    submission.set_lr(optimizer, inputs.new)
    slots = [variable.numpy() for variable in others]
    return {"before": before, "slots": slots, "rate": _rate(optimizer)}


def set_lr_on_schedule(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """What happens for an optimizer with a schedule, and for one with a float, in any order."""
    import keras

    rates = [_rate_or_schedule(*arguments) for arguments in inputs.tries]
    optimizers = [keras.optimizers.SGD(rate) for rate in rates]
    return {"tried": [attempted(partial(submission.set_lr, o, inputs.new)) for o in optimizers]}


def _rate_or_schedule(first: float, *decay: float) -> Any:
    import keras

    decaying = keras.optimizers.schedules.ExponentialDecay
    return decaying(first, *decay) if decay else first


def _update(optimizer: Any, updates: int) -> None:
    import keras

    weight = keras.Variable(0.0)
    for _ in range(updates):
        optimizer.apply([keras.ops.ones(())], [weight])


def _rate(optimizer: Any) -> float:
    return float(optimizer.learning_rate)


def _measured(optimizer: Any, steps: int) -> Measurement | list[float] | None:
    try:
        return measurement(optimizer, steps) if steps else []
    except ValueError:
        return None


def _config(optimizer: Any) -> dict[str, str]:
    config = optimizer.get_config()
    return {
        name: repr(value) for name, value in config.items() if name not in ("learning_rate", "name")
    }


@cache
def _default_config(class_name: str) -> dict[str, str] | None:
    import keras

    plain = getattr(keras.optimizers, class_name, None)
    return _config(plain()) if plain else None
