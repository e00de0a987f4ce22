"""ModelCheckpoint writes the best weights to a file, a callback loads them; fit with datasets."""

import os
import tempfile

import keras
import tensorflow as tf


class LoadBest(keras.callbacks.Callback):
    def __init__(self, path):
        super().__init__()
        self.path = path

    def on_train_end(self, logs=None):
        self.model.load_weights(self.path)


def plateau_callbacks(factor, patience, min_lr):
    path = os.path.join(tempfile.mkdtemp(), "best.weights.h5")
    return [
        keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr),
        keras.callbacks.EarlyStopping(patience=2 * patience + 1),
        keras.callbacks.ModelCheckpoint(path, save_best_only=True, save_weights_only=True),
        LoadBest(path),
    ]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    train = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(1000).batch(16)
    held_out = tf.data.Dataset.from_tensor_slices((x_val, y_val)).batch(16)
    return model.fit(
        train, validation_data=held_out, epochs=epochs, callbacks=callbacks, verbose=0
    )
