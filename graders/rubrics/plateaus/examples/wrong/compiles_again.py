"""Compiles the model again, and its optimizer is lost.

fit_with_plateau: fail
"""

import keras


def plateau_callbacks(factor, patience, min_lr):
    return [
        keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr),
        keras.callbacks.EarlyStopping(patience=2 * patience + 1, restore_best_weights=True),
    ]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    model.compile(optimizer=keras.optimizers.Adam(1e-4), loss="mse")
    return model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0
    )
