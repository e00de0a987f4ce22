"""Passes x_val and y_val by names that fit does not have.

fit_with_plateau: raised
"""

import keras


def plateau_callbacks(factor, patience, min_lr):
    return [
        keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr),
        keras.callbacks.EarlyStopping(patience=2 * patience + 1, restore_best_weights=True),
    ]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    return model.fit(
        x, y, x_val=x_val, y_val=y_val, epochs=epochs, callbacks=callbacks, verbose=0
    )
