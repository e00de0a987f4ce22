"""All defaults written out; a rate that needs numpy; `raise` in the first lines of each function."""
import math

import keras as k
import numpy as np


def make_optimizer(name, learning_rate):
    """
    Parameters
    ----------
    name : str
    learning_rate : float
    """
    if name == "sgd":
        return k.optimizers.SGD(learning_rate=learning_rate, momentum=0.0, nesterov=False,
                                weight_decay=None, name="my_sgd")
    if name == "adam":
        return k.optimizers.Adam(learning_rate=learning_rate, beta_1=0.9, beta_2=0.999,
                                 epsilon=1e-7, amsgrad=False, name="my_adam")
    if name == "adamw":
        return k.optimizers.AdamW(learning_rate=learning_rate, weight_decay=4e-3)
    if name == "rmsprop":
        # 0 and 0.0 are the same momentum
        return k.optimizers.RMSprop(learning_rate=learning_rate, rho=0.9, momentum=0, centered=0)
    raise ValueError(f"name has to be sgd, adam, adamw or rmsprop, but it is {name}")


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0:
        raise ValueError("scratch_lr")
    if factor < 1:
        raise ValueError("factor")
    # through logarithms, because I can
    return math.exp(math.log(scratch_lr) - math.log(factor))


def current_lr(optimizer):
    return float(np.array(optimizer.learning_rate).reshape(-1)[0])


def set_lr(optimizer, lr):
    if type(optimizer.learning_rate).__name__ != "Variable":
        raise TypeError("optimizer.learning_rate is not a variable")
    optimizer.learning_rate.assign(k.ops.cast(lr, "float32"))
