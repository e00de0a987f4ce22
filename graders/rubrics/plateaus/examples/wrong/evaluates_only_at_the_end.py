"""Validates on the training data in fit, and on the validation data when all is over.

fit_with_plateau: fail
"""

import keras


def plateau_callbacks(factor, patience, min_lr):
    slower = keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr)
    stop = keras.callbacks.EarlyStopping(patience=2 * patience + 1, restore_best_weights=True)
    return [slower, stop]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    history = model.fit(
        x, y, validation_data=(x, y), epochs=epochs, callbacks=callbacks, verbose=0
    )
    print(model.evaluate(x_val, y_val, verbose=0))
    return history
