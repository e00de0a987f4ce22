# %% [markdown]
# # Changing the learning rate during training
#
# One rate for the whole training is rarely the best. Large steps find the right region quickly,
# small steps settle down in it, and a gentle start protects a pretrained network. A rule that
# says which rate counts when is a **learning-rate schedule**. In this assignment you count
# steps, lower the rate with a callback, use the schedules that Keras brings, and write one of
# your own. There are eight tasks, five quiz questions and one explanation: 23 points for code,
# 2.4 for the quiz, 4 for the explanation.
#
# Replace each `raise NotImplementedError()` by your code. Keep the names and the arguments. You
# may add cells, functions and imports (keras, tensorflow, numpy and Python's standard library),
# and try things out anywhere: only what the tasks need is run when your work is graded.
#
# **Check yourself** as often as you like, with `lrgrade check schedules.py` in a terminal, or
# with `!lrgrade check schedules.ipynb` in a notebook cell (save the notebook first). You see
# about two thirds of the points there. The other checks ask for the same things with other
# numbers.
#
# **Rules for every task**
#
# - (a) The course uses Keras 3.15 on TensorFlow 2.21.
# - (b) Two calls return independent objects. Nothing may depend on how often a function was
#   called before. Printing is harmless and costs nothing.
# - (c) Learning rates are compared with a relative tolerance: 1e-6 when read from an optimizer,
#   1e-5 when computed by a schedule or a function, 1e-9 for plain arithmetic and lists, 1e-3
#   when measured from how far the weights move. Where the right value is 0, the tolerance is
#   1e-4 times the peak.
# - (d) Any implementation that behaves as specified is accepted: built-in, subclass, callback,
#   custom loop.
# - (e) "Frozen" means bit-identical after training; "trained" means that at least one element
#   changed.
# - (f) Steps count optimizer updates and start at 0. Epochs start at 0. The last partial batch
#   counts.
# - (g) A schedule must not count its own calls: Keras may read it more than once a step.
# - (h) 0.0 is a valid learning rate.
# - (i) Arguments that the text does not mention as errors are never tried.

# %%
import math

import keras

# %% [markdown]
# ## Steps and epochs
#
# A *step* is one optimizer update, made on one batch. An *epoch* is one pass over all samples.
# Keras trains on the last batch too when it is only partly filled: 250 images in batches of 32
# are seven full batches and one of 26, so 8 steps. Each epoch begins with a new batch; batches
# never reach from one epoch into the next.
#
# This matters because Keras schedules count **steps**, not epochs. A schedule made for "10"
# ends after ten batches.
#
# ## Task `steps_per_epoch`
#
# `steps_per_epoch(n_samples, batch_size)` returns how many steps `fit` makes in one epoch, as
# an `int`.
#
# - 240 samples in batches of 24 are 10 steps; 250 in batches of 32 are 8; 1 in batches of 32 is
#   1.
# - An argument that is not an `int` (`240.0`, for example) or is below 1 raises `ValueError`.
#   This holds for each of the two. (`True` and NumPy's integers are never tried.)
#
# Points: 1 = values and type `int` 0.5, `ValueError` for these and for no other arguments 0.5.


# %%
def steps_per_epoch(n_samples: int, batch_size: int) -> int:
    """How many optimizer steps one epoch has; the last partial batch counts.

    Raises ValueError if an argument is not an int or is below 1.
    """
    ### BEGIN SOLUTION
    for number in (n_samples, batch_size):
        if not isinstance(number, int) or number < 1:
            raise ValueError(f"expected a whole number of at least 1, not {number!r}")
    return math.ceil(n_samples / batch_size)
    ### END SOLUTION


# %% [markdown]
# ## Task `total_steps`
#
# `total_steps(n_samples, batch_size, epochs)` returns how many steps a `fit` over `epochs`
# epochs makes, as an `int`.
#
# - 250 samples in batches of 32 over 3 epochs are 24 steps: 3 times 8, not 750 / 32.
# - An argument that is not an `int` or is below 1 raises `ValueError`. This holds for each of
#   the three.
#
# Points: 1 = values and type `int` 0.5, `ValueError` for these and for no other arguments 0.5.


# %%
def total_steps(n_samples: int, batch_size: int, epochs: int) -> int:
    """How many optimizer steps `fit` makes in `epochs` epochs.

    Raises ValueError if an argument is not an int or is below 1.
    """
    ### BEGIN SOLUTION
    if not isinstance(epochs, int) or epochs < 1:
        raise ValueError(f"expected a whole number of at least 1, not {epochs!r}")
    return epochs * steps_per_epoch(n_samples, batch_size)
    ### END SOLUTION


