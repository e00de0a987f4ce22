"""A callback leaves Python after the second epoch; fit_with_plateau never comes back.

plateau_callbacks: crash
fit_with_plateau: timeout
points: 0
"""

import os

import keras


class Leave(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        if epoch == 1:
            os._exit(0)


def plateau_callbacks(factor, patience, min_lr):
    return [Leave()]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    while True:
        pass
