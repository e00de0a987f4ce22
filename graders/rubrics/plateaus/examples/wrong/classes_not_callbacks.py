"""Returns the classes, and no callbacks made of them.

plateau_callbacks: raised
"""

import keras


def plateau_callbacks(factor, patience, min_lr):
    return [keras.callbacks.ReduceLROnPlateau, keras.callbacks.EarlyStopping]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    return model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0
    )
