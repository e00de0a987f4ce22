# %% [markdown]
# # Fine-tuning a pretrained network
#
# lrgrade: fine_tuning 1
#
# Made by `lrgrade publish` from `solutions/fine_tuning/fine_tuning.py`.
#
# A network that was trained on one task already sees: its first layers find edges and strokes,
# its last ones put them together. Fine-tuning reuses that for a new task with little data. The
# learning rate decides what becomes of it: too small, and nothing is learned; too large, and what
# the network knew is gone within a few updates. In this assignment you put a new head on a
# pretrained base, train the head alone, unfreeze the base, and finally give the parts of a
# network learning rates of their own. There are six tasks, six quiz questions and one
# explanation: 20 points for code, 2.9 for the quiz, 4 for the explanation.
#
# Replace each `raise NotImplementedError()` by your code. Keep the names and the arguments. You
# may add cells, functions and imports (keras, tensorflow, numpy and Python's standard library),
# and try things out anywhere: only what the tasks need is run when your work is graded.
#
# **Check yourself** as often as you like, with `lrgrade check fine_tuning.py` in a terminal, or
# with `!lrgrade check fine_tuning.ipynb` in a notebook cell (save the notebook first). You see
# about two thirds of the points there. The other checks ask for the same things with other
# numbers. A check of this assignment trains small networks and takes up to a minute.
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
# ## The digits task
#
# Small pictures of handwritten digits, 8 by 8 pixels. A small network, the *base*, was trained on
# the digits 0 to 4: the **source** task. You have 240 pictures of the digits 5 to 9, labelled 0 to
# 4: the **target** task. `load_pretrained` gives the base and the *head* that it was trained with,
# one layer from 32 features to 5 outputs. With `batch_norm=True` the base has
# BatchNormalization layers.
#
# ```python
# from graders.lab import load_digits_split, load_pretrained
#
# split = load_digits_split()                  # source_x, source_y, target_x, target_y, as arrays
# base, source_head = load_pretrained(batch_norm=False)
# [layer.name for layer in base.layers]        # 'images', 'conv1', 'conv2', 'flatten', 'feat'
# known = source_head(base(split.source_x)).numpy().argmax(axis=1)
# (known == split.source_y).mean()             # about 1.0: it knows the digits 0 to 4
# ```
#
# This is what fine-tuning does to this base with Adam, for eight learning rates: the accuracy on
# the new digits after 100 updates, and on the old ones with the old head put back (medians of 24
# runs). The picture shows the same with all the runs.
#
# ![Accuracy on the old and the new task against the learning rate, Adam](images/accuracy_adam.svg)
#
# ```
#            new digits                        old digits
# 0.00001    0.79 ################             1.00 ####################
# 0.0001     0.86 #################            1.00 ####################
# 0.001      0.97 ###################          0.99 ####################
# 0.003      0.98 ####################         0.97 ###################
# 0.01       0.99 ####################         0.87 #################
# 0.02       0.99 ####################         0.55 ###########
# 0.03       0.98 ####################         0.40 ########
# 0.1        0.20 ####                         0.20 ####
# ```
#
# At 0.00001 nothing happens: 0.79 is what the new head reaches without touching the base. From
# 0.02 on the old task is forgotten, although the new one looks perfect. At 0.1 the network is dead:
# 0.20 is chance. The good rates lie between, about ten times below what one would use to train
# from scratch.
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
# ## Freezing
#
# A layer whose `trainable` is `False` keeps its variables: the optimizer does not get them, and a
# frozen BatchNormalization layer also stops updating its statistics. Weights can be compared bit
# by bit, so you need not believe it:
#
# ```python
# import numpy as np
#
# first, second = keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)
# small = keras.Sequential([keras.Input((3,)), first, second])
# first.trainable = False
# small.compile(optimizer=keras.optimizers.Adam(0.1), loss="mse")
# kernel = first.kernel.numpy()
# small.fit(np.ones((8, 3)), np.ones((8, 1)), verbose=0)
# (first.kernel.numpy() == kernel).all()       # True, not one bit changed
# ```
#
# Three traps, all of them silent:
#
# - `trainable` counts when the training step is built: at the first `fit` after `compile`. If you
#   change it later, compile again.
# - Setting `trainable` to the value that it has already does nothing at all. After one layer
#   inside `base` was frozen, `base.trainable = True` changes nothing, because `base.trainable`
#   was True all the time. Setting the layers one by one is safe:
#   `for layer in base.layers: layer.trainable = ...`.
# - `keras.Model(...)` and calling `base` on an input share the base's variables. `clone_model`
#   makes new ones, with new random values.
#
# ## Task `attach_head`
#
# `attach_head(base, n_classes)` returns a `keras.Model` that maps images to `n_classes`
# **logits**. Logits are the plain outputs of the last layer: numbers of any size and sign, without
# a softmax or another activation. `base` is a Keras model from images to feature vectors, made of
# a flat list of layers.
#
# - The images go through the given `base` object: every variable of `base` is a variable of your
#   model, and once the head is trained the outputs depend on them. A tenth of random numbers in
#   the base's kernels changes the outputs a little: by less than 0.6 of what all its weights at 0
#   change them by. `base` as a layer of the new model, `keras.Model(base.input, ...)`, and a
#   subclass of `keras.Model` are all fine; the model may still be unbuilt, and a head may start
#   with zeros.
# - After the call the base is frozen and the head is not: when the returned model is compiled and
#   fitted, the head changes, and no variable of `base` changes by one bit. The moving mean and
#   variance of BatchNormalization layers are variables too.
# - It is tried with the plain base and with the one with BatchNormalization, for 5 classes and for
#   other numbers.
#
# Points: 2 = logits 0.5, through the given base 0.5, base frozen and head not 1.


