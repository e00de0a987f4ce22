"""functools.partial and lambdas bound to the names, with helpers that may raise."""

from functools import partial
from operator import truediv

import numpy as np
import tensorflow as tf

opts = tf.keras.optimizers


def _build(table, name, learning_rate):
    maker = table.get(name)
    if maker is None:
        raise ValueError("not one of " + str(sorted(table)))
    return maker(learning_rate=learning_rate)


def _checked(scratch_lr, factor):
    if scratch_lr > 0 and factor >= 1:
        return scratch_lr, factor
    raise ValueError((scratch_lr, factor))


make_optimizer = partial(
    _build, {"sgd": opts.SGD, "adam": opts.Adam, "adamw": opts.AdamW, "rmsprop": opts.RMSprop}
)
fine_tuning_rate = lambda scratch_lr, factor=10.0: truediv(*_checked(scratch_lr, factor))
current_lr = lambda optimizer: float(np.asarray(optimizer.learning_rate))
set_lr = lambda optimizer, lr: opts.Optimizer.learning_rate.fset(optimizer, lr)
