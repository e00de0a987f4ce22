# %% [markdown]
# # How large is too large?
#
# lrgrade: stability 1
#
# Made by `lrgrade publish` from `solutions/stability/stability.py`.
#
# A rate that is a little too small costs time. A rate that is too large can destroy a pretrained
# network in a few steps, and often nothing warns you: no error, no NaN, a loss that looks calm.
# In this assignment you compute where "too large" begins, look for a good rate by trying, and
# tell from four numbers what happened to a run. You write four short functions in plain NumPy
# and answer six questions: 8 points for code, 2.9 for the quiz.
#
# Replace each `raise NotImplementedError()` by your code. Keep the names and the arguments. You
# may add cells, functions and imports (keras, tensorflow, numpy and Python's standard library),
# and try things out anywhere: only what the tasks need is run when your work is graded.
#
# **Check yourself** as often as you like, with `lrgrade check stability.py` in a terminal, or
# with `!lrgrade check stability.ipynb` in a notebook cell (save the notebook first). You see
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
#   1e-4 times the peak. The tasks here name their own tolerance.
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

import numpy as np

# %% [markdown]
# ## Where too large begins: a parabola
#
# Take the simplest loss there is, a parabola with one weight: `loss = 5 * weight**2`. Its slope
# is `10 * weight`, and the slope of the slope, the *curvature*, is 10 everywhere. Gradient
# descent walks towards the bottom at 0:
#
# ```python
# def walk(rate, momentum=0.0, curvature=10.0, steps=50):
#     weight, velocity = 1.0, 0.0
#     for _ in range(steps):
#         velocity = momentum * velocity - rate * curvature * weight
#         weight = weight + velocity
#     return weight
#
#
# walk(0.19)     # 0.005: it gets there
# walk(0.20)     # 1.0: from one side to the other, for ever
# walk(0.21)     # 117: each step ends farther out than it began
# ```
#
# ```text
# weight    rate 0.05           rate 0.19           rate 0.21
#   2 |                                                   o
#   1 | o                   o   o   o   o           o   o
#   0 |---o-o-o-o-o-o-   ----------------------   ----------------------
#  -1 |                       o   o   o   o           o   o
#  -2 |                                                       o
#        slides in           swings, and shrinks    swings, and grows
# ```
#
# Each step multiplies the weight by `1 - rate * 10`. That shrinks it as long as the factor stays
# between -1 and 1, and no longer: nothing in between warns you, the walk just turns round.
#
# A network has many weights. Its curvature is a symmetric matrix, the *Hessian*: along each of
# its eigenvectors the loss is a parabola like this one, and the eigenvalue is the curvature
# there. All directions share one learning rate, so the steepest of them decides. In the digits
# network of this course the largest eigenvalue is about 81 to 118 after its new head has been
# trained, which puts the limit near 0.02. That is also where fine-tuning by plain SGD stops
# going well.
#
# **Momentum** adds a share of the last step to the next one. It damps the swinging, so the limit
# rises by the factor `1 + momentum`: for the parabola above, `walk(0.37, 0.9)` still shrinks and
# `walk(0.39, 0.9)` grows.
#
# Mind the other side of momentum. Where the gradient keeps its direction, the shares add up:
#
# ```python
# velocity = 0.0
# for _ in range(60):
#     velocity = 0.9 * velocity - 0.01 * 1.0      # rate 0.01, gradient always 1
# velocity                                        # almost -0.1
# ```
#
# ## Task `max_stable_lr`
#
# `max_stable_lr(hessian, momentum=0.0)` returns the learning rate below which gradient descent on
# a parabola with this Hessian converges and above which it diverges:
#
# `2 * (1 + momentum) / lam`, where `lam` is the largest eigenvalue of `hessian`.
#
# - `hessian` is a NumPy array of floats, square and symmetric, no eigenvalue is negative, and the
#   largest is above 0. It may have numbers beside the diagonal, and one row only.
# - `0 <= momentum < 1`, as in `walk` above and in `keras.optimizers.SGD`.
# - The result is one number: a Python float or a NumPy float, as you like. It is compared with a
#   relative tolerance of 1e-6.
# - We also walk: at 0.95 times your rate the loss must fall, at 1.05 times it must grow.
#
# Points: 2 = without momentum 0.5, with momentum 0.5, the walk 0.5, other matrices 0.5 (hidden).


