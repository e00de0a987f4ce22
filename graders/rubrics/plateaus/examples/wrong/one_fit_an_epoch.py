"""Calls fit once an epoch: a stop lasts for one epoch, the History too.

fit_with_plateau: fail
"""

import keras


def plateau_callbacks(factor, patience, min_lr):
    reduce_lr = keras.callbacks.ReduceLROnPlateau(
        monitor="val_loss", factor=factor, patience=patience, min_lr=min_lr
    )
    early_stopping = keras.callbacks.EarlyStopping(
        monitor="val_loss", patience=2 * patience + 1, restore_best_weights=True
    )
    return [early_stopping, reduce_lr]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    for epoch in range(epochs):
        history = model.fit(
            x, y, validation_data=(x_val, y_val), callbacks=callbacks, verbose=0
        )
    return history
