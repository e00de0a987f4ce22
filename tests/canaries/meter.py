"""Facts 6 and 7: how a learning rate is measured and read."""

import numpy as np

from .fact import fact

METER = "graders.lab.meter, and with it every measured rate of the course"


def error_of(optimizer, expected, steps=20):
    """The largest relative error of the measured rates."""
    from graders.lab import applied_rates

    return float(np.max(np.abs(np.array(applied_rates(optimizer, steps)) / expected - 1)))


@fact(6, course=METER)
def the_displacement_under_sgd_is_the_rate():
    import keras

    assert error_of(keras.optimizers.SGD(1e-3), 1e-3) < 1e-7


@fact(6, course=METER)
def the_displacement_under_adam_and_adamw_is_the_rate():
    import keras

    for name in ("Adam", "AdamW"):
        error = error_of(getattr(keras.optimizers, name)(1e-3), 1e-3)
        assert error < 3e-5, f"{name}: off by {error:.1e}"


@fact(6, course=METER)
def the_rate_can_be_decoded_under_momentum_and_rmsprop():
    import keras

    for optimizer in (keras.optimizers.SGD(1e-3, momentum=0.9), keras.optimizers.RMSprop(1e-3)):
        error = error_of(optimizer, 1e-3)
        assert error < 2e-6, f"{type(optimizer).__name__}: off by {error:.1e}"


@fact(6, course="probes stay at 200 steps or fewer")
def a_cosine_of_keras_is_exact_to_the_tolerance_at_100_steps():
    import keras

    steps = np.arange(96)
    exact = 0.05 * (1 + np.cos(np.pi * steps / 100))
    error = error_of(keras.optimizers.schedules.CosineDecay(0.1, 100), exact, 96)
    assert error < 1e-3, f"off by {error:.1e}"


@fact(6, course="no check believes history['learning_rate']")
def the_rate_in_the_history_depends_on_the_order_of_the_callbacks():
    import keras

    from graders.lab.meter import one_weight_model

    class Later(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.optimizer.learning_rate = 0.5

    seen = []
    for order in (1, -1):
        callbacks = [keras.callbacks.LearningRateScheduler(lambda _: 0.1), Later()][::order]
        model = one_weight_model(keras.optimizers.SGD(0.1))
        history = model.fit(np.ones((4, 1)), np.ones((4, 1)), callbacks=callbacks, verbose=0)
        seen.append(round(float(history.history["learning_rate"][0]), 6))
    assert seen == [0.1, 0.5], f"seen {seen}"


@fact(7, course="`as_read` compares with a relative tolerance of 1e-6")
def a_rate_is_read_in_single_precision():
    import keras

    assert float(keras.optimizers.Adam(1e-4).learning_rate) == 9.999999747378752e-05
