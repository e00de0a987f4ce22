"""Two callbacks reduce the rate on the same plateau.

plateau_callbacks: fail
"""

import keras


class HalfToo(keras.callbacks.ReduceLROnPlateau):
    """Meant to print only; Keras's callback stands beside it."""

    def on_epoch_end(self, epoch, logs=None):
        super().on_epoch_end(epoch, logs)
        print(float(self.model.optimizer.learning_rate))


def plateau_callbacks(factor, patience, min_lr):
    return [
        keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr),
        HalfToo(factor=factor, patience=patience, min_lr=min_lr),
        keras.callbacks.EarlyStopping(patience=2 * patience + 1, restore_best_weights=True),
    ]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    return model.fit(
        x, y, validation_data=(x_val, y_val), epochs=epochs, callbacks=callbacks, verbose=0
    )
