"""Fact 9 as far as it is about schedules, and the rules of Keras that tasks and quiz rest on."""

from .fact import fact
from .models import raised


def schedule(name, *arguments, **named):
    import keras

    return getattr(keras.optimizers.schedules, name)(*arguments, **named)


def at(made, *steps):
    return [round(float(made(step)), 9) for step in steps]


@fact(9, course="the lesson asks for a Python float; the wrong example scheduler_returns_a_tensor")
def a_learning_rate_scheduler_that_returns_a_tensor_raises_a_value_error():
    import keras
    import numpy as np

    from graders.lab.meter import one_weight_model

    def rate_of(epoch, learning_rate):
        return learning_rate * keras.ops.exp(-0.1)

    callbacks = [keras.callbacks.LearningRateScheduler(rate_of)]
    model = one_weight_model(keras.optimizers.SGD(0.1))
    one = np.ones((1, 1))
    error = raised(lambda: model.fit(one, one, callbacks=callbacks, verbose=0))
    assert isinstance(error, ValueError), f"raised {error!r}"


@fact(9, course="the reference solution of `warmup_cosine` starts at 0.0; inputs stay floats")
def a_cosine_that_warms_up_from_an_int_0_raises_and_from_0_0_works():
    import keras

    from graders.lab import applied_rates

    warm = {"warmup_target": 0.5, "warmup_steps": 2}
    with_int, with_float = (schedule("CosineDecay", start, 4, **warm) for start in (0, 0.0))
    assert raised(lambda: with_int(1)) is not None, "a direct call did not raise"
    error = raised(lambda: applied_rates(keras.optimizers.SGD(with_int), 2))
    assert error is not None, "training did not raise"
    assert at(with_float, 0, 1, 2, 6) == [0.0, 0.25, 0.5, 0.0]


@fact(9, course="inputs stay floats through JSON and TOML; the wrong example whole_number_rates")
def an_exponential_decay_of_an_int_silently_gives_ints():
    made = schedule("ExponentialDecay", 1, 1, 0.5)
    assert at(made, 0, 1, 2) == [1.0, 0.0, 0.0], f"seen {at(made, 0, 1, 2)}"


@fact(12, course="`by_epoch`: the reference solution names the last step before a change")
def a_piecewise_constant_keeps_the_old_value_at_the_boundary_itself():
    made = schedule("PiecewiseConstantDecay", [2], [0.5, 0.25])
    assert at(made, 1, 2, 3) == [0.5, 0.5, 0.25]


@fact(12, course="`cosine_to` and `warmup_cosine`, and question Q12")
def alpha_is_a_fraction_and_decay_steps_leave_out_the_warm_up():
    made = schedule("CosineDecay", 0.0, 4, alpha=0.5, warmup_target=0.5, warmup_steps=2)
    assert at(made, 2, 6, 9) == [0.5, 0.25, 0.25]


@fact(12, course="the lesson's table of families, and the quiz")
def restarts_double_and_a_polynomial_ends_at_one_ten_thousandth():
    assert at(schedule("CosineDecayRestarts", 1.0, 10), 0, 10, 30) == [1.0, 1.0, 1.0]
    assert at(schedule("PolynomialDecay", 0.5, 10), 10) == [0.0001]


@fact(12, course="the lesson of optimizers, question Q8, and the misconception `default_rate`")
def the_default_rates_are_0_01_for_sgd_and_0_001_for_the_others():
    import keras

    names = ("SGD", "Adam", "AdamW", "RMSprop")
    rates = [round(float(getattr(keras.optimizers, name)().learning_rate), 9) for name in names]
    assert rates == [0.01, 0.001, 0.001, 0.001], f"seen {rates}"


@fact(12, course="the tasks of plateaus and question Q15")
def a_plateau_callback_waits_ten_epochs_and_ignores_gains_below_1e_4():
    import keras

    callback = keras.callbacks.ReduceLROnPlateau()
    seen = callback.patience, callback.min_delta, callback.factor, callback.cooldown
    assert seen == (10, 1e-4, 0.1, 0), f"seen {seen}"
