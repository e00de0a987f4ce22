# lrgrade: schedules 1

# %%
import keras
from keras import ops

# %%
def checked(*numbers):
    """All of them whole and positive, or ValueError."""
    for number in numbers:
        if type(number) is not int or number < 1:
            raise ValueError(f"{number!r} is not a positive int")


def steps_per_epoch(n_samples, batch_size):
    checked(n_samples, batch_size)
    return -(-n_samples // batch_size)


# %%
def total_steps(n_samples, batch_size, epochs):
    checked(n_samples, batch_size, epochs)
    return epochs * steps_per_epoch(n_samples, batch_size)


# %%
class StepDecay(keras.callbacks.Callback):
    def __init__(self, initial_lr, drop, epochs_per_drop):
        super().__init__()
        self.settings = initial_lr, drop, epochs_per_drop

    def on_epoch_begin(self, epoch, logs=None):
        initial_lr, drop, epochs_per_drop = self.settings
        self.model.optimizer.learning_rate = initial_lr * drop ** (epoch // epochs_per_drop)


def step_decay_callback(initial_lr, drop, epochs_per_drop):
    return StepDecay(initial_lr, drop, epochs_per_drop)


# %%
def halving(initial_lr, steps_per_halving, smooth):
    return keras.optimizers.schedules.ExponentialDecay(
        initial_lr, steps_per_halving, 0.5, staircase=not smooth
    )


# %%
def cosine_to(peak_lr, final_lr, total_steps):
    # alpha is the fraction of the peak that remains, the argument is a rate
    fraction = final_lr / peak_lr
    return keras.optimizers.schedules.CosineDecay(peak_lr, total_steps, alpha=fraction)


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
        self.peak_lr = peak_lr
        self.warmup_steps = warmup_steps
        self.total_steps = total_steps
        self.end_lr = end_lr

    def __call__(self, step):
        s = ops.cast(step, "float32")
        up = self.peak_lr * (s + 1) / max(1, self.warmup_steps)
        rest = (self.total_steps - s) / (self.total_steps - self.warmup_steps)
        down = self.end_lr + (self.peak_lr - self.end_lr) * ops.maximum(rest, 0.0)
        return ops.where(s < self.warmup_steps, up, down)

    def get_config(self):
        return {
            "peak_lr": self.peak_lr,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
            "end_lr": self.end_lr,
        }


# %%
QUIZ = {
    "S4": "change_during_training",
    "Q10": "thirty_two",
    "Q11": "one_halving",
    "Q12": "alpha_times_rate",
    "Q17": "compounded",
}

# %%
EXPLANATIONS = {
    "set_up_scheduling": """
Because a pretrained network already has good weights, I begin with a small learning rate,
about 1e-4, and hand it to Adam. To change the rate during training I take a schedule from
keras.optimizers.schedules, usually CosineDecay with a warmup, which decays the rate step by
step almost to zero. The schedule is passed to the optimizer as learning_rate and the optimizer
to model.compile. During fit I watch the validation loss; the ReduceLROnPlateau callback would
lower the rate when the validation loss no longer improves.
"""
}
