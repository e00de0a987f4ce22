"""NumPy's minimum of losses with a NaN is NaN, and nothing is below it.

plateau_callbacks: fail
"""

import keras
import numpy as np


class Plateau(keras.callbacks.Callback):
    def __init__(self, factor, patience, min_lr):
        super().__init__()
        self.factor, self.patience, self.min_lr = factor, patience, min_lr
        self.losses, self.weights, self.bad, self.best = [], [], 0, np.inf

    def on_epoch_end(self, epoch, logs=None):
        loss = logs["val_loss"]
        self.losses.append(loss)
        self.weights.append(self.model.get_weights())
        if loss < self.best - 1e-4:
            self.best, self.bad = loss, 0
        else:
            self.bad += 1
        if self.bad == self.patience:
            rate = float(self.model.optimizer.learning_rate) * self.factor
            self.model.optimizer.learning_rate = max(rate, self.min_lr)
            self.bad = 0
        best = int(np.argmin(self.losses))
        if epoch - best >= 2 * self.patience + 1:
            self.model.stop_training = True
            self.model.set_weights(self.weights[best])


def plateau_callbacks(factor, patience, min_lr):
    return [Plateau(factor, patience, min_lr)]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    return model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0
    )
