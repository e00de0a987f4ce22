"""Counts refuse everything, and a schedule without settings is the same before and after saving.

steps_per_epoch: raised or fail
total_steps: raised or fail
step_decay_callback: not_attempted
halving: not_attempted
cosine_to: not_attempted
by_epoch: not_attempted
warmup_cosine: not_attempted
WarmupLinear: fail
points: 0
"""

import keras


def steps_per_epoch(samples, batch_size):
    raise ValueError("no")


def total_steps(samples, batch_size, epochs):
    raise ValueError("no")


class WarmupLinear(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, *settings):
        pass

    def __call__(self, step):
        return 0.0

    def get_config(self):
        return {}
