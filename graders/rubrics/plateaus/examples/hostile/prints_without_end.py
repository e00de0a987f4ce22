"""A callback prints for ever; fit_with_plateau is right.

plateau_callbacks: timeout
points: 2
"""

import keras


class Chatter(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        while True:
            print(epoch, logs, "x" * 1000)


def plateau_callbacks(factor, patience, min_lr):
    return [Chatter()]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    return model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0
    )