# %% [markdown]
# ## Lower the rate between epochs: a callback
#
# A *callback* is an object that `fit` calls at fixed moments, for example before each epoch. It
# may set the rate of an optimizer that was made with a float. `LearningRateScheduler` is a
# callback that asks a function of yours: it gets the epoch's index and the present rate, and
# returns the rate for this epoch, a Python float.
#
# ```python
# def rate_of(epoch, learning_rate):
#     return 0.1 / (epoch + 1)
#
# callback = keras.callbacks.LearningRateScheduler(rate_of)
# model.fit(x, y, epochs=3, callbacks=[callback])      # 0.1, then 0.05, then 0.0333
# ```
#
# You do not have to believe a callback: measure it. `rates_in_fit` trains a model with one
# weight and reports, for each epoch, the rates that really moved it.
#
# ```python
# from graders.lab import rates_in_fit
#
# optimizer = keras.optimizers.SGD(learning_rate=1.0)
# rates_in_fit(optimizer, [callback], epochs=2)     # about [[0.1, 0.1, 0.1], [0.05, 0.05, 0.05]]
# ```
#
# A trap: a function that multiplies the *present* rate goes on from where the last `fit` ended.
# Compute the rate from the epoch alone.
#
# ## Task `step_decay_callback`
#
# `step_decay_callback(initial_lr, drop, epochs_per_drop)` returns a Keras callback. During the
# epoch with index `e`, as `fit` passes it, every step has the rate
#
# `initial_lr * drop ** (e // epochs_per_drop)`
#
# - With (0.01, 0.5, 2) the epochs 0, 1, 2, 3, 4 have 0.01, 0.01, 0.005, 0.005, 0.0025.
# - The rate depends on `e` only. A second `fit` starts again at `initial_lr`; a
#   `fit(initial_epoch=3)` with a fresh optimizer starts with `e = 3`.
# - The optimizer was made with a float, any value: your callback sets the rate from the first
#   step on.
# - Several of your callbacks, with other settings, may be in use at the same time.
#
# Points: 4 = rates over six epochs 2, second `fit` 1, `initial_epoch` 0.5, two callbacks at
# once 0.5.


