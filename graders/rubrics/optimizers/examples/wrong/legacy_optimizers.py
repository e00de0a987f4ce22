"""Optimizers of the legacy and experimental modules; the rate is read by calling it.

make_optimizer: raised
current_lr: raised
"""

import tensorflow as tf


def make_optimizer(name, learning_rate):
    if name == "sgd":
        return tf.keras.optimizers.legacy.SGD(learning_rate=learning_rate)
    if name == "adam":
        return tf.keras.optimizers.legacy.Adam(learning_rate=learning_rate)
    if name == "adamw":
        return tf.keras.optimizers.experimental.AdamW(learning_rate=learning_rate)
    if name == "rmsprop":
        return tf.keras.optimizers.legacy.RMSprop(learning_rate=learning_rate)
    raise ValueError(name)


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("check your arguments")
    return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.learning_rate(optimizer.iterations))


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
