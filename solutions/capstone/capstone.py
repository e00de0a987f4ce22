# %% [markdown]
# # Capstone: a whole fine-tuning
#
# You know how a rate is set, how it changes during training, how a plateau is noticed, how a base
# is frozen and unfrozen, and how to tell a healthy run from one that forgets. Now one function does
# all of it: it gets a pretrained base and 240 images of a new task, and gives back a model that
# knows the new task while the base still knows the old one. There is one task, worth 11 points,
# and no quiz. Nobody tells you which rates to take: you try, measure and decide.
#
# Replace `raise NotImplementedError()` by your code. Keep the name and the arguments. You may add
# cells, functions and imports (keras, tensorflow, numpy and Python's standard library), and try
# things out anywhere: only what the task needs is run when your work is graded. What you wrote for
# the earlier assignments may be pasted in and used.
#
# **Check yourself** as often as you like, with `lrgrade check capstone.py` in a terminal, or with
# `!lrgrade check capstone.ipynb` in a notebook cell (save the notebook first). You see about two
# thirds of the points there. The other checks ask for the same things, of the same trained models,
# on other images. A check trains six times, so it takes half a minute, or up to six.
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
# ## What you have
#
# The digits task of the earlier assignments. The base was trained on the digits 0 to 4, the
# **source** task, and `source_head` is the layer that it was trained with. The digits 5 to 9 are
# the **target** task, labelled 0 to 4. This base is the **narrow** one: it ends in 12 features,
# each from -1 to 1 (`tanh`), and they hold what the source task needs and little else.
#
# ```python
# import numpy as np
#
# from graders.lab import load_digits_split, load_pretrained
#
# split = load_digits_split()
# split.target_x.shape, split.validation_x.shape     # 240 images to train on, 360 more
# base, source_head = load_pretrained(batch_norm=True, narrow=True)
# base(split.target_x[:1]).shape                     # (1, 12): features, not classes
# ```
#
# ## A plan
#
# Four stages. Write one, measure it, then go on to the next; a mistake is found where it was made.
#
# 1. **A model.** A new head on the features of the base.
# 2. **The head alone.** The base is frozen. A random head must not send its gradients into the
#    base. How long does it take until the head gets no better? What accuracy has it then? That
#    number is your starting point (0.8 at best): whatever fine-tuning adds is on top of it.
# 3. **The base too.** What has to be unfrozen, and what must stay as it is? Which rate at the
#    start, which at the highest, which at the end? How many updates is that?
# 4. **Looking back.** Measure everything again: the new task, the old one, the base.
#
# ## What to measure
#
# The accuracy on the new task is only half of the story: a base that has forgotten everything can
# have a perfect one. So put the old head back and look at the old task too.
#
# ```python
# def accuracy(logits, labels):
#     return float((np.argmax(logits, axis=1) == labels).mean())
#
# def source_accuracy(base, source_head):
#     return accuracy(source_head(base(split.source_x)), split.source_y)
#
# source_accuracy(base, source_head)                 # about 1.0, before you touch it
# ```
#
# How far did the base move? Compare its kernels with those that it came with, all of them together:
# the norm of the change, divided by the norm of the kernels at the start. A kernel that was only
# multiplied by a number has learned nothing, so each is compared with the nearest multiple of what
# it was. And did something move that should not have? That is a comparison bit by bit.
#
# ```python
# def kernels(base):
#     return [w.numpy() for w in base.weights if w.path.endswith("kernel")]
#
# def multiples(before, after):
#     """For each kernel of `after` the nearest multiple of the one in `before`."""
#     return [np.sum(old * new) / np.sum(old**2) * old for old, new in zip(before, after)]
#
# def relative_change(before, after):
#     change = sum(np.sum((new - m) ** 2) for m, new in zip(multiples(before, after), after))
#     return float(np.sqrt(change / sum(np.sum(old**2) for old in before)))
#
# before = kernels(base)
# relative_change(before, [1.02 * kernel for kernel in before])      # about 0
# relative_change(before, [kernel + 0.01 for kernel in before])      # about 0.1
#
# fresh, _ = load_pretrained(batch_norm=True, narrow=True)
# same = [np.array_equal(a, b) for a, b in zip(base.get_weights(), fresh.get_weights())]
# all(same)                                          # True: nothing has been trained yet
# ```
#
# Did the change do any good? Ask the features themselves, without your head: take the mean of the
# features of each label's training images, and give every new image the label of the nearest mean.
# So that only differences count which are large for numbers from -1 to 1, the features of the new
# images get some noise first.
#
# ```python
# def features_know(base, y=split.target_y, y_val=split.validation_y[:296]):
#     known = np.array(base(split.target_x))
#     means = np.stack([known[y == label].mean(axis=0) for label in range(5)])
#     features, random = np.array(base(split.validation_x[:296])), np.random.default_rng(0)
#     seen = []
#     for _ in range(10):
#         noisy = features + 0.3 * random.normal(size=features.shape)
#         distances = np.linalg.norm(noisy[:, None] - means, axis=2)
#         seen.append(accuracy(-distances, y_val))
#     return float(np.mean(seen))
#
# features_know(base)                                # about 0.53; the plain base about 0.61
# ```
#
# After a good fine-tuning it is 0.8 to 0.97. Random changes of the base end near 0.6.
#
# Read the numbers together. Little changed and little learned: too timid. The new task learned and
# the old one lost: the rate was too high for the base. Both at 0.2: the network is dead, and its
# loss, 1.6, looks harmless.
#
# Say it in your own words before you turn the card over. Which of your numbers shows it first?
#
# {card: too_high}
#
# ## Validation data
#
# You will try several rates. The one that is best on the training images need not be best on new
# ones, so choose by images that were not trained on. `fit` measures them after each epoch, and
# callbacks can act on that: stop, go back to the best weights, lower the rate.
#
# ```python
# stop = keras.callbacks.EarlyStopping(
#     monitor="val_loss", patience=2, restore_best_weights=True
# )
# history = model.fit(
#     x, y, validation_data=(x_val, y_val), epochs=20, callbacks=[stop], verbose=0
# )
# history.history["val_loss"]                        # one number an epoch, until it stopped
# ```
#
# With 296 images one image is 0.3 %, so a difference of 1 % between two rates says little. Whoever
# chooses among many rates by the same images ends with one that suits these images: leave some
# margin above what is asked. What counts in the end are images that neither you nor the model has
# seen.
#
# Name two strategies that fit stage 3, and what each needs: to know the number of updates in
# advance, or validation data?
#
# {card: adjusting_the_rate}
#
# ## Task `fine_tune`
#
# `fine_tune(base, x, y, x_val, y_val)` fine-tunes `base` and returns a `keras.Model`.
#
# - `base` is a pretrained Keras model from images (8, 8, 1) to 12 features, as
#   `load_pretrained(batch_norm, narrow=True)` gives it: plain, or with BatchNormalization. Which
#   one, your function has to find out or not to care about. It is a flat model: its layers are in
#   `base.layers`, and all are trainable.
# - `x` (240 images, from 0 to 1) and `y` (whole-number labels 0 to 4) are the target task.
# - `x_val` and `y_val` are 296 more target images with their labels, for choosing and for stopping.
#   How you use them is not graded: you may leave them out, and you may train on them, but then
#   the accuracy on them tells nothing any more. Use no other data.
# - The returned model maps images to 5 **logits**, one for each label; the largest one is its
#   answer. (Probabilities name the same largest one, so they are accepted.) It may be functional,
#   Sequential or a subclass. The images that it is tried on are from 0 to about 1, a little
#   brighter or darker than yours, with a little noise.
# - The predictions come through the **features** of the `base` object that was passed: put your
#   head on `base.output`, not on an earlier layer. You fine-tune its own variables, and what counts
#   is what they are when your function returns.
# - The features, and the old task, are looked at without your model, for the images as they are. So
#   give them to the base as they are: what your model does to an image first, scaling too, the base
#   then has to know without it. (Changing training images, to have more of them, is fine.)
# - The function is called six times: three times for the plain base and three times for the one
#   with BatchNormalization, always with a fresh base and after `keras.utils.set_random_seed(7)`, so
#   the same code on the same machine gets the same result.
# - The first of the three calls has the digits. The other two have the same images with **other
#   labels**, 0 to 4 as well, in `y` and in `y_val`: each digit is halved by where its ink lies, to
#   the left or to the right, and each label is half of one digit and half of another. They are
#   drawn anew, and they show what your training does to the base (see c). They are harder to learn:
#   about 0.7 to 0.9 of the validation images. How well you do it does not matter, but your code has
#   to come to an end there too: without waiting for an accuracy that may never come.
# - A call has 60 seconds of processor time on one core. A training with `fit` needs three to twenty
#   of them. When the six calls together take more than six minutes, none of them counts.
#
# Labels of that kind, to try your code with:
#
# ```python
# def other_labels(x, y):
#     ink = x.sum(axis=(1, 3)) @ np.arange(8) / x.sum(axis=(1, 2, 3))
#     middle = np.array([np.median(ink[y == label]) for label in range(5)])
#     return (y + (ink > middle[y])) % 5
#
# other_labels(split.target_x, split.target_y)       # half of each digit, with half of the next
# ```
#
# For both bases:
#
# - (a) **New task**: at least 90 % of new target images are labelled right, through the base (it
#   has to be used, see c).
# - (b) **Old task**: with its original source head put back on `base`, the accuracy on the source
#   task falls by at most 0.15, from about 0.99 to 0.84 or more.
# - (c) **Really fine-tuned, and used**. Four things:
#   1. All kernels of `base` together changed by at least 0.01 of their size, measured as above by
#      `relative_change`.
#   2. Its features know the new task: `features_know`, as above, is at least 0.74.
#   3. The features follow the labels. The two calls with other labels leave two bases, A and B.
#      Taken together, A has to tell the labels of A apart better than B does, and B those of B
#      better than A does, by clearly more than chance. Any ordinary training does that; what
#      changes a base without looking at `y` does not. An exception in one of these calls fails
#      here.
#   4. The model needs the base: with all of its kernels at 0, at most 40 % of the images are still
#      labelled right.
# - (d) **Statistics**: the moving mean and the moving variance of every BatchNormalization layer of
#   `base` are bit-identical to those at the start. Its gamma and beta may change or not. (In a
#   functional model `training=False` does not ensure this: compare them.)
# - (e) **A sound model**: no exception with the digits, a `keras.Model` with 5 outputs, and no
#   weight that is NaN or infinite.
#
# **A base that is not fine-tuned gets nothing for (a) to (d), 10 of the 11 points**: a base that
# changes nothing forgets nothing. So (a) and (b) need all of (c), and (d) needs 1 to 3 of it. To
# freeze some layers, or BatchNormalization, is fine.
#
# (How 3 is measured: Pillai's trace, from 0 to 4, says how much of the spread of features labels
# explain; noise of 0.3 is added to the spread. For each of the two bases: that of its own labels,
# less that which the other base has for them. The sum of both, less twice the root mean square of
# such sums for labels that neither base was trained with, is at least 0.01. Trainings have 0.03
# to 2.)
#
# Each base is judged by itself. Where a call ends in an exception, or its training failed, the
# points of the other base are yours all the same.
#
# `lrgrade check` measures (a) on your validation images and (b) on the 600 source images that the
# base was trained on. The hidden checks measure both on images that are in no file that you have.
#
# Points: 11 = new task 4 (2 hidden), old task 3 (1.5 hidden), base fine-tuned and used 1,
# statistics 2, sound model 1. Half of each is for the plain base and half for the one with
# BatchNormalization; the 2 for the statistics are for the latter alone.


