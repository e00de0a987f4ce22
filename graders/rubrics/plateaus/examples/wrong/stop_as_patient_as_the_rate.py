"""EarlyStopping with the patience of the rate: it stops before the first reduction.

plateau_callbacks: fail
"""

import keras


def plateau_callbacks(factor, patience, min_lr):
    return [
        keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr),
        keras.callbacks.EarlyStopping(patience=patience, restore_best_weights=True),
    ]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    return model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0
    )
