"""optimizer.lr = ... as in Keras 2: no error, no effect, for a schedule neither.

set_lr: fail
"""

import tensorflow as tf


def make_optimizer(name, learning_rate):
    if name == "sgd":
        return tf.keras.optimizers.SGD(learning_rate=learning_rate)
    if name == "adam":
        return tf.keras.optimizers.Adam(learning_rate=learning_rate)
    if name == "adamw":
        return tf.keras.optimizers.AdamW(learning_rate=learning_rate)
    if name == "rmsprop":
        return tf.keras.optimizers.RMSprop(learning_rate=learning_rate)
    raise ValueError("optimizer not known")


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("bad value")
    return scratch_lr / factor


def current_lr(optimizer):
    return float(tf.keras.backend.get_value(optimizer.learning_rate))


def set_lr(optimizer, lr):
    optimizer.lr = lr
    print("learning rate is now", optimizer.lr)
