# %% [markdown]
# # Choosing and setting the learning rate
#
# lrgrade: optimizers 1
#
# Made by `lrgrade publish` from `solutions/optimizers/optimizers.py`.
#
# A pretrained network already knows something useful. *Fine-tuning* means training it a little
# further on your own data. The number that decides whether this goes well or ruins everything
# is the **learning rate**. In this assignment you choose one, give it to an optimizer, read it
# back, and change it in the middle of training. You write four short functions and answer six
# questions: 11 points for code, 2.8 for the quiz.
#
# Replace each `raise NotImplementedError()` by your code. Keep the names and the arguments. You
# may add cells, functions and imports (keras, tensorflow, numpy and Python's standard library),
# and try things out anywhere: only what the tasks need is run when your work is graded.
#
# **Check yourself** as often as you like, with `lrgrade check optimizers.py` in a terminal, or
# with `!lrgrade check optimizers.ipynb` in a notebook cell (save the notebook first). You see
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
import keras

# %% [markdown]
# ## What the learning rate does
#
# Training moves each weight a little, against its gradient (the direction in which the loss
# grows):
#
# `new weight = weight - learning rate x gradient`
#
# ```python
# weight, gradient = 1.0, 4.0
# weight - 0.1 * gradient      # 0.6: a step of 0.4
# weight - 0.001 * gradient    # 0.996: a small, careful step
# ```
#
# The learning rate is the length of the stride. Too small, and nothing is learned in the time
# you have. Too large, and training jumps past the good place; a pretrained network then loses
# what it knew.
#
# > **Flash card** (beginner). What is the learning rate?
# >
# > <details><summary>Answer for yourself, then turn it over</summary>
# >
# > The learning rate is how far one training step moves the weights: plain gradient descent
# > subtracts the learning rate times the gradient. Too small, and hardly anything is learned in
# > the time you have. Too large, and training jumps past the good place or falls apart.
# >
# > </details>
# >
# > Once more tomorrow: `lrgrade cards learning_rate`
#
# ## Where you set it: in the optimizer
#
# The optimizer is the object that moves the weights, so it gets the rate when it is made. The
# argument is called `learning_rate`, and without it you silently get a default: 0.01 for SGD,
# 0.001 for Adam, AdamW and RMSprop.
#
# ```python
# optimizer = keras.optimizers.Adam(learning_rate=1e-4)
# model.compile(optimizer=optimizer, loss="mse")
# ```
#
# ## Task `make_optimizer`
#
# `make_optimizer(name, learning_rate)` returns a **new** optimizer each time it is called.
#
# - `name` is exactly `"sgd"`, `"adam"`, `"adamw"` or `"rmsprop"`; the optimizer is of the Keras
#   class `SGD`, `Adam`, `AdamW` or `RMSprop` (that class itself, not a subclass).
# - Its learning rate is `learning_rate`, a positive float, exactly as given.
# - Every other argument keeps its Keras default (the optimizer's own name may be anything).
# - Any other string, `"Adam"` or `""` for example, raises `ValueError`.
#
# Points: 3 = right class 0.5, rate as given (read, and measured for SGD and Adam) 1, other
# arguments at their defaults 0.5, a new object each call 0.5, `ValueError` for other strings, and
# for these alone, 0.5.


