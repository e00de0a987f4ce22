"""Takes a loss that is just as low for a better one when it keeps the weights.

plateau_callbacks: fail
"""

import keras


class Stop(keras.callbacks.Callback):
    def __init__(self, patience):
        super().__init__()
        self.limit, self.lowest, self.bad = 2 * patience + 1, float("inf"), 0

    def on_epoch_end(self, epoch, logs=None):
        loss = logs["val_loss"]
        if loss <= self.lowest:
            self.kept = self.model.get_weights()
        if loss < self.lowest:
            self.lowest, self.bad = loss, 0
        else:
            self.bad += 1
        if self.bad >= self.limit:
            self.model.stop_training = True
            self.model.set_weights(self.kept)


def plateau_callbacks(factor, patience, min_lr):
    slower = keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr)
    return [slower, Stop(patience)]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    return model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0
    )
