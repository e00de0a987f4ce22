"""A table of class names and getattr; KeyError turned into ValueError; `.item()`; setattr."""

import keras

_KERAS_NAME = dict(sgd="SGD", adam="Adam", adamw="AdamW", rmsprop="RMSprop")


def _refuse(condition, text):
    if condition:
        raise ValueError(text)


def make_optimizer(name, learning_rate):
    try:
        keras_name = _KERAS_NAME[name]
    except KeyError:
        raise ValueError(f"{name!r} is none of {', '.join(_KERAS_NAME)}") from None
    return getattr(keras.optimizers, keras_name)(learning_rate=learning_rate)


def fine_tuning_rate(scratch_lr, factor=10.0):
    _refuse(scratch_lr <= 0, "scratch_lr <= 0")
    _refuse(factor < 1, "factor < 1")
    return scratch_lr * (1 / factor)


def current_lr(optimizer):
    return optimizer.learning_rate.numpy().item()


def set_lr(optimizer, lr):
    setattr(optimizer, "learning_rate", lr)