# %%
def max_stable_lr(hessian: np.ndarray, momentum: float = 0.0) -> float:
    """The largest stable rate of gradient descent with `momentum` on a parabola.

    `hessian` is symmetric, of shape (n, n), without negative eigenvalues.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Look for a rate by trying: the range test
#
# Nobody computes the Hessian of a large network. The *learning-rate range test* (Leslie Smith,
# 2015) finds a rate by trying: train on one batch after the other, with a larger rate each time,
# from far too small to far too large, and write down the loss of each batch. Here the rate
# doubles after each step:
#
# ```python
# random = np.random.default_rng(0)
# x = random.normal(size=(500, 3))
# y = x @ np.array([3.0, -2.0, 0.5]) + random.normal(size=500)
# weights, rate = np.zeros(3), 0.001
# for step in range(14):
#     batch = random.choice(500, 50)
#     error = x[batch] @ weights - y[batch]
#     print(f"{rate:.3f} {np.mean(error**2):.2f}")
#     weights -= rate * 2 * x[batch].T @ error / 50
#     rate = rate * 2
# ```
#
# ```text
# loss
#   327 |                                                                    o
#    16 |   o    o    o    o    o    o    o
#     8 |                                      o
#     4 |                                           o                   o
#     2 |                                                o
#     1 |                                                     o    o
#       +----------------------------------------------------------------------
#        .001 .002 .004 .008 .016 .032 .064 .128 .256 .512  1.0  2.0  4.1  8.2  rate
#             too small, nothing happens          learning       too large
# ```
#
# Three things to notice. The useful rates lie many factors apart, so the test goes through them
# by factors: the axis is *geometric*, not linear. Where the loss is lowest, the rate is already
# close to too large, so one takes a tenth of it. And when the loss has run away, the weights are
# ruined: what is measured after that says nothing about the rate.
#
# **How far to trust it.** The result depends on the network, on the batches and on luck. On the
# digits network with a trained head, range tests with SGD suggested anything from 1e-7 to 1.7e-3,
# on the same data. So take it for a first guess, to be tried out, and expect no more. This is
# also why the tasks below are plain functions of given numbers: those are right or wrong, a
# range test of yours would be lucky or unlucky.
#
# ## Task `lr_range`
#
# `lr_range(start, end, n)` returns the rates of a range test as a **NumPy array** of shape
# `(n,)`.
#
# - The first is `start`, the last is `end`, and each is the same multiple of the one before: from
#   1e-4 to 1e-1 in four values that is 1e-4, 1e-3, 1e-2, 1e-1.
# - `0 < start < end` are floats, `n` is an int of 2 or more.
# - Every value is compared with a relative tolerance of 1e-9, so stay in double precision
#   (float64, NumPy's default).
#
# Points: 1 = the array 0.5, between other ends 0.5 (hidden).


# %%
def lr_range(start: float, end: float, n: int) -> np.ndarray:
    """`n` rates from `start` to `end`, each the same multiple of the one before: shape (n,)."""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Task `suggest_lr`
#
# `suggest_lr(lrs, losses)` reads a rate off a range test, in two steps.
#
# 1. **Cut.** Find the first loss that is NaN or infinite, or that is greater than 4 times the
#    *lowest of all losses before it*. Drop that loss and everything after it, even what looks
#    good again. If there is no such loss, nothing is dropped.
# 2. **Pick.** Among what is left, find the lowest loss (the first one, if several are equally
#    low). Return the rate at that place, divided by 10.
#
# - `lrs` and `losses` are NumPy arrays of floats of the same length, 2 or more. The rates grow.
#   `losses[0]` is finite, and every finite loss is above 0.
# - No loss lies within 1 % of 4 times the lowest before it.
# - The result is a **Python `float`** (its type is exactly `float`, not NumPy's `float64`).
#   Relative tolerance 1e-9.
#
# With the losses 1.6, 1.2, 0.5, 30.0, 0.1 the first three are left, and a tenth of the third rate
# is returned. A loss can also creep up, each value only a little above the one before: it is the
# lowest so far that counts, not the neighbour.
#
# Points: 2 = nothing to cut 0.5 (only here the type counts), a jump or a slow rise 0.5, NaN and
# infinity 0.5, other curves 0.5 (hidden).


# %%
def suggest_lr(lrs: np.ndarray, losses: np.ndarray) -> float:
    """A tenth of the rate with the lowest loss, before the losses run away.

    `lrs` and `losses` have shape (n,); from the first loss on that is not finite, or above 4
    times the lowest before it, nothing counts. Of equal losses the first is taken.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## What divergence looks like
