"""Every function raises what is asked for where arguments are wrong, whatever they are.

make_optimizer: raised or fail
fine_tuning_rate: raised or fail
current_lr: raised
set_lr: raised or fail
points: 0
"""


def make_optimizer(name, learning_rate):
    raise ValueError("no")


def fine_tuning_rate(scratch_lr, factor=10.0):
    raise ValueError("no")


def current_lr(optimizer):
    raise ValueError("no")


def set_lr(optimizer, lr):
    raise TypeError("no")
