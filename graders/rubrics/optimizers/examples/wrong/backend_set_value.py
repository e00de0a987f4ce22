"""K.set_value and K.get_value, from a book about Keras 2.

current_lr: raised
set_lr: raised
"""

import keras
from keras import backend as K
from tensorflow.keras import backend


def make_optimizer(name, learning_rate):
    all_of_them = dict(
        sgd=keras.optimizers.SGD,
        adam=keras.optimizers.Adam,
        adamw=keras.optimizers.AdamW,
        rmsprop=keras.optimizers.RMSprop,
    )
    if all_of_them.get(name) is None:
        raise ValueError(name + "?")
    return all_of_them[name](learning_rate)


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("no")
    return float(scratch_lr) / factor


def current_lr(optimizer):
    return float(K.get_value(optimizer.learning_rate))


def set_lr(optimizer, lr):
    backend.set_value(optimizer.learning_rate, lr)
