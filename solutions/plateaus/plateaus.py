# %% [markdown]
# # Plateaus: let the validation loss decide
#
# A schedule is made before training and follows its plan, whatever happens. The other way is to
# watch: train on while the validation loss falls, lower the rate when it has stopped falling,
# and end when even that no longer helps. In this assignment you make the callbacks that do so,
# and the `fit` that they need. There are two tasks and two quiz questions: 7 points for code, 1
# for the quiz.
#
# Replace each `raise NotImplementedError()` by your code. Keep the names and the arguments. You
# may add cells, functions and imports (keras, tensorflow, numpy and Python's standard library),
# and try things out anywhere: only what the tasks need is run when your work is graded.
#
# **Check yourself** as often as you like, with `lrgrade check plateaus.py` in a terminal, or
# with `!lrgrade check plateaus.ipynb` in a notebook cell (save the notebook first). You see
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
# ## Two losses, and why the second one decides
#
# The *training loss* is measured on the data that the model learns from. It goes on falling
# even when the model only learns those data by heart. The *validation loss* is measured on data
# that are kept apart. Keras measures it at the end of every epoch, if `fit` has such data, and
# calls it `val_loss`.
#
# A stretch of epochs in which the validation loss no longer falls is a **plateau**. Often the
# steps have become too large for the place that the weights are in: they jump back and forth
# across it. Then a smaller rate lets the loss fall once more:
#
# ```
# epoch   rate   val_loss
#   0     0.1    1.00  ####################
#   1     0.1    0.70  ##############
#   2     0.1    0.50  ##########
#   3     0.1    0.51  ##########            no better than 0.50
#   4     0.1    0.50  ##########            again no better: lower the rate
#   5     0.05   0.35  #######
#   6     0.05   0.30  ######
# ```
#
# ## What a callback is told
#
# A callback is an object that `fit` calls at fixed moments. After each epoch, validation
# included, `fit` calls `on_epoch_end` and passes the losses in a dictionary. Inside a callback
# `self.model` is the model; its optimizer's rate can be set when the optimizer was made with a
# float, and `self.model.stop_training = True` ends the training after this epoch.
#
# ```python
# class Watch(keras.callbacks.Callback):
#     def on_epoch_end(self, epoch, logs=None):
#         print(epoch, logs["loss"], logs["val_loss"])
#
# held_out = (x[:2], y[:2])
# model.fit(x, y, validation_data=held_out, epochs=2, callbacks=[Watch()], verbose=0)
# ```
#
# Without validation data there is no `"val_loss"` in that dictionary.
#
# Keras brings two callbacks that watch a value. `ReduceLROnPlateau` lowers the rate,
# `EarlyStopping` ends the training. Both wait for some epochs, their `patience`, before they
# act.
#
# ```python
# slower = keras.callbacks.ReduceLROnPlateau(monitor="loss", factor=0.1, patience=4)
# stop = keras.callbacks.EarlyStopping(monitor="loss", patience=9)
# model.fit(x, y, epochs=3, callbacks=[slower, stop], verbose=0)
# ```
#
# Their manual pages (or `help(keras.callbacks.EarlyStopping)`) list the other arguments: what
# counts as an improvement, how far the rate may fall, whose weights are left in the model. The
# two do not have the same defaults. Check each against what you want.
#
# You do not have to believe a callback: measure it. `fit_on_script` trains a tiny model whose
# validation losses you write down beforehand, and tells the rate that really moved its weight in
# each epoch. Here the loss gets stuck at 0.8; `slower` watches another loss and does nothing.
#
# ```python
# from graders.lab import fit_on_script
#
# run = fit_on_script([slower], val_losses=[1.0, 0.9, 0.8, 0.8, 0.8], learning_rate=0.1)
# run.rates          # about [0.1, 0.1, 0.1, 0.1, 0.1]
# len(run.rates)     # 5 epochs were trained: nothing stopped it
# run.weights[2]     # the weights after epoch 2
# run.final          # the weights that the model has in the end
# ```
#
# ## Task `plateau_callbacks`
#
# `plateau_callbacks(factor, patience, min_lr)` returns a list of Keras callbacks, one or
# several. The list is passed to one `fit` of a model whose optimizer was made with a float, and
# whose validation loss is `val_loss`. Together the callbacks do three things.
#
# **(i) Lower the rate.** When `patience` epochs in a row have brought no improvement, the rate
# is multiplied by `factor`, from the next epoch on. It never falls below `min_lr`: a reduction
# that would lead lower leads to `min_lr`. After a reduction the count starts again.
#
# - An *improvement* is a `val_loss` that is more than 1e-4 below the best. The *best* is the
#   `val_loss` that was last counted as an improvement, at first that of epoch 0. So the losses
#   1.0, 0.99994, 0.99988 are an improvement in the third epoch, though each step is small.
#
# **(ii) Stop.** When `2 * patience + 1` epochs in a row have brought no `val_loss` below the
# lowest so far, training stops. Here a fall by any amount counts, however small. A loss that is
# just as low does not count.
#
# **(iii) Keep the best weights.** After a stop by (ii) the model has, bit by bit, the weights
# that it had after the first epoch with the lowest `val_loss`. When `fit` comes to its last
# epoch without such a stop, the last weights and the best ones are both right.
#
# With `plateau_callbacks(0.5, 2, 0.03)` and a first rate of 0.1:
#
# | epoch | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
# |---|---|---|---|---|---|---|---|---|
# | `val_loss` after it | 1.0 | 0.7 | 0.8 | 0.8 | 0.8 | 0.8 | 0.8 | |
# | rate in it | 0.1 | 0.1 | 0.1 | 0.1 | 0.05 | 0.05 | 0.03 | not trained |
#
# Epochs 2 and 3 are the first two without an improvement, 4 and 5 the next two; epoch 6 is the
# fifth in a row without a new lowest loss. The model ends with the weights of epoch 1.
#
# - A `val_loss` that is NaN (not a number) is no improvement, for (i) and for (ii).
# - You may assume `patience >= 1`, `0 < factor < 1`, a first rate above `min_lr` and a first
#   `val_loss` that is a number.
# - A list is used for one `fit` only. Several lists with other settings may be in use at once,
#   and the same arguments twice give two lists that share no callback.
# - Rates are measured while an epoch trains, and compared to 1e-6. The epochs count exactly.
#   Losses are never within 1e-6 of the 1e-4 that decides.
#
# Points: 5 = rates on plateaus 1, small falls 1, `min_lr` 0.5, the epoch of the stop 1, the
# best weights 1, independent lists 0.5.


