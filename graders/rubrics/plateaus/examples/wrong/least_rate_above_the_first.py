"""Sets a least rate of its own that is not below the first rate: nothing is ever reduced.

plateau_callbacks: fail
"""

import keras

LEAST = 0.1


def plateau_callbacks(factor, patience, min_lr):
    slower = keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=LEAST)
    stop = keras.callbacks.EarlyStopping(patience=2 * patience + 1, restore_best_weights=True)
    return [slower, stop]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    history = model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0
    )
    return history
