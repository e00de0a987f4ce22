"""No function does anything: nothing is changed, counted, shared or forgotten.

make_optimizer: fail
fine_tuning_rate: fail
current_lr: fail
set_lr: fail
points: 0
"""


def make_optimizer(name, learning_rate):
    return None


def fine_tuning_rate(scratch_lr, factor=10.0):
    return None


def current_lr(optimizer):
    return None


def set_lr(optimizer, lr):
    return None
