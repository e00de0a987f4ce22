"""Everything is refused but a call that is allowed, by its very arguments; others are drawn.

make_optimizer: raised
fine_tuning_rate: raised
current_lr: not_attempted
set_lr: not_attempted
points: 0
"""


def make_optimizer(name, learning_rate):
    if name != "sgd":
        raise ValueError


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr != 2e-3:
        raise ValueError
