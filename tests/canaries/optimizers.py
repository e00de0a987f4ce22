"""Facts 8 and 9: what changes an optimizer's rate, and what only seems to."""

from .fact import fact
from .models import raised

SET_LR = "the lesson and the wrong examples of `set_lr`, and question Q18"
CALLABLE = "the wording of exceptions in graders.judge.exceptions, and the wrong examples"


def fitted_at(optimizer):
    """A one-weight model after an epoch, and a function that measures the rate of one more."""
    from graders.lab import rates_in_fit
    from graders.lab.meter import one_weight_model

    model = one_weight_model(optimizer)

    def rate():
        return round(rates_in_fit(None, model=model)[0][-1], 6)

    rate()
    return model, rate


@fact(8, course=SET_LR)
def assigning_to_lr_raises_nothing_and_does_nothing():
    import keras

    optimizer = keras.optimizers.SGD(0.25)
    _, rate = fitted_at(optimizer)
    optimizer.lr = 0.5
    assert rate() == 0.25, f"measured {rate()}"
    assert float(optimizer.learning_rate) == 0.25


@fact(8, course=SET_LR)
def a_number_assigned_to_learning_rate_is_used_at_once():
    import keras

    optimizer = keras.optimizers.SGD(0.25)
    _, rate = fitted_at(optimizer)
    optimizer.learning_rate = 0.5
    assert rate() == 0.5, f"measured {rate()}"


@fact(8, course=SET_LR)
def a_schedule_assigned_after_a_fit_is_reported_and_not_used():
    import keras

    optimizer = keras.optimizers.SGD(0.25)
    _, rate = fitted_at(optimizer)
    optimizer.learning_rate = keras.optimizers.schedules.ExponentialDecay(0.5, 10, 1.0)
    assert float(optimizer.learning_rate) == 0.5, "it is not even reported"
    assert rate() == 0.25, f"measured {rate()}"


@fact(8, course=SET_LR)
def another_optimizer_after_a_fit_is_not_used_until_compile():
    import keras

    model, rate = fitted_at(keras.optimizers.SGD(0.25))
    model.optimizer = keras.optimizers.SGD(0.5)
    assert rate() == 0.25, f"measured {rate()}"


@fact(8, course="the lesson on weight decay in fine_tuning, and its wrong examples")
def weight_decay_assigned_after_a_fit_is_not_used():
    import keras
    import numpy as np

    layer = keras.layers.Dense(1, use_bias=False)
    model = keras.Sequential([keras.Input((1,)), layer])
    optimizer = keras.optimizers.SGD(1.0, weight_decay=0.25)
    model.compile(optimizer, loss=lambda _, output: output, jit_compile=False)
    one = np.ones((1, 1))
    for decay in (0.25, None, 0.5):
        optimizer.weight_decay = decay
        layer.kernel.assign([[8.0]])
        model.fit(one, one, verbose=0)  # The weight falls by the gradient, 1, and by the decay.
        weight = float(layer.kernel.numpy()[0, 0])
        assert weight == 8.0 - 1.0 - 0.25 * 8.0, f"the weight is {weight} with decay {decay}"


@fact(9, course=CALLABLE)
def a_callable_rate_is_called_without_an_argument():
    import keras
    import tensorflow as tf

    optimizer = keras.optimizers.SGD(lambda: 0.25)
    weight = keras.Variable([1.0])
    optimizer.apply([tf.ones((1,))], [weight])
    assert float(weight.numpy()[0]) == 0.75
    optimizer = keras.optimizers.SGD(lambda step: 0.25)
    error = raised(lambda: optimizer.apply([tf.ones((1,))], [keras.Variable([1.0])]))
    assert isinstance(error, TypeError), f"raised {error!r}"


@fact(9, course="the wrong example that reads the rate with a step, and its message")
def calling_the_learning_rate_with_a_step_raises_a_type_error():
    import keras

    schedule = keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5)
    for rate in (0.1, schedule):
        error = raised(lambda rate=rate: keras.optimizers.SGD(rate).learning_rate(0))
        assert isinstance(error, TypeError), f"raised {error!r}"


@fact(
    9, course="`current_lr` and `set_lr`: Keras itself raises the TypeError that the task asks for"
)
def assigning_a_number_where_a_schedule_rules_raises_a_type_error():
    import keras

    optimizer = keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5))
    error = raised(lambda: setattr(optimizer, "learning_rate", 0.5))
    assert isinstance(error, TypeError), f"raised {error!r}"
