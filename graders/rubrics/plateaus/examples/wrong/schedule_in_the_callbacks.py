"""Puts a schedule among the callbacks.

plateau_callbacks: raised
fit_with_plateau: raised
"""

import keras


def plateau_callbacks(factor, patience, min_lr):
    stop = keras.callbacks.EarlyStopping(patience=2 * patience + 1, restore_best_weights=True)
    return [keras.optimizers.schedules.ExponentialDecay(0.1, patience, factor), stop]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    decay = keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.9)
    return model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=[*callbacks, decay], verbose=0
    )
