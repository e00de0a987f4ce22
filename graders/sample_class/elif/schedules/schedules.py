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
    # smaller and smaller, epoch by epoch
    return keras.callbacks.LearningRateScheduler(lambda epoch: initial_lr * drop**epoch)


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
    return keras.optimizers.schedules.CosineDecay(
        0.0,
        total_steps - warmup_steps,
        alpha=final_lr / peak_lr,
        warmup_target=peak_lr,
        warmup_steps=warmup_steps,
    )


# %%
class WarmupLinear(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        self.peak_lr, self.warmup_steps = peak_lr, warmup_steps
        self.total_steps, self.end_lr = total_steps, end_lr

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        if step < self.warmup_steps:
            return self.peak_lr * (step + 1) / self.warmup_steps
        if step >= self.total_steps:
            return self.end_lr
        part = (self.total_steps - step) / (self.total_steps - self.warmup_steps)
        return self.end_lr + (self.peak_lr - self.end_lr) * part

    def get_config(self):
        return dict(vars(self))


# %%
QUIZ = {
    "S4": "change_during_training",
    "Q10": "thirty_one",
    "Q11": "one_halving",
    "Q12": "zero",
    "Q17": "intended",
}

# %%
EXPLANATIONS = {
    "set_up_scheduling": """
First I choose an optimizer with a low learning rate such as 1e-5 since the model is
pretrained. Then I pass a schedule as learning_rate to the optimizer.
"""
}
