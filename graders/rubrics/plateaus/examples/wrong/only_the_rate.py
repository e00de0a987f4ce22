"""Forgets the stop.

plateau_callbacks: fail
"""

import keras


def plateau_callbacks(factor, patience, min_lr):
    return [keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr)]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    return model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0
    )
