"""Keeps copies of the model: a clone of the best, and a deep copy of that; fit row by row."""

import copy
import operator
from itertools import takewhile

import keras


class KeepsClone(keras.callbacks.Callback):
    """Ends training when the tail of losses that are not the lowest is long enough."""

    def __init__(self, allowed):
        super().__init__()
        self.allowed = allowed
        self.losses = {}
        self.best = None

    def on_epoch_end(self, epoch, logs=None):
        self.losses[epoch] = logs["val_loss"]
        numbers = {e: loss for e, loss in self.losses.items() if loss == loss}
        lowest = min(numbers.values())
        first = min(e for e, loss in numbers.items() if loss == lowest)
        if first == epoch:
            self.best = keras.models.clone_model(self.model)
            self.best.set_weights(self.model.get_weights())
        tail = list(takewhile(lambda e: e != first, sorted(self.losses, reverse=True)))
        if len(tail) == self.allowed:
            self.model.stop_training = True
            self.model.set_weights(copy.deepcopy(self.best).get_weights())


class Slows(keras.callbacks.Callback):
    def __init__(self, factor, patience, min_lr):
        super().__init__()
        self.next_rate = lambda rate: max(operator.mul(rate, factor), min_lr)
        self.window = patience
        self.reference, self.tail = None, []

    def on_epoch_end(self, epoch, logs=None):
        loss = (logs or {}).get("val_loss")
        if self.reference is None or self.reference - loss > 1e-4:
            self.reference, self.tail = loss, []
            return
        self.tail.append(loss)
        if len(self.tail) == self.window:
            self.tail.clear()
            rate = self.model.optimizer.learning_rate
            self.model.optimizer.learning_rate = self.next_rate(float(rate))


def plateau_callbacks(factor, patience, min_lr):
    return [Slows(factor, patience, min_lr), KeepsClone(1 + 2 * patience)]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    return model.fit(
        x,
        y,
        batch_size=1,
        shuffle=False,
        epochs=epochs,
        validation_data=(x_val, y_val),
        validation_freq=[*range(1, epochs + 1)],
        callbacks=tuple(callbacks),
        verbose=0,
    )