# %%
def fine_tune(base: keras.Model, x, y, x_val, y_val) -> keras.Model:
    """Fine-tune `base` in place on the images `x` with labels `y`; a model to 5 logits.

    The source task is kept, and no moving statistic of `base` changes.
    """
    ### BEGIN SOLUTION
    batch_size, head_epochs, epochs = 24, 15, 20
    updates = epochs * -(-len(x) // batch_size)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    for layer in base.layers:
        layer.trainable = False
    model = keras.Model(base.input, keras.layers.Dense(5)(base.output))
    model.compile(optimizer=keras.optimizers.Adam(5e-3), loss=loss)
    model.fit(x, y, epochs=head_epochs, batch_size=batch_size, verbose=0)

    for layer in base.layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    warmup = updates // 10
    schedule = keras.optimizers.schedules.CosineDecay(
        0.0, updates - warmup, warmup_target=2e-3, warmup_steps=warmup
    )
    model.compile(optimizer=keras.optimizers.Adam(schedule), loss=loss)
    model.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=0)
    return model
    ### END SOLUTION


# %% [markdown]
# Look at what it did, for both bases. (Copy it into a code cell to run it.)
#
# ```
# for batch_norm in (False, True):
#     base, source_head = load_pretrained(batch_norm, narrow=True)
#     before, first_weights = kernels(base), base.get_weights()
#     x_val, y_val = split.validation_x[:296], split.validation_y[:296]
#     keras.utils.set_random_seed(7)
#     model = fine_tune(base, split.target_x, split.target_y, x_val, y_val)
#     print("new task", accuracy(model(x_val), y_val))
#     print("old task", source_accuracy(base, source_head))
#     print("change of the base", relative_change(before, kernels(base)))
#     print("features know", features_know(base))
#     for weight, first in zip(base.weights, first_weights):
#         if "moving" in weight.path:
#             print(weight.path, "kept:", np.array_equal(weight, first))
# ```
#
# **Your own network.** The function does not know how large the base is. `load_application` gives a
# network of `keras.applications` in the same form, images in and features out, with weights that
# Keras downloads once: the same code fine-tunes it on your own pictures, with a time limit of your
# own.
#
# ```
# from graders.lab import load_application
#
# large = load_application("MobileNetV2", input_shape=(96, 96, 3))
# ```
#
# ## Before you hand in
#
# Save, then run `lrgrade check capstone.py` (or `capstone.ipynb`) once more. Hand in that one
# file, under its own name.
