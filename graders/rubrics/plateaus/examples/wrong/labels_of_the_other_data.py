"""Evaluates x_val with the training labels, cut to its length.

fit_with_plateau: fail
"""

import keras
import numpy as np


def plateau_callbacks(factor, patience, min_lr):
    return [
        keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr),
        keras.callbacks.EarlyStopping(patience=2 * patience + 1, restore_best_weights=True),
    ]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    labels = np.resize(y, y_val.shape)
    return model.fit(
        x, y, validation_data=(x_val, labels), epochs=epochs, callbacks=callbacks, verbose=0
    )
