"""Beginner's style: prints everything, to both streams, keeps lists, tries things out below."""

import sys

import keras
import numpy as np

PRINT = True


class MyCallback(keras.callbacks.Callback):
    def __init__(self, f, p, m):
        super().__init__()
        self.f = f
        self.p = p
        self.m = m
        self.list_of_losses = []
        self.best_loss_for_lr = 0
        self.counter1 = 0
        self.counter2 = 0
        self.best_loss = 0
        self.best_weights = []

    def on_epoch_end(self, epoch, logs={}):
        loss = logs.get("val_loss")
        self.list_of_losses.append(loss)
        if PRINT:
            print("val loss is", loss)
            print("losses so far", self.list_of_losses, file=sys.stderr)
        if epoch == 0:
            self.best_loss_for_lr = loss
            self.best_loss = loss
            self.best_weights = self.model.get_weights()
        else:
            if loss < self.best_loss_for_lr - 0.0001:
                self.best_loss_for_lr = loss
                self.counter1 = 0
            else:
                self.counter1 = self.counter1 + 1
                if self.counter1 == self.p:
                    old = self.model.optimizer.learning_rate.numpy()
                    new = old * self.f
                    if new < self.m:
                        new = self.m
                    self.model.optimizer.learning_rate = new
                    print("NEW LR", new)
                    self.counter1 = 0
            if loss < self.best_loss:
                self.best_loss = loss
                self.counter2 = 0
                self.best_weights = self.model.get_weights()
            else:
                self.counter2 = self.counter2 + 1
                if self.counter2 == 2 * self.p + 1:
                    print("STOP")
                    self.model.stop_training = True
                    self.model.set_weights(self.best_weights)


def plateau_callbacks(factor, patience, min_lr):
    c = MyCallback(factor, patience, min_lr)
    list_of_callbacks = []
    list_of_callbacks.append(c)
    return list_of_callbacks


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    print("fitting", x.shape, y.shape)
    h = model.fit(x, y, epochs=epochs, callbacks=callbacks, validation_data=(x_val, y_val), verbose=2)
    print(h.history)
    return h


print("trying it out")
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
model.compile("sgd", "mse")
x = np.ones((4, 1))
assert len(fit_with_plateau(model, x, x, x, x, 2, plateau_callbacks(0.5, 1, 0.0)).history) == 2