# %%
def make_optimizer(name: str, learning_rate: float) -> keras.optimizers.Optimizer:
    """A new optimizer of the Keras class that `name` stands for, with `learning_rate`.

    `name` is "sgd", "adam", "adamw" or "rmsprop". All other arguments keep Keras's defaults.
    Raises ValueError for any other string.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Why fine-tuning needs a smaller rate
#
# A network that starts from random weights has far to go and nothing to lose, so it is trained
# with big steps. A pretrained one starts close to a good place: big steps would throw away the
# features it has learned. This is called *catastrophic forgetting*. A usual choice is a tenth
# to a hundredth of the rate for training from scratch, with Adam about 1e-4.
#
# > **Flash card** (beginner). Why does fine-tuning want a smaller learning rate than training from scratch?
# >
# > <details><summary>Answer for yourself, then turn it over</summary>
# >
# > A pretrained network already holds useful features, so it starts close to a good place. Small
# > steps adjust these features; big steps overwrite them, and the network forgets what it knew.
# > Random weights have nothing to lose and far to go, so training from scratch can take larger
# > steps.
# >
# > </details>
# >
# > Once more tomorrow: `lrgrade cards smaller_for_fine_tuning`
#
# Mind the notation: `1e-4` is 0.0001, and `10e-4` is 0.001.
#
# ## Task `fine_tuning_rate`
#
# `fine_tuning_rate(scratch_lr, factor=10.0)` returns `scratch_lr / factor` as a Python `float`.
#
# - With a rate of 1e-3 and the default factor the result is 1e-4.
# - `scratch_lr <= 0` raises `ValueError`.
# - `factor < 1` raises `ValueError`: the new rate must not be larger. A factor of exactly 1 is
#   allowed.
#
# Points: 2 = values and type 1, `ValueError` for these and for no other arguments 1.


# %%
def fine_tuning_rate(scratch_lr: float, factor: float = 10.0) -> float:
    """The rate for fine-tuning: `scratch_lr`, the one for training from scratch, over `factor`.

    Raises ValueError if `scratch_lr` is not positive or `factor` is below 1.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Reading the rate
#
# An optimizer can be made with a number or with a *schedule*: an object that gives another rate
# at each step. In both cases `optimizer.learning_rate` is the rate for the coming update, and
# `optimizer.iterations` counts the updates made so far.
#
# ```python
# schedule = keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=10, decay_rate=0.5)
# optimizer = keras.optimizers.SGD(learning_rate=schedule)
# optimizer.learning_rate      # a TensorFlow value, not yet a Python float
# int(optimizer.iterations)    # 0
# ```
#
# Keras keeps the rate in single precision: you read 9.999999747378752e-05 where you wrote 1e-4.
# That is well within the tolerance.
#
# ## Task `current_lr`
#
# `current_lr(optimizer)` returns the learning rate that the optimizer will use for its **next**
# update.
#
# - The result is a Python `float` (its type is exactly `float`).
# - It works for an optimizer made with a float, and for one made with a `LearningRateSchedule`,
#   at the start and after some updates.
# - Reading changes nothing: `iterations` is the same afterwards.
#
# Points: 2 = made with a float 0.5, made with a schedule 1, nothing changed where the rate is read
# 0.5. The type counts in the first two.


# %%
def current_lr(optimizer: keras.optimizers.Optimizer) -> float:
    """The learning rate of the optimizer's next update, as a Python float.

    `optimizer` was made with a float or with a LearningRateSchedule. It is not changed.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Changing the rate while training
#
# Between two calls of `fit` you may want a smaller rate, and nothing else changed: many
# optimizers keep a *memory* (Adam keeps averages of past gradients, SGD with momentum a
# velocity), and a new `compile` with a new optimizer throws it away. An optimizer that was made
# with a float lets you assign to its `learning_rate`.
#
# Two traps. `optimizer.lr = 1e-5` was the old name: now it raises no error and has no effect,
# because it only makes a new attribute that nobody reads. And where a schedule sets the rate,
# you cannot.
#
# Look for yourself whether a rate really took effect: train, and see how far the weights move.
#
# ```python
# import numpy as np
#
# model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
# model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.1), loss="mse")
# x, y = np.ones((8, 1)), np.zeros((8, 1))
# model.fit(x, y, verbose=0)
# before = model.get_weights()
# set_lr(model.optimizer, 0.0)         # your function
# model.fit(x, y, verbose=0)
# np.array_equal(before[0], model.get_weights()[0])    # True: rate 0 moves nothing
# ```
#
# ## Task `set_lr`
#
# `set_lr(optimizer, lr)` changes the learning rate of `optimizer` in place and returns `None`.
#
# - It takes effect in a compiled model that has already been trained, without compiling again:
#   after `set_lr(optimizer, 0.0)` a further `fit` leaves the weights bit-identical (plain SGD
#   or Adam), and after `set_lr(optimizer, 1e-2)` they move at 1e-2.
# - The optimizer keeps its other state: `iterations` goes on counting where it was, and moments
#   and velocities stay as they are.
# - For an optimizer made with a schedule it raises `TypeError`.
#
# Points: 4 = rate 0 moves nothing 0.5, new rate measured 2, `iterations` kept by a new rate 0.5,
# moments and velocities kept 0.5, `TypeError` there and nowhere else 0.5.


# %%
def set_lr(optimizer: keras.optimizers.Optimizer, lr: float) -> None:
    """Change the learning rate of `optimizer` in place; the rest of its state stays.

    It takes effect in a compiled and already trained model, without compiling again.
    Raises TypeError for an optimizer made with a LearningRateSchedule.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Setting the rate, in short
