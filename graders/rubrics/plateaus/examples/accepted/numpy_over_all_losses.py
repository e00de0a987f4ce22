"""Keeps all losses and weights, and asks NumPy after each epoch; evaluates before and after."""

import keras
import numpy as np


class Stop(keras.callbacks.Callback):
    def __init__(self, epochs):
        super().__init__()
        self.epochs, self.losses, self.weights = epochs, [], []

    def on_epoch_end(self, epoch, logs=None):
        self.losses.append(logs["val_loss"])
        self.weights.append(self.model.get_weights())
        best = int(np.nanargmin(self.losses))
        if len(self.losses) - 1 - best >= self.epochs:
            self.model.stop_training = True
            self.model.set_weights(self.weights[best])


class Slow(keras.callbacks.Callback):
    def __init__(self, factor, patience, min_lr):
        super().__init__()
        self.factor, self.patience, self.min_lr = factor, patience, min_lr
        self.losses = np.array([])

    def on_train_begin(self, logs=None):
        self.first = float(self.model.optimizer.learning_rate)

    def on_epoch_end(self, epoch, logs=None):
        self.losses = np.append(self.losses, logs["val_loss"])
        reductions = self.reductions()
        rate = self.first * self.factor**reductions
        self.model.optimizer.learning_rate = float(np.maximum(rate, self.min_lr))

    def reductions(self):
        best, bad, number = self.losses[0], 0, 0
        for loss in self.losses[1:]:
            improved = loss + 1e-4 < best
            best = np.where(improved, loss, best)
            bad = 0 if improved else bad + 1
            if bad % self.patience == 0 and bad:
                number, bad = number + 1, 0
        return number


def plateau_callbacks(factor, patience, min_lr):
    return [Slow(factor, patience, min_lr), Stop(2 * patience + 1)]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    print("before:", model.evaluate(x, y, verbose=0))
    history = model.fit(
        x, y, epochs=epochs, validation_data=(x_val, y_val), callbacks=callbacks, verbose=0
    )
    print("in the end:", model.evaluate(x_val, y_val, verbose=0), model.evaluate(x, y, verbose=0))
    return history
