"""A min_delta ten times too large for the rate.

plateau_callbacks: fail
"""

import keras


def plateau_callbacks(factor, patience, min_lr):
    return [
        keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr, min_delta=1e-3),
        keras.callbacks.EarlyStopping(patience=2 * patience + 1, restore_best_weights=True),
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