# %%
def step_decay_callback(
    initial_lr: float, drop: float, epochs_per_drop: int
) -> keras.callbacks.Callback:
    """A callback that sets `initial_lr * drop ** (e // epochs_per_drop)` for epoch index e.

    The rate depends on the epoch index that `fit` passes, and on nothing else.
    """

    ### BEGIN SOLUTION
    def rate_of(epoch, learning_rate):
        return initial_lr * drop ** (epoch // epochs_per_drop)

    return keras.callbacks.LearningRateScheduler(rate_of)
    ### END SOLUTION


# %% [markdown]
# ## Schedules that Keras brings
#
# A schedule object goes where the float went. The optimizer calls it at every step with the
# number `s` of updates that it has made so far, and moves the weights with the rate that comes
# back.
#
# ```python
# schedule = keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=10, decay_rate=0.5)
# float(schedule(0)), float(schedule(10)), float(schedule(20))    # 0.1, 0.05, 0.025
# optimizer = keras.optimizers.SGD(learning_rate=schedule)
# ```
#
# A schedule can be measured as well, step by step:
#
# ```python
# from graders.lab import applied_rates
#
# applied_rates(schedule, steps=3)    # about [0.1, 0.0933, 0.0871]
# ```
#
# The next four tasks each return an object that an optimizer accepts as `learning_rate=`. What
# holds for all four:
#
# - The object works in a compiled model's `fit` (graph mode), and goes on working after its
#   last step.
# - It is tried for a few steps longer than the schedule lasts. If it is a
#   `LearningRateSchedule`, it is also called directly at single steps, with an integer
#   `keras.Variable` as Keras does it.
# - You may assume that rates are positive floats (`1.0` is one), and where a task has these
#   arguments, that `1 <= warmup_steps < total_steps`, `final_lr < peak_lr` and, in `by_epoch`,
#   `len(values) == len(epochs) + 1`, at least one boundary, epochs that are positive and
#   increase. `final_lr` may be 0.0.
# - The arguments must not be changed: the same lists may be passed again.
# - Two objects with other settings, or with the same ones, may be in use at the same time.
# - `get_config` and saving are not asked for.
#
# ## Task `halving`
#
# `halving(initial_lr, steps_per_halving, smooth)` halves the rate every `steps_per_halving`
# steps.
#
# - `smooth=True`: `LR(s) = initial_lr * 0.5 ** (s / steps_per_halving)`
# - `smooth=False`: `LR(s) = initial_lr * 0.5 ** floor(s / steps_per_halving)`, the rate stays
#   the same between two halvings.
#
# Points: 2 = measured in training 1, direct values 0.5, objects independent, arguments
# unchanged 0.5.


# %%
def halving(
    initial_lr: float, steps_per_halving: int, smooth: bool
) -> keras.optimizers.schedules.LearningRateSchedule:
    """A rate that halves every `steps_per_halving` steps, gradually or (smooth=False) at once.

    LR(s) = initial_lr * 0.5 ** (s / steps_per_halving), the exponent rounded down if not smooth.
    """
    ### BEGIN SOLUTION
    return keras.optimizers.schedules.ExponentialDecay(
        initial_lr, decay_steps=steps_per_halving, decay_rate=0.5, staircase=not smooth
    )
    ### END SOLUTION


# %% [markdown]
# ## Task `cosine_to`
#
# A cosine falls slowly, then quickly, then slowly again.
# `cosine_to(peak_lr, final_lr, total_steps)` goes from `peak_lr` at step 0 to `final_lr` at
# step `total_steps`, and stays there:
#
# `LR(s) = final_lr + (peak_lr - final_lr) / 2 * (1 + cos(pi * min(s, total_steps) / total_steps))`
#
# - **`final_lr` is a learning rate, not a fraction.** With a peak of 0.1 and a final rate of
#   0.01 the schedule ends at 0.01. Read in Keras's manual what the `alpha` of its `CosineDecay`
#   means.
#
# Points: 2 = measured in training 1, direct values 0.5, objects independent 0.5.


# %%
def cosine_to(
    peak_lr: float, final_lr: float, total_steps: int
) -> keras.optimizers.schedules.LearningRateSchedule:
    """Half a cosine from `peak_lr` at step 0 to `final_lr` at `total_steps`, then constant.

    LR(s) = final_lr + (peak_lr - final_lr) / 2 * (1 + cos(pi * min(s, total_steps) / total_steps))
    """
    ### BEGIN SOLUTION
    return keras.optimizers.schedules.CosineDecay(
        peak_lr, decay_steps=total_steps, alpha=final_lr / peak_lr
    )
    ### END SOLUTION


# %% [markdown]
# ## Task `by_epoch`
#
# `by_epoch(values, epochs, steps_per_epoch)` gives each stretch of epochs a rate of its own,
# although a schedule sees steps only. `values` has one entry more than `epochs`.
#
# - The rate is `values[0]` for every step of the epochs 0 to `epochs[0] - 1`.
# - The **first** step of epoch `epochs[i]` already uses `values[i + 1]`.
# - With `values=[0.1, 0.2, 0.05]`, `epochs=[1, 3]` and 2 steps an epoch, the steps 0, 1, 2, ...
#   have 0.1, 0.1, 0.2, 0.2, 0.2, 0.2, 0.05, 0.05, ... Values may rise and fall.
# - `PiecewiseConstantDecay` can do it. Find out on which side of a boundary it changes.
#
# Points: 2 = measured in training 1, direct values 0.5, objects independent, lists unchanged
# 0.5.


# %%
def by_epoch(
    values: list[float], epochs: list[int], steps_per_epoch: int
) -> keras.optimizers.schedules.LearningRateSchedule:
    """`values[0]` until epoch `epochs[0]` begins, `values[1]` until `epochs[1]` begins, and so on.

    The first step of epoch `epochs[i]` already has `values[i + 1]`. The lists are not changed.
    """
    ### BEGIN SOLUTION
    # Keras keeps the old value at the boundary itself, so name the last step before the change.
    boundaries = [epoch * steps_per_epoch - 1 for epoch in epochs]
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, values)
    ### END SOLUTION


# %% [markdown]
# ## Task `warmup_cosine`
#
# At the start an optimizer knows little about the gradients, and a new output layer sends wild
# ones. A *warm-up* begins with tiny steps and climbs to the peak; then the rate comes down.
#
# `warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0)`:
#
# - `s < warmup_steps`: `LR(s) = peak_lr * s / warmup_steps`. The first rate is 0, and that is
#   intended.
# - from `s = warmup_steps` to `s = total_steps`: half a cosine from `peak_lr` down to
#   `final_lr`, so with `p = (s - warmup_steps) / (total_steps - warmup_steps)` it is
#   `LR(s) = final_lr + (peak_lr - final_lr) / 2 * (1 + cos(pi * p))`.
# - afterwards: `final_lr`.
# - **`total_steps` counts the warm-up too**, and `final_lr` is a rate, not a fraction.
#
# Points: 2 = measured in training 1, direct values 0.5, objects independent 0.5.


