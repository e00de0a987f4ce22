"""Saves the whole model each time it is the best, loads it at the stop; fit with a generator."""

import math
import pathlib
import tempfile

import keras


class Patience(keras.callbacks.Callback):
    def __init__(self, patience):
        super().__init__()
        self.limit = 2 * patience + 1
        self.path = pathlib.Path(tempfile.mkdtemp()) / "best.keras"
        self.lowest = math.inf
        self.epoch_of_lowest = None

    def on_epoch_end(self, epoch, logs=None):
        if logs["val_loss"] < self.lowest:
            self.lowest = logs["val_loss"]
            self.epoch_of_lowest = epoch
            self.model.save(self.path)
        elif epoch - self.epoch_of_lowest >= self.limit:
            best = keras.models.load_model(self.path, compile=False)
            self.model.set_weights(best.get_weights())
            self.model.stop_training = True


def plateau_callbacks(factor, patience, min_lr):
    slower = keras.callbacks.ReduceLROnPlateau(
        "val_loss", factor, patience, 0, "auto", 1e-4, 0, min_lr
    )
    return [slower, Patience(patience)]


def batches(x, y, size):
    while True:
        for first in range(0, len(x), size):
            yield x[first : first + size], y[first : first + size]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    steps = -(-len(x) // 10)
    return model.fit(
        batches(x, y, 10),
        steps_per_epoch=steps,
        epochs=epochs,
        validation_data=(x_val, y_val),
        callbacks=callbacks,
        verbose=0,
    )
