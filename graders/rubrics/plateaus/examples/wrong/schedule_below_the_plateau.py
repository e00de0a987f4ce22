"""Compiles with a schedule: the callbacks cannot set its rate.

fit_with_plateau: raised
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
    schedule = keras.optimizers.schedules.ExponentialDecay(1e-3, 100, 0.9)
    model.compile(optimizer=keras.optimizers.SGD(schedule), loss="mse")
    return model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0
    )