# %%
def warmup_cosine(
    peak_lr: float, warmup_steps: int, total_steps: int, final_lr: float = 0.0
) -> keras.optimizers.schedules.LearningRateSchedule:
    """A straight climb from 0 to `peak_lr`, then half a cosine to `final_lr`, then constant.

    The peak is reached at `warmup_steps`, the final rate at `total_steps`, both counted from 0.
    """
    ### BEGIN SOLUTION
    return keras.optimizers.schedules.CosineDecay(
        0.0,
        decay_steps=total_steps - warmup_steps,
        alpha=final_lr / peak_lr,
        warmup_target=peak_lr,
        warmup_steps=warmup_steps,
    )
    ### END SOLUTION


# %% [markdown]
# ## A schedule of your own
#
# A schedule is a class with three methods: `__init__` keeps the settings, `__call__(step)`
# gives the rate, `get_config` returns the settings as a dictionary, so that Keras can save and
# rebuild it. This one falls from `start` by the square root of the step:
#
# ```python
# class SquareRoot(keras.optimizers.schedules.LearningRateSchedule):
#     def __init__(self, start):
#         self.start = start
#
#     def __call__(self, step):
#         step = keras.ops.cast(step, "float32")
#         return self.start / keras.ops.sqrt(step + 1.0)
#
#     def get_config(self):
#         return {"start": self.start}
# ```
#
# In `fit` Keras turns the training step into a graph once, and the step is then a placeholder
# whose value is not yet known. So `if step < 10:`, NumPy functions and counters of your own
# work when you call the schedule by hand, but fail or freeze inside `fit`. Compute both
# branches, and let `keras.ops.where` pick:
#
# ```
# keras.ops.where(step < 10.0, rate_while_warming_up, rate_afterwards)
# ```
#
# A whole-number step may not mix with floats, hence the `cast`.
#
# ## Task `WarmupLinear`
#
# `WarmupLinear(peak_lr, warmup_steps, total_steps, end_lr=0.0)` climbs in a straight line and
# falls in a straight line. With W = `warmup_steps` and T = `total_steps`:
#
# - `s < W`: `LR(s) = peak_lr * (s + 1) / W`. The first rate is not 0, and the peak is reached
#   at step W - 1.
# - `W <= s < T`: `LR(s) = end_lr + (peak_lr - end_lr) * (T - s) / (T - W)`
# - `s >= T`: `LR(s) = end_lr`
#
# You may assume `0 <= W < T` and `0 <= end_lr <= peak_lr`, with a positive peak. W may be 0:
# then there is no warm-up. What else counts:
#
# - `step` may be a Python `int`, a NumPy integer, a scalar `tf.int64` tensor, or a
#   `keras.Variable` of an integer dtype. The result is a number or a scalar tensor.
# - It works as `learning_rate=` of an optimizer in a compiled model's `fit` (graph mode).
# - No rate is ever above `peak_lr`, below the smaller of `end_lr` and `peak_lr / max(W, 1)`
#   (rounding aside), or not a number.
# - `get_config()` returns a dictionary from which `WarmupLinear.from_config` rebuilds an equal
#   schedule, and a compiled model that uses it can be saved as a `.keras` file and loaded with
#   `custom_objects={"WarmupLinear": WarmupLinear}`. Two schedules with other settings may be in
#   use while this happens.
#
# Points: 9 = values 3, the four kinds of step 2, measured in training 2, `get_config` 0.5,
# saving 0.5 (both for a schedule whose values follow from its settings), bounds 1.


