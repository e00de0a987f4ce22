"""The four optimizers are made once, at the top of the file, and handed out again and again.

make_optimizer: raised
"""

from keras import optimizers

SGD = optimizers.SGD()
ADAM = optimizers.Adam()
ADAMW = optimizers.AdamW()
RMSPROP = optimizers.RMSprop()

ALL = {"sgd": SGD, "adam": ADAM, "adamw": ADAMW, "rmsprop": RMSPROP}


def make_optimizer(name, learning_rate):
    if name not in ALL:
        raise ValueError("unknown: " + name)
    optimizer = ALL[name]
    optimizer.learning_rate = learning_rate
    return optimizer


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("please check the arguments")
    return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