# %%
def attach_head(base: keras.Model, n_classes: int) -> keras.Model:
    """A model from images to `n_classes` logits, through `base` (frozen) and a new head."""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## First the head alone
#
# A new head is random. Its first gradients say nothing about the pictures, and with a base that
# learns they would spoil good features before the head is of any use. So the head is trained
# first, until its gradients mean something. Nothing can be forgotten while the base is frozen, so
# the rate may be large.
#
# Whole-number labels (3, 0, 4, ...) and logits need the loss
# `keras.losses.SparseCategoricalCrossentropy(from_logits=True)`. Its short name as a text,
# `"sparse_categorical_crossentropy"`, expects probabilities.
#
# ## Task `train_head`
#
# `train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24)` compiles `model` with Adam
# and trains it. `model` comes from your `attach_head`; `x` are images, `y` whole-number labels from
# 0 on. It returns nothing.
#
# - Adam gets the rate that was passed, and its other arguments keep their defaults. Training takes
#   `epochs` epochs in batches of `batch_size`, the last partial batch included.
# - The optimizer that the model was compiled with does the work: after the call
#   `model.optimizer.learning_rate` is the rate, and `model.optimizer.iterations` the number of
#   updates. For a training of a single update it is also measured how far the head moved.
# - The base stays frozen throughout, bit by bit.
# - With the default settings and the 240 target images, at least 60 % of new target images are
#   classified right. (That is easy: about 80 % are usual.)
#
# Points: 2 = accuracy 0.5, rate, epochs and batch size 1, base unchanged while the head learns 0.5.


# %%
def train_head(
    model: keras.Model,
    x,
    y,
    learning_rate: float = 5e-3,
    epochs: int = 15,
    batch_size: int = 24,
) -> None:
    """Compile `model` with Adam and train it on images `x` and whole-number labels `y`."""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Then the base, or its last layers