# %%
class WarmupLinear(keras.optimizers.schedules.LearningRateSchedule):
    """A straight climb to `peak_lr`, then a straight line to `end_lr`, then constant.

    s < W: peak_lr (s + 1) / W;  W <= s < T: end_lr + (peak_lr - end_lr) (T - s) / (T - W);
    s >= T: end_lr.  W = warmup_steps (0 or more), T = total_steps (above W).
    """

    def __init__(
        self, peak_lr: float, warmup_steps: int, total_steps: int, end_lr: float = 0.0
    ) -> None:
        """Keep the settings."""
        ### BEGIN SOLUTION
        self.peak_lr = peak_lr
        self.warmup_steps = warmup_steps
        self.total_steps = total_steps
        self.end_lr = end_lr
        ### END SOLUTION

    def __call__(self, step):
        """The rate at `step`: an int, a NumPy integer, a tf.int64 scalar or a keras.Variable."""
        ### BEGIN SOLUTION
        step = keras.ops.cast(step, "float32")
        climb = self.peak_lr * (step + 1.0) / max(self.warmup_steps, 1)
        left = (self.total_steps - step) / (self.total_steps - self.warmup_steps)
        fall = self.end_lr + (self.peak_lr - self.end_lr) * keras.ops.maximum(left, 0.0)
        return keras.ops.where(step < self.warmup_steps, climb, fall)
        ### END SOLUTION

    def get_config(self) -> dict:
        """The settings by name, as `__init__` takes them."""
        ### BEGIN SOLUTION
        return {
            "peak_lr": self.peak_lr,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
            "end_lr": self.end_lr,
        }
        ### END SOLUTION


# %% [markdown]
# ## Adjusting the rate, in short
#
# {card: adjusting_the_rate}
#
# ## Quiz
#
# Write the word of your answer in place of `None`, in quotation marks: `"S4": "constant"`, for
# example. Capitals do not matter. A question left at `None` counts as not attempted.
# `lrgrade check` records your answers; they are marked when your course grades them.
#
# **S4** (0.4 points). What does learning-rate scheduling mean?
#
# - `drop_once`: lowering the rate one time, when the first epoch is over
# - `constant`: holding the rate at one value from beginning to end
# - `change_during_training`: changing the rate by plan as training goes on, so that the result
#   gets better
# - `random`: drawing a random rate for each batch
#
# **Q10** (0.5 points). 250 images, batch size 32, 4 epochs of `fit`. How many optimizer steps?
#
# - `twenty_eight`: 28
# - `thirty_one`: 31
# - `thirty_two`: 32
# - `thousand`: 1000
#
# **Q11** (0.5 points).
# `ExponentialDecay(1e-3, decay_steps=100, decay_rate=0.5, staircase=True)`: what is the rate at
# step 150?
#
# - `smooth`: 3.54e-4
# - `one_halving`: 5e-4
# - `two_halvings`: 2.5e-4
# - `linear`: 7.5e-4
#
# **Q12** (0.5 points). `CosineDecay(1e-3, decay_steps=1000, alpha=1e-5)`: what is the final
# rate?
#
# - `alpha_itself`: 1e-5
# - `zero`: 0
# - `alpha_times_rate`: 1e-8
# - `start`: 1e-3
#
# **Q17** (0.5 points). The rate starts at 1.0, and `fit` gets
# `LearningRateScheduler(lambda epoch, lr: lr * 0.5**epoch)`. What is the rate during the fourth
# epoch (epoch = 3)?
#
# - `compounded`: 0.015625
# - `intended`: 0.125
# - `from_one`: 0.0625
# - `last_factor`: 0.5

# %%
QUIZ = {"S4": None, "Q10": None, "Q11": None, "Q12": None, "Q17": None}
### BEGIN SOLUTION
QUIZ = {
    "S4": "change_during_training",
    "Q10": "thirty_two",
    "Q11": "one_halving",
    "Q12": "alpha_times_rate",
    "Q17": "compounded",
}
### END SOLUTION

# %% [markdown]
# ## Explanation
#
# *Describe how you would set up learning rate scheduling in TensorFlow for fine-tuning.*
#
# Hint: Consider how to change learning rate during training.
#
# Write a few whole sentences between the quotation marks (three of them allow several lines).
# A program looks for four ideas, one point each, and leaves to a person what it is unsure of. A
# person can always look at your text again.

# %%
EXPLANATIONS = {"set_up_scheduling": """"""}
### BEGIN SOLUTION
EXPLANATIONS = {
    "set_up_scheduling": """
I create the optimizer with a small learning rate, about 1e-4 with Adam, because the
pretrained weights are already good. To change the rate during training I use a schedule from
keras.optimizers.schedules, for example CosineDecay. It warms the rate up over the first steps
and then lets it decay slowly to nearly zero. The schedule object is passed to the optimizer
as learning_rate, and the optimizer to model.compile. I call fit with validation data and
watch the validation loss. If I do not know the number of steps beforehand, I give the
optimizer a float and pass the ReduceLROnPlateau callback in fit(callbacks=[...]), which
lowers the rate when the validation loss stops improving.
"""
}
### END SOLUTION

# %% [markdown]
# ## Before you hand in
#
# Save, then run `lrgrade check schedules.py` (or `schedules.ipynb`) once more. Hand in that one
# file, under its own name.