#
# On the parabola a rate that is too large ends in infinity. A network with ReLUs does something
# else: the loss jumps once, to hundreds of times what it was, most units end up at 0 for every
# image, and then there is nothing left that a gradient could move. What remains answers the same
# for every image. With five classes, all equally likely, the loss of that is
#
# ```python
# math.log(5)     # 1.609: the loss of knowing nothing about five classes
# ```
#
# ```text
# loss
# 1000 |  o
#  100 |   o
#   10 |    o o
#  1.6 |       oooooooooooooooooooooooooooooooo     chance level: ln 5
#  0.5 |o                                           before fine-tuning
#      +-----------------------------------------
#       step 0                                100
# ```
#
# The sketch shows the shape; this is what was measured, the loss of each batch at six rates:
#
# ![Loss of each batch for six learning rates, Adam](images/loss_adam.svg)
#
# No NaN, no error, and the last loss is far below the highest one. "The loss is finite" is true
# of such a run, and so is "the loss went down since the first epoch", because the explosion is
# inside the first epoch. We measured 528 runs at rates that were too high, and all 528 passed
# both tests. The one comparison that helps is with the loss **before** fine-tuning.
#
# Now and then it is a single batch that throws the weights far out. *Clipping* shortens gradients
# that are too long, and Keras knows three kinds: `clipvalue` cuts every single number,
# `clipnorm` shortens the gradient of each variable by itself, and `global_clipnorm` puts all
# gradients into one long vector and shortens that.
#
# ## Why the loss alone is not enough
#
# Here is what Adam did to the digits network in 100 steps (medians of 24 networks). "Lost" is
# the accuracy on the old task, digits 0 to 4, that fine-tuning on 5 to 9 took away.
#
# | rate | last loss / loss before | new task | old task: lost |
# |---|---|---|---|
# | 1e-5 | 0.946 | 0.79 | 0.00 |
# | 1e-3 | 0.132 | 0.97 | 0.01 |
# | 3e-2 | **0.012** | 0.98 | **0.60** |
# | 3e-1 | 2.64 | 0.20 | 0.80 |
#
# ![Accuracy on the old and the new task against the learning rate, Adam](images/accuracy_adam.svg)
#
# (For plain SGD the picture is the same, [farther to the right](images/accuracy_sgd.svg).)
#
# Look at 3e-2: nearly the lowest loss of all, excellent on the new task, and most of the old one
# gone. Who picks the rate by the loss of the new task picks *forgetting*. If the old knowledge
# matters, measure it before and after.
#
# ## Task `diagnose`
#
# `diagnose(initial_loss, final_loss, source_before, source_after)` returns the name of what
# happened, one of four strings. The **first** rule that fits counts:
#
# 1. `"diverged"` if `final_loss` is NaN or infinite, or greater than `initial_loss`;
# 2. `"forgetting"` if `source_before - source_after` is greater than 0.20;
# 3. `"too_timid"` if `final_loss` is greater than 0.80 times `initial_loss`;
# 4. `"healthy"` otherwise.
#
# - All four arguments are Python floats. The losses are those of the new task before and after
#   fine-tuning; `initial_loss` is finite and above 0. The accuracies are shares of 1 on the old
#   task (the *source*), also before and after; the accuracy may rise.
# - No number that is tried lies within 0.1 % of a limit.
# - The names are written exactly as above.
# - We also hand it the numbers of 40 real runs of the digits network, trained at rates that are
#   known to be good, too small or too large. The rules name every one of them rightly.
#
# Points: 3 = each name 0.5, NaN and infinity 0.5, the order of the rules 0.5, recorded runs 0.5,
# other numbers 0.5 (hidden), other recorded runs 0.5 (hidden).


