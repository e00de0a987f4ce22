"""Takes the loss where the validation ends, and from `evaluate`; trains with train_on_batch."""

import keras


class AfterValidation(keras.callbacks.Callback):
    """Reads the loss in on_test_end, and acts when the epoch ends."""

    def __init__(self, patience, act):
        super().__init__()
        self.patience, self.act, self.loss, self.best, self.waited = patience, act, None, None, 0

    def better(self):
        return self.best is None or self.loss < self.best

    def on_test_end(self, logs=None):
        self.loss = logs["loss"]

    def on_epoch_end(self, epoch, logs=None):
        if self.better():
            self.best, self.waited = self.loss, 0
            self.improved()
        else:
            self.waited += 1
            if self.waited >= self.patience:
                self.waited = 0
                self.act(self.model)

    def improved(self):
        pass


class Slower(AfterValidation):
    def better(self):
        return self.best is None or self.loss < self.best - 1e-4


class Stopper(AfterValidation):
    def improved(self):
        self.kept = [weight.copy() for weight in self.model.get_weights()]

    def on_train_end(self, logs=None):
        if self.model.stop_training:
            self.model.set_weights(self.kept)


def plateau_callbacks(factor, patience, min_lr):
    def reduce(model):
        rate = model.optimizer.learning_rate
        rate.assign(keras.ops.maximum(rate * factor, min_lr))

    def stop(model):
        model.stop_training = True

    return [Slower(patience, reduce), Stopper(2 * patience + 1, stop)]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    history = keras.callbacks.History()
    told = keras.callbacks.CallbackList([*callbacks, history], model=model, epochs=epochs)
    model.stop_training = False
    told.on_train_begin()
    for epoch in range(epochs):
        told.on_epoch_begin(epoch)
        for first in range(0, len(x), 32):
            loss = model.train_on_batch(x[first : first + 32], y[first : first + 32])
        val_loss = model.evaluate(x_val, y_val, verbose=0)
        told.on_epoch_end(epoch, {"loss": float(loss), "val_loss": val_loss})
        if model.stop_training:
            break
    told.on_train_end()
    return history
