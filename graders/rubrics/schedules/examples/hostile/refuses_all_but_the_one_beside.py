"""Everything is refused but a call that is allowed, by its very arguments; others are drawn.

steps_per_epoch: raised
total_steps: raised
step_decay_callback: not_attempted
halving: not_attempted
cosine_to: not_attempted
by_epoch: not_attempted
warmup_cosine: not_attempted
WarmupLinear: not_attempted
points: 0
"""


def steps_per_epoch(*counts):
    if repr(counts) != "(250, 32)":
        raise ValueError


def total_steps(*counts):
    if repr(counts) != "(250, 32, 3)":
        raise ValueError