#
# > **Flash card** (beginner). How do you set the learning rate in TensorFlow?
# >
# > <details><summary>Answer for yourself, then turn it over</summary>
# >
# > Give it to the optimizer when you make it: keras.optimizers.Adam(learning_rate=1e-4), and pass
# > that optimizer to compile. Without the argument you silently get the default, 0.001 for Adam.
# > To change it later, assign to optimizer.learning_rate; the old name optimizer.lr does nothing.
# >
# > </details>
# >
# > Once more tomorrow: `lrgrade cards setting_the_rate`
#
# ## Quiz
#
# Write the word of your answer in place of `None`, in quotation marks: `"S3": "layers"`, for
# example. Capitals do not matter. A question left at `None` counts as not attempted.
# `lrgrade check` records your answers; they are marked when your course grades them.
#
# **S3** (0.4 points). Where does a learning rate go in TensorFlow?
#
# - `layers`: into the layers, one number for each of them
# - `optimizer`: into the optimizer, at the moment you create it
# - `dataset`: into the dataset, next to the batch size
# - `loss`: into the loss function that you train with
#
# **S5** (0.4 points). You fine-tune a pretrained model. Which learning rate would be a usual
# first choice?
#
# - `one`: 1.0
# - `tenth`: 0.1
# - `ten_thousandth`: 0.0001
# - `hundredth`: 0.01
#
# **Q6** (0.5 points). Plain gradient descent, weight 2.0, gradient 3.0, learning rate 0.1. What
# is the new weight?
#
# - `subtract`: 1.7
# - `add`: 2.3
# - `shrink`: 1.97
# - `ignore_rate`: -1.0
#
# **Q7** (0.5 points). Which line makes an Adam optimizer with rate 1e-4 in Keras 3?
#
# - `lr`: `Adam(lr=1e-4)`
# - `learning_rate`: `Adam(learning_rate=1e-4)`
# - `rate`: `Adam(rate=1e-4)`
# - `compile_argument`: `model.compile("adam", learning_rate=1e-4)`
#
# **Q8** (0.5 points). `model.compile(optimizer="adam", loss="mse")`: which learning rate is
# used?
#
# - `one_ten_thousandth`: 0.0001
# - `automatic`: one that Keras tunes automatically
# - `one_thousandth`: 0.001
# - `one_hundredth`: 0.01
#
# **Q18** (0.5 points). A compiled Keras 3 model has been trained for a while. You write
# `model.optimizer.lr = 1e-5` and train on. With which rate?
#
# - `new_value`: with 1e-5
# - `error`: with none, the line raises an AttributeError
# - `old_rate`: with the old rate; the line only made a new attribute that nobody uses
# - `zero`: with 0

# %%
QUIZ = {"S3": None, "S5": None, "Q6": None, "Q7": None, "Q8": None, "Q18": None}

# %% [markdown]
# ## Before you hand in
#
# Save, then run `lrgrade check optimizers.py` (or `optimizers.ipynb`) once more. Hand in that
# one file, under its own name.
