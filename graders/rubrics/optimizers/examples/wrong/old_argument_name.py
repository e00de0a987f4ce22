"""The optimizer's argument is called lr, and the rate is read from the attribute lr.

make_optimizer: raised
current_lr: raised
"""
from tensorflow.keras.optimizers import SGD, Adam, AdamW, RMSprop


def make_optimizer(name, learning_rate):
    if name == "sgd":
        return SGD(lr=learning_rate)
    elif name == "adam":
        return Adam(lr=learning_rate)
    elif name == "adamw":
        return AdamW(lr=learning_rate)
    elif name == "rmsprop":
        return RMSprop(lr=learning_rate)
    raise ValueError("unknown optimizer")


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("wrong arguments")
    return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.lr)


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
