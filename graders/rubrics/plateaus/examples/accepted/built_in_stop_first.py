"""Keras's two callbacks, the stop first, all arguments written out; fit by a dictionary."""

from tensorflow import keras


def plateau_callbacks(factor, patience, min_lr):
    stop = keras.callbacks.EarlyStopping(
        monitor="val_loss",
        min_delta=0.0,
        patience=2 * patience + 1,
        verbose=1,
        mode="min",
        restore_best_weights=True,
        start_from_epoch=0,
    )
    slower = keras.callbacks.ReduceLROnPlateau(
        monitor="val_loss",
        factor=factor,
        patience=patience,
        verbose=1,
        mode="min",
        min_delta=0.0001,
        cooldown=0,
        min_lr=min_lr,
    )
    return [stop, slower]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    settings = dict(validation_data=[x_val, y_val], epochs=epochs, verbose=0)
    settings["callbacks"] = callbacks
    return model.fit(x=x, y=y, **settings)