# %%
def plateau_callbacks(factor: float, patience: int, min_lr: float) -> list:
    """Callbacks that watch `val_loss`, lower the rate, stop, and keep the best weights.

    (i) rate * factor, but at least `min_lr`, after `patience` epochs in a row in which `val_loss`
    was not more than 1e-4 below the best; (ii) a stop after 2 * patience + 1 epochs in a row
    without a new lowest `val_loss`; (iii) then the weights of the first epoch that had it.
    """
    ### BEGIN SOLUTION
    return [
        keras.callbacks.ReduceLROnPlateau(
            monitor="val_loss", factor=factor, patience=patience, min_delta=1e-4, min_lr=min_lr
        ),
        keras.callbacks.EarlyStopping(
            monitor="val_loss", patience=2 * patience + 1, restore_best_weights=True
        ),
    ]
    ### END SOLUTION


# %% [markdown]
# ## Training with validation data
#
# Callbacks that watch `val_loss` need a `fit` that measures it. Without validation data
# `ReduceLROnPlateau` and `EarlyStopping` raise nothing. They print a warning after each epoch,
# easy to miss, and do nothing at all.
#
# What `fit` returns is a `History`: its attribute `history` is a dictionary with a list for each
# value, one entry an epoch.
#
# ```python
# history = model.fit(x, y, epochs=3, verbose=0)
# history.history["loss"]       # three numbers
# ```
#
# ## Task `fit_with_plateau`
#
# `fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks)` trains `model` and returns the
# `History`.
#
# - It trains on exactly `(x, y)`, for `epochs` epochs, and evaluates on exactly
#   `(x_val, y_val)` after each epoch. All four are NumPy arrays.
# - `callbacks` is a list of callbacks, for example one that `plateau_callbacks` made. They are
#   at work during the training: if one of them stops it, fewer than `epochs` epochs are trained.
# - `model` is compiled already. Train it as it is: do not compile it again.
# - It trains quietly, with `verbose=0`. The batch size is yours to choose.
# - The returned `History` has a list `"val_loss"` with one value for each epoch trained.
#
# Points: 2 = training data 0.5, validation data 1, History, epochs and callbacks 0.5.