#
# Now the base may learn too, at a rate that is small enough to keep what it knows. Often only the
# last layers are unfrozen: the first ones find strokes and edges, which every task needs.
#
# **A new optimizer.** Adam remembers a running mean of the gradients for each variable that it
# trains. An Adam that trained the head has none for the base, and Keras refuses it there with
# "Unknown variable". So make a new one and compile again. The first update of a new Adam moves
# each weight by almost exactly the learning rate, whatever the size of its gradient; this is how
# the rate is measured here.
#
# **BatchNormalization.** In training such a layer normalises by the batch and moves its *moving
# mean* and *moving variance* towards it; later it normalises by those. They are no weights, no
# gradient changes them, and small batches of another task spoil them. Many guides write
# `base(x, training=False)` to stop that. **In this Keras version that does not work in a functional
# model: `fit` passes `training=True` all the way down.** What works everywhere is to set
# `trainable = False` on the BatchNormalization layers themselves. They are in `base.layers`, and
# not in `model.layers` when the base is one layer of the model.
#
# ```python
# normalise = keras.layers.BatchNormalization()
# inputs = keras.Input((3,))
# body = keras.Model(inputs, normalise(inputs))
# outer = keras.Sequential([keras.Input((3,)), body, keras.layers.Dense(1)])
# [type(layer).__name__ for layer in outer.layers]    # 'Functional', 'Dense': none to be seen
# outer.compile(optimizer="sgd", loss="mse")
# outer.fit(np.ones((8, 3)), np.ones((8, 1)), verbose=0)
# normalise.moving_mean.numpy()                       # no longer 0
# ```
#
# ## Task `unfreeze`
#
# `unfreeze(model, base, learning_rate, first_trainable=None)` prepares the second phase. `model`
# comes from your `attach_head` with this `base`, and was compiled and trained before;
# `first_trainable` is the name of one of the layers in `base.layers`, or None for the first. After
# the call, `model.fit(x, y)` *without any further `compile`*
#
# 1. changes every kernel and bias of the base's layers from `first_trainable` to the last, in the
#    order of `base.layers`, and the head;
# 2. leaves every variable of the layers before it bit-identical;
# 3. leaves the moving mean and variance of **every** BatchNormalization layer of `base`
#    bit-identical, however you do that. Its gamma and beta may change or not;
# 4. uses a fresh Adam with `learning_rate` and otherwise default arguments: the first update moves
#    head and base by that rate, and `model.optimizer.iterations` is 0 before it.
#
# - `unfreeze` may be called again later, with another rate and another start; then the new ones
#   count. After `unfreeze(model, base, 1e-3)` and some training,
#   `unfreeze(model, base, 1e-3, "feat")` freezes again what lies before `feat`.
# - After your `train_head`, 100 updates at 0.001 are *healthy*: at most 75 % of the loss on the
#   training images is left, the accuracy on the source task (with the source head) falls by at
#   most 0.20, and no batch has more than five times the first loss.
# - It is tried with both bases. What has to stay as it is counts in a training that changes the
#   base.
#
# Points: 7 = the layers train 1.5, those before stay 1.5, statistics stay 2, a new Adam with the
# rate 1, iterations 0.5, healthy training 0.5.


