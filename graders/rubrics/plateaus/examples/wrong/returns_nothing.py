"""Makes the callbacks and does not return them; fit alike.

plateau_callbacks: raised
fit_with_plateau: fail
"""

import keras


def plateau_callbacks(factor, patience, min_lr):
    callbacks = [
        keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr),
        keras.callbacks.EarlyStopping(patience=2 * patience + 1, restore_best_weights=True),
    ]
    print(callbacks)


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    model.fit(x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0)
