"""EarlyStopping with its default: the model keeps the last weights.

plateau_callbacks: fail
"""

import keras


def plateau_callbacks(factor, patience, min_lr):
    return [
        keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr),
        keras.callbacks.EarlyStopping(patience=2 * patience + 1),
    ]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    validation = (x_val, y_val)
    return model.fit(x, y, 16, epochs, verbose=0, callbacks=callbacks, validation_data=validation)
