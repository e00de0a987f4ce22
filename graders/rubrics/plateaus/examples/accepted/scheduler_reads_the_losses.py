"""A LearningRateScheduler works the rate out anew from all losses so far; partial for fit."""

from functools import partial, reduce

import keras


def plateau_callbacks(factor, patience, min_lr):
    losses = []

    def one_more(state, loss):
        rate, best, bad = state
        if best is None or loss < best - 1e-4:
            return rate, loss, 0
        if bad + 1 < patience:
            return rate, best, bad + 1
        return max(rate * factor, min_lr), best, 0

    first = []

    def rate_of(epoch, rate):
        first.append(rate)
        return float(reduce(one_more, losses, (first[0], None, 0))[0])

    class Listener(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            losses.append((logs or {})["val_loss"])

    return [
        Listener(),
        keras.callbacks.LearningRateScheduler(rate_of),
        keras.callbacks.EarlyStopping("val_loss", 0, 2 * patience + 1, restore_best_weights=True),
    ]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    train = partial(model.fit, validation_data=(x_val, y_val), verbose=0)
    return train(x, y, epochs=epochs, callbacks=callbacks)