# %%
def diagnose(
    initial_loss: float, final_loss: float, source_before: float, source_after: float
) -> str:
    """The name of a run: diverged, forgetting, too_timid or healthy, the first that fits.

    The losses are those of the new task, the accuracies (0 to 1) those of the old one.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## A rate that is too high, in short
#
# > **Flash card** (intermediate). What does a learning rate that is too high do to fine-tuning?
# >
# > <details><summary>Answer for yourself, then turn it over</summary>
# >
# > It overwrites the pretrained features: the old task is forgotten, even while the loss on the
# > new data falls nicely. Higher still, the loss jumps up and the network often ends at guessing,
# > with a loss that is finite and no longer moves. So compare with the loss before fine-tuning,
# > and measure the old task too.
# >
# > </details>
# >
# > Once more tomorrow: `lrgrade cards too_high`
#
# ## Quiz
#
# Write the word of your answer in place of `None`, in quotation marks: `"S2": "stops"`, for
# example. Capitals do not matter. A question left at `None` counts as not attempted.
# `lrgrade check` records your answers; they are marked when your course grades them.
#
# **S2** (0.4 points). You fine-tune with a learning rate that is far too high. What may happen?
#
# - `ignores_new`: the model pays no attention to the new data
# - `stops`: training stops at once
# - `forgets`: the model loses what it knew, and training becomes unstable
# - `better`: the model learns the new task faster and better
#
# **Q9** (0.5 points). Ten epochs of fine-tuning: the training loss went from 0.62 to 0.60, the
# accuracy on the old task is still 0.99, that on the new task has not changed. The learning rate
# is most likely
#
# - `far_too_high`: far too high
# - `about_right`: about right
# - `converged`: without influence, because the model has converged
# - `too_small`: too small
#
# **Q20** (0.5 points). Five classes, Adam with rate 0.3, a loss of 0.5 before fine-tuning. In the
# first steps the loss jumps to 1000, then it stays at 1.61. There is no NaN. What is this run?
#
# - `converged`: converged: the loss does not change any more
# - `healthy`: healthy: the last loss is far below the first ones
# - `too_small`: too timid: the learning rate is too small
# - `diverged`: diverged: the network is dead and guesses
#
# **Q21** (0.5 points). The loss is 25 w^2, so its second derivative is 50. Plain gradient descent
# converges for all learning rates below
#
# - `two_hundredths`: 0.02
# - `four_hundredths`: 0.04
# - `eight_hundredths`: 0.08
# - `any`: any value, given enough steps
#
# **Q23** (0.5 points). The gradient keeps the same value for many steps. How far does `SGD(0.01,
# momentum=0.9)` move per step in the end?
#
# - `same`: 0.01 times the gradient
# - `reduced`: 0.009 times the gradient
# - `tenfold`: 0.1 times the gradient
# - `added`: 0.019 times the gradient
#
# **Q24** (0.5 points). All gradients taken together must have a norm of at most 1, and keep their
# common direction. Which argument of a Keras optimizer does that?
#
# - `global_clipnorm`: `global_clipnorm=1.0`
# - `clipnorm`: `clipnorm=1.0`
# - `clipvalue`: `clipvalue=1.0`
# - `weight_decay`: `weight_decay=1.0`

# %%
QUIZ = {"S2": None, "Q9": None, "Q20": None, "Q21": None, "Q23": None, "Q24": None}

# %% [markdown]
# ## Before you hand in
#
# Save, then run `lrgrade check stability.py` (or `stability.ipynb`) once more. Hand in that one
# file, under its own name.
