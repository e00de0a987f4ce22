"""Stops when the rate was reduced twice, not when the stop's own count is full.

plateau_callbacks: fail
"""

import keras


class Plateau(keras.callbacks.Callback):
    def __init__(self, factor, patience, min_lr):
        super().__init__()
        self.factor, self.patience, self.min_lr = factor, patience, min_lr
        self.best, self.bad, self.reductions, self.kept = float("inf"), 0, 0, None

    def on_epoch_end(self, epoch, logs=None):
        if logs["val_loss"] < self.best - 1e-4:
            self.best, self.bad = logs["val_loss"], 0
            self.kept = self.model.get_weights()
        else:
            self.bad += 1
        if self.bad == self.patience:
            rate = float(self.model.optimizer.learning_rate) * self.factor
            self.model.optimizer.learning_rate = max(rate, self.min_lr)
            self.bad = 0
            self.reductions += 1
        if self.reductions > 2:
            self.model.stop_training = True
            self.model.set_weights(self.kept)


def plateau_callbacks(factor, patience, min_lr):
    return [Plateau(factor, patience, min_lr)]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    return model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0
    )
