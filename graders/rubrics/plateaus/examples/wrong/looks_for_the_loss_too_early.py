"""Looks for val_loss at the beginning of the epoch.

plateau_callbacks: raised
"""

import keras


class Slower(keras.callbacks.Callback):
    def __init__(self, factor, patience, min_lr):
        super().__init__()
        self.factor, self.patience, self.min_lr = factor, patience, min_lr
        self.best, self.bad = float("inf"), 0

    def on_epoch_begin(self, epoch, logs=None):
        loss = logs["val_loss"]
        if loss < self.best - 1e-4:
            self.best, self.bad = loss, 0
        else:
            self.bad += 1
        if self.bad >= self.patience:
            rate = float(self.model.optimizer.learning_rate) * self.factor
            self.model.optimizer.learning_rate = max(rate, self.min_lr)
            self.bad = 0


def plateau_callbacks(factor, patience, min_lr):
    stop = keras.callbacks.EarlyStopping(patience=2 * patience + 1, restore_best_weights=True)
    return [Slower(factor, patience, min_lr), stop]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    return model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0
    )
