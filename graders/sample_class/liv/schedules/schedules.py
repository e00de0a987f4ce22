# lrgrade: schedules 1

# %%
import math

import keras

# %%
def steps_per_epoch(n_samples, batch_size):
    for n in (n_samples, batch_size):
        if not isinstance(n, int) or n < 1:
            raise ValueError(n)
    return math.ceil(n_samples / batch_size)


# %%
def total_steps(n_samples, batch_size, epochs):
    if not isinstance(epochs, int) or epochs < 1:
        raise ValueError(epochs)
    return epochs * steps_per_epoch(n_samples, batch_size)


# %%
def step_decay_callback(initial_lr, drop, epochs_per_drop):
    def rate_of(epoch, lr):
        if epoch == 0:
            return initial_lr
        if epoch % epochs_per_drop == 0:
            return lr * drop
        return lr

    return keras.callbacks.LearningRateScheduler(rate_of)


# %%
def halving(initial_lr, steps_per_halving, smooth):
    return keras.optimizers.schedules.ExponentialDecay(
        initial_lr, steps_per_halving, 0.5, staircase=not smooth
    )


# %%
def cosine_to(peak_lr, final_lr, total_steps):
    return keras.optimizers.schedules.CosineDecay(peak_lr, total_steps, alpha=final_lr / peak_lr)


# %%
def by_epoch(values, epochs, steps_per_epoch):
    last_steps = [e * steps_per_epoch - 1 for e in epochs]
    return keras.optimizers.schedules.PiecewiseConstantDecay(last_steps, values)


# %%
def warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0):
    # YOUR CODE HERE
    raise NotImplementedError()


# %%
class WarmupLinear(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        # YOUR CODE HERE
        raise NotImplementedError()

    def __call__(self, step):
        # YOUR CODE HERE
        raise NotImplementedError()

    def get_config(self):
        # YOUR CODE HERE
        raise NotImplementedError()


# %%
QUIZ = {
    "S4": None,
    "Q10": None,
    "Q11": None,
    "Q12": None,
    "Q17": None,
}

# %%
EXPLANATIONS = {
    "set_up_scheduling": """
dont know
"""
}
