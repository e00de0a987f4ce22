"""Two coroutines get each loss and say what to do; the data are tensors."""

import keras
import tensorflow as tf


def plateaus(patience, smallest):
    """Yields True when `patience` losses in a row were no improvement."""
    best = yield False
    full = False
    while True:
        for _ in range(patience):
            loss = yield full
            full = False
            if loss < best - smallest:
                best = loss
                break
        else:
            full = True


class Follow(keras.callbacks.Callback):
    def __init__(self, factor, patience, min_lr):
        super().__init__()
        self.factor, self.min_lr = factor, min_lr
        self.slow = plateaus(patience, 1e-4)
        self.stop = plateaus(2 * patience + 1, 0.0)
        next(self.slow)
        next(self.stop)
        self.best = (float("inf"), None)

    def on_epoch_end(self, epoch, logs=None):
        loss = logs["val_loss"]
        if loss < self.best[0]:
            self.best = (loss, self.model.get_weights())
        if self.slow.send(loss):
            optimizer = self.model.optimizer
            rate = keras.ops.convert_to_numpy(optimizer.learning_rate) * self.factor
            optimizer.learning_rate = max(float(rate), self.min_lr)
        if self.stop.send(loss):
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best[1])


def plateau_callbacks(factor, patience, min_lr):
    return [Follow(factor, patience, min_lr)]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    x, y = tf.constant(x), tf.constant(y)
    held_out = (tf.constant(x_val), tf.constant(y_val))
    return model.fit(x, y, validation_data=held_out, epochs=epochs, callbacks=callbacks, verbose=0)
