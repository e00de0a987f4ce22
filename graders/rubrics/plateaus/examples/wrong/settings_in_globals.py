"""Keeps the settings in globals, which the next call overwrites.

plateau_callbacks: fail
"""

import keras


settings = {}


class Slower(keras.callbacks.Callback):
    best, bad = float("inf"), 0

    def on_epoch_end(self, epoch, logs=None):
        if logs["val_loss"] < self.best - 1e-4:
            self.best, self.bad = logs["val_loss"], 0
        else:
            self.bad += 1
        if self.bad >= settings["patience"]:
            rate = float(self.model.optimizer.learning_rate) * settings["factor"]
            self.model.optimizer.learning_rate = max(rate, settings["min_lr"])
            self.bad = 0


def plateau_callbacks(factor, patience, min_lr):
    settings.update(factor=factor, patience=patience, min_lr=min_lr)
    stop = keras.callbacks.EarlyStopping(patience=2 * patience + 1, restore_best_weights=True)
    return [Slower(), stop]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    return model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0
    )
