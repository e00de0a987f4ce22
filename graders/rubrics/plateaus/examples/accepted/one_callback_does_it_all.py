"""One callback written from scratch: rate, stop, and weights kept in memory."""

import keras
import numpy as np


class Plateau(keras.callbacks.Callback):
    def __init__(self, factor, patience, min_lr):
        super().__init__()
        self.factor, self.patience, self.min_lr = factor, patience, min_lr
        self.best = self.lowest = np.inf
        self.bad = self.since_lowest = 0
        self.kept = None

    def on_epoch_end(self, epoch, logs=None):
        now = logs["val_loss"]
        if now < self.best - 1e-4:
            self.best, self.bad = now, 0
        else:
            self.bad += 1
        if self.bad == self.patience:
            rate = float(self.model.optimizer.learning_rate) * self.factor
            self.model.optimizer.learning_rate = max(rate, self.min_lr)
            self.bad = 0
        if now < self.lowest:
            self.lowest, self.since_lowest = now, 0
            self.kept = self.model.get_weights()
        else:
            self.since_lowest += 1
        if self.since_lowest == 2 * self.patience + 1:
            self.model.stop_training = True
            self.model.set_weights(self.kept)


def plateau_callbacks(factor, patience, min_lr):
    return [Plateau(factor, patience, min_lr)]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    return model.fit(
        x, y, batch_size=8, epochs=epochs, verbose=0, callbacks=callbacks,
        validation_data=(x_val, y_val), validation_batch_size=5,
    )