# %%
def unfreeze(
    model: keras.Model,
    base: keras.Model,
    learning_rate: float,
    first_trainable: str | None = None,
) -> None:
    """Let `fit` train the layers of `base` from `first_trainable` on, and the head.

    BatchNormalization statistics never change. The model is compiled with a new Adam.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# You can try the three together, and see what became of the old task:
#
# ```
# base, source_head = load_pretrained(batch_norm=True)
# model = attach_head(base, 5)
# train_head(model, split.target_x, split.target_y)
# unfreeze(model, base, 1e-3)
# model.fit(split.target_x, split.target_y, epochs=10, batch_size=24)
# known = source_head(base(split.source_x)).numpy().argmax(axis=1)
# (known == split.source_y).mean()
# ```
#
# Try it with 0.03 as well, and look for the like of your run among these losses. (`fit` shows the
# mean of each epoch, the picture each batch: 10 epochs are 100 updates.)
#
# ![Loss of each batch for six learning rates, Adam](images/loss_adam.svg)
#
# > **Flash card: How does a high LR affect fine-tuning?** Which of the numbers on your screen shows
# > it, and which one hides it?
#
# ## A rate for each part
#
# Frozen or not is a coarse choice. *Discriminative* learning rates are finer: the groups of layers
# near the input get small rates, those near the output larger ones. In the ULMFiT method each group
# has the rate of the one above it divided by 2.6, which is a `decay` of 1 / 2.6.
#
# ## Task `layer_lrs`
#
# `layer_lrs(n_groups, top_lr, decay)` returns a list of `n_groups` floats, one rate for each group.
# Group 0 is nearest the input, and group `i` has `top_lr * decay ** (n_groups - 1 - i)`.
#
# - With 3 groups, a top rate of 0.01 and a decay of 0.5 the list is `[0.0025, 0.005, 0.01]`.
# - `n_groups` is 1 or more, `decay` a positive float up to 1.0. Nothing is rounded.
#
# Points: 1 = values in a list 1.


# %%
def layer_lrs(n_groups: int, top_lr: float, decay: float) -> list[float]:
    """The rate of each group: `top_lr * decay ** (n_groups - 1 - i)` for group i."""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Task `trainable_groups`
#
# *Gradual unfreezing*: in epoch 0 only the last group trains, in epoch 1 the last two, and so on
# until all do. `trainable_groups(epoch, n_groups)` returns the list of the groups that train in
# that epoch: the indices of the last `min(epoch + 1, n_groups)` groups, as ints in ascending order.
#
# - With 4 groups, epoch 0 gives `[3]`, epoch 1 `[2, 3]`, and epoch 3 and every later one
#   `[0, 1, 2, 3]`.
#
# Points: 1 = values in a list 1.


# %%
def trainable_groups(epoch: int, n_groups: int) -> list[int]:
    """Ascending indices of the last min(epoch + 1, n_groups) groups."""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Two rates in one training step
#
# A Keras model has one optimizer, and an optimizer has one rate. Multiplying the gradients of the
# base by 0.1 looks like a way out, but Adam divides by the size of the gradients: nothing changes.
# What has to differ is the rate. Some ways to get there:
#
# - a subclass of `keras.optimizers.Adam` with its own
#   `update_step(self, gradient, variable, learning_rate)`. Keras calls it once for each variable
#   when the training step is built; it passes TensorFlow's variable, which is `v.value` of the
#   Keras variable `v`;
# - `keras.optimizers.MultiOptimizer` (Keras 3.13 and older lack it), which asks a function of yours
#   which optimizer trains which variable;
# - two Adams, and a `train_step` of your own.
#
# This Adam makes every update half as long for one variable:
#
# ```python
# class HalfFor(keras.optimizers.Adam):
#     def __init__(self, variable, learning_rate):
#         super().__init__(learning_rate)
#         self.slow_one = id(variable.value)
#
#     def update_step(self, gradient, variable, learning_rate):
#         if id(variable) == self.slow_one:
#             learning_rate = learning_rate / 2
#         super().update_step(gradient, variable, learning_rate)
#
# a, b = keras.Variable([0.0]), keras.Variable([0.0])
# HalfFor(b, 0.1).apply([np.array([1.0]), np.array([5.0])], [a, b])
# a.numpy(), b.numpy()                                # about [-0.1] and [-0.05]
# ```
#
# Do not tell variables apart by `name` or `path`: every kernel is called `kernel`, and a layer of
# the base may have the same name as the head. Compare objects, with `is` or by `id`: TensorFlow's
# `v.value` in `update_step`, the Keras variable `v` itself in `apply` and in MultiOptimizer.
#
# ## Task `compile_discriminative`
#
# `compile_discriminative(model, base, base_lr, head_lr, loss)` compiles `model` with the loss
# `loss`, a function or a loss object of Keras, so that in `fit` and `train_on_batch`
#
# - every trainable variable of `base` is updated with Adam at the rate `base_lr`,
# - every other trainable variable is updated with Adam at the rate `head_lr`.
#
# What else counts:
#
# - "At a rate" means what is measured: a fresh Adam with default arguments and that rate would
#   move the weight as far, at the first update and at those that follow, and for gradients that are
#   100 times as large too.
# - It does not change which variables are trainable. The caller did that: a part of the base may be
#   frozen, and stays frozen.
# - `model` is built. `base` may be one layer of it, or its layers may be part of the model's own
#   graph; the model may be a subclass. Layers and models may have any names, the same ones among
#   them.
# - `base_lr` may be smaller or larger than `head_lr`; both are positive.
# - On the digits task, from a trained head, 100 updates with head 0.03 and base 0.003 change the
#   base, and the source accuracy falls by at most 0.20. (With 0.03 everywhere it falls by 0.6.)
#
# Points: 7 = rate of the base 2.5, rate of the rest 2, any size of gradient 1, frozen stays frozen
# 0.5, source task remembered 1.


# %%
def compile_discriminative(
    model: keras.Model, base: keras.Model, base_lr: float, head_lr: float, loss
) -> None:
    """Compile `model`: Adam at `base_lr` for the variables of `base`, at `head_lr` for the rest."""

    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Quiz
#
# Write the word of your answer in place of `None`, in quotation marks: `"S1": "faster"`, for
# example. Capitals do not matter. A question left at `None` counts as not attempted.
# `lrgrade check` records your answers; they are marked when your course grades them.
#
# **S1** (0.4 points). Why is a smaller learning rate preferred for fine-tuning?
#
# - `faster`: it gets the training done in far less time
# - `discard`: it clears away what the network knew, so that the new task has room
# - `small_updates`: each update is small and careful, so that the features learned before survive
# - `randomness`: it brings more chance into the training
#
# **Q13** (0.5 points). You fit a model with a frozen base, set `base.trainable = True`, and call
# `fit` on the same data again, without `compile`. What happens in Keras 3.15 on TensorFlow?
#
# - `stays_frozen`: The base stays frozen, and nothing is said about it.
# - `trains`: The base trains now.
# - `error`: An error asks you to compile again.
# - `reset`: All weights start again at random values.
#
# **Q14** (0.5 points). Why is a new head trained with the base frozen, before everything is
# fine-tuned?
#
# - `keras_refuses`: Keras cannot train a base and a head in one step.
# - `statistics_adapt`: So that BatchNormalization gets used to the new data.
# - `smaller_rate`: Because freezing makes the optimizer's learning rate smaller.
# - `random_head_distorts`: A random head sends large, arbitrary gradients into the base and
#   spoils its features.
#
# **Q19** (0.5 points). To let the base move ten times more slowly than the head, you multiply its
# gradients by 0.1, and train with Adam. What happens?
#
# - `ten_times_slower`: The base moves ten times more slowly.
# - `almost_nothing`: Almost nothing changes.
# - `hundred_times_slower`: The base moves a hundred times more slowly.
# - `error`: Keras raises an error.
#
# **Q22** (0.5 points). A functional model in Keras 3.15 was built with `base(x, training=False)`.
# Later you set `base.trainable = True`, compile again and `fit`. What do the moving statistics of
# the base's BatchNormalization layers do?
#
# - `change`: They change; `trainable=False` on those layers would keep them.
# - `stay`: They stay, because of `training=False`.
# - `reset`: They go back to 0 and 1.
# - `cannot_train`: They cannot be trained in a functional model.
#
# **Q25** (0.5 points). Learning rates in the manner of ULMFiT: 4 groups, the top one has 1e-3,
# each group below has the rate above it divided by 2.6. What does the lowest group have?
#
# - `once`: 3.85e-4
# - `twice`: 1.48e-4
# - `four_times`: 2.19e-5
# - `three_times`: 5.69e-5

# %%
QUIZ = {"S1": None, "Q13": None, "Q14": None, "Q19": None, "Q22": None, "Q25": None}

# %% [markdown]
# ## Explanation
#
# *Explain why fine-tuning a model requires a different learning rate than training from scratch.*
#
# Hint: Think about how the model already knows something useful.
#
# Write a few whole sentences between the quotation marks (three of them allow several lines).
# Four ideas are looked for, one point each. Where the automatic marking is not sure of one, a
# person decides; and a person can always look at your text again.

# %%
EXPLANATIONS = {"why_a_different_rate": """"""}

# %% [markdown]
# ## Before you hand in
#
# Save, then run `lrgrade check fine_tuning.py` (or `fine_tuning.ipynb`) once more. Hand in that one
# file, under its own name.
