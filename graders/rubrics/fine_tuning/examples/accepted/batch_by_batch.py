"""train_on_batch instead of fit; an optimizer of one's own that holds two Adams."""

import math

import keras
import numpy as np


def logits_loss(y_true, y_pred):
    return keras.losses.sparse_categorical_crossentropy(y_true, y_pred, from_logits=True)


def attach_head(base, n_classes):
    for layer in base.layers:
        layer.trainable = False
    x = base.outputs[0]
    x = keras.layers.Dropout(0.1)(x)
    x = keras.layers.Dense(n_classes)(x)
    return keras.Model(inputs=base.inputs, outputs=x)


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=logits_loss)
    rng = np.random.default_rng(0)
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        for batch in range(math.ceil(len(x) / batch_size)):
            rows = order[batch * batch_size : (batch + 1) * batch_size]
            model.train_on_batch(x[rows], y[rows])


def unfreeze(model, base, learning_rate, first_trainable=None):
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=logits_loss)
    # After compile, but before the first fit: that is early enough.
    names = [layer.name for layer in base.layers]
    first = names.index(first_trainable) if first_trainable else 0
    for layer in base.layers[:first]:
        layer.trainable = False
    for layer in base.layers[first:]:
        layer.trainable = type(layer).__name__ != "BatchNormalization"


def layer_lrs(n_groups, top_lr, decay):
    return list(map(lambda i: top_lr * math.pow(decay, n_groups - i - 1), range(n_groups)))


def trainable_groups(epoch, n_groups):
    first = n_groups - (epoch + 1)
    if first < 0:
        first = 0
    return [*range(first, n_groups)]


class Pair(keras.optimizers.Optimizer):
    def __init__(self, slow, fast, slow_variables):
        super().__init__(learning_rate=0.0)
        self.slow, self.fast = slow, fast
        self.keys = {id(v) for v in slow_variables}

    def build(self, variables):
        super().build(variables)
        self.slow.build([v for v in variables if id(v) in self.keys])
        self.fast.build([v for v in variables if id(v) not in self.keys])

    def apply(self, grads, trainable_variables=None):
        variables = trainable_variables or self._trainable_variables
        if not self.built:
            self.build(variables)
        for optimizer, mine in ((self.slow, True), (self.fast, False)):
            pairs = [(g, v) for g, v in zip(grads, variables) if (id(v) in self.keys) is mine]
            optimizer.apply([g for g, _ in pairs], [v for _, v in pairs])
        self.iterations.assign_add(1)


def compile_discriminative(model, base, base_lr, head_lr, loss):
    pair = Pair(keras.optimizers.Adam(base_lr), keras.optimizers.Adam(head_lr), base.variables)
    model.compile(optimizer=pair, loss=loss)