# %%
def fit_with_plateau(
    model: keras.Model, x, y, x_val, y_val, epochs: int, callbacks: list
) -> keras.callbacks.History:
    """Train the compiled `model` on (x, y), evaluate it on (x_val, y_val) after each epoch.

    `x` and `y` are arrays with one row a sample, `x_val` and `y_val` too. Returns the History.
    """
    ### BEGIN SOLUTION
    return model.fit(
        x,
        y,
        validation_data=(x_val, y_val),
        epochs=epochs,
        callbacks=callbacks,
        verbose=0,
    )
    ### END SOLUTION


# %% [markdown]
# ## Try it: does a plateau callback help?
#
# Nothing here is graded. The valley below is narrow in one direction and long in the other, so a
# rate of 0.5 jumps from wall to wall; a callback that lowers it lets the weights settle.
#
# ```python
# class Wall(keras.callbacks.Callback):
#     """Halves the rate after each epoch in which the loss did not fall."""
#
#     def on_train_begin(self, logs=None):
#         self.best = float("inf")
#
#     def on_epoch_end(self, epoch, logs=None):
#         if logs["loss"] >= self.best:
#             optimizer = self.model.optimizer
#             optimizer.learning_rate = 0.5 * float(optimizer.learning_rate)
#         self.best = min(self.best, logs["loss"])
#
# valley = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
# valley.compile(optimizer=keras.optimizers.SGD(0.5), loss="mse")
# narrow, heights = np.array([[1.9, 0.1], [-1.9, 0.1]]), np.array([[1.0], [0.0]])
# history = valley.fit(narrow, heights, epochs=12, callbacks=[Wall()], verbose=0)
# print(history.history["loss"])      # rises at first, then falls once the rate is small enough
# ```
#
# One warning. A callback that sets the rate and a schedule do not go together: the optimizer of
# a plateau has to be made with a float.
#
# {card: adjusting_the_rate}
#
# ## Quiz
#
# Write the word of your answer in place of `None`, in quotation marks: `"Q15": "every_ten"`, for
# example. Capitals do not matter. A question left at `None` counts as not attempted.
# `lrgrade check` records your answers; they are marked when your course grades them.
#
# **Q15** (0.5 points). `ReduceLROnPlateau()` with its default arguments is given to a `fit` that
# has no validation data. What happens?
#
# - `error_first`: a ValueError before training begins
# - `warning_only`: a warning after every epoch, and the rate never changes
# - `training_loss`: it watches the training loss in place of the missing one
# - `every_ten`: the rate is reduced every 10 epochs
#
# **Q16** (0.5 points). The optimizer was made with `CosineDecay(...)`, and `fit` also gets
# `ReduceLROnPlateau(monitor="loss")`. What happens?
#
# - `multiplied`: the schedule's rate is multiplied by the callback's factor
# - `compile_fails`: `compile()` raises an error
# - `ignored`: the callback is ignored, and the schedule goes on
# - `type_error_later`: training runs until the first plateau and then stops with a TypeError

# %%
QUIZ = {"Q15": None, "Q16": None}
### BEGIN SOLUTION
QUIZ = {"Q15": "warning_only", "Q16": "type_error_later"}
### END SOLUTION

# %% [markdown]
# ## Before you hand in
#
# Save, then run `lrgrade check plateaus.py` (or `plateaus.ipynb`) once more. Hand in that one
# file, under its own name.
