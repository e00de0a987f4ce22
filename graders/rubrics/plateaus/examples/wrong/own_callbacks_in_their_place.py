"""Makes callbacks of its own and leaves the given ones out.

fit_with_plateau: fail
"""

import keras


def plateau_callbacks(factor, patience, min_lr):
    return [
        keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr),
        keras.callbacks.EarlyStopping(patience=2 * patience + 1, restore_best_weights=True),
    ]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    callbacks = plateau_callbacks(0.5, 2, 1e-6)
    return model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0
    )
