"""Counts the stop's epochs from 0 and so ends one epoch too early.

plateau_callbacks: fail
"""

import keras


def plateau_callbacks(factor, patience, min_lr):
    return [
        keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr),
        keras.callbacks.EarlyStopping(patience=2 * patience, restore_best_weights=True),
    ]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    history = model.fit(
        x=x,
        y=y,
        epochs=epochs,
        verbose=0,
        callbacks=callbacks,
        validation_data=(x_val, y_val),
    )
    return history
