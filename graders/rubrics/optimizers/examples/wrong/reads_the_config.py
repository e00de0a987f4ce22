"""get_config()["learning_rate"] is a dictionary when there is a schedule; no return elsewhere.

make_optimizer: fail
fine_tuning_rate: fail
current_lr: fail
"""

import keras


def make_optimizer(name, learning_rate):
    if name == "sgd":
        keras.optimizers.SGD(learning_rate)
    elif name == "adam":
        keras.optimizers.Adam(learning_rate)
    elif name == "adamw":
        keras.optimizers.AdamW(learning_rate)
    elif name == "rmsprop":
        keras.optimizers.RMSprop(learning_rate)
    else:
        raise ValueError("unknown")


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("out of range")
    print(scratch_lr / factor)


def current_lr(optimizer):
    config = optimizer.get_config()
    return config["learning_rate"]


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
