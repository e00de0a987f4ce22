"""Small helpers, printing on the way, and an experiment below that is not run."""

import keras
import numpy as np
from keras.losses import SparseCategoricalCrossentropy
from keras.optimizers import Adam

from graders.lab import load_digits_split, load_pretrained


def set_trainable(layers, value):
    for layer in layers:
        layer.trainable = bool(value)


def is_norm(layer):
    return isinstance(layer, keras.layers.BatchNormalization)


def attach_head(base, n_classes):
    set_trainable(base.layers, False)
    print(f"{len(base.layers)} layers frozen")
    out = keras.layers.Dense(n_classes, bias_initializer="ones")(base.layers[-1].output)
    return keras.Model(base.layers[0].output, out)


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    model.compile(optimizer=Adam(learning_rate), loss=SparseCategoricalCrossentropy(True))
    history = model.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=2)
    print(history.history["loss"][-1])


def unfreeze(model, base, learning_rate, first_trainable=None):
    everything = list(base.layers)
    before = []
    while first_trainable is not None and everything[0].name != first_trainable:
        before.append(everything.pop(0))
    set_trainable(before, False)
    set_trainable(everything, True)
    set_trainable(filter(is_norm, before + everything), False)
    model.compile(optimizer=Adam(learning_rate), loss=SparseCategoricalCrossentropy(True))
    model.summary()


def layer_lrs(n_groups, top_lr, decay):
    exponents = np.arange(n_groups - 1, -1, -1)
    return [float(top_lr * np.power(decay, e)) for e in exponents.astype(float)]


def trainable_groups(epoch, n_groups):
    every = np.arange(n_groups)
    return every[max(0, n_groups - epoch - 1) :].tolist()


def compile_discriminative(model, base, base_lr, head_lr, loss):
    table = {id(v.value): base_lr for v in base.trainable_variables}
    for v in model.trainable_variables:
        table.setdefault(id(v.value), head_lr)

    class TableAdam(Adam):
        def update_step(self, gradient, variable, learning_rate):
            super().update_step(gradient, variable, table[id(variable)])

    model.compile(optimizer=TableAdam(head_lr), loss=loss)


split = load_digits_split()
base, source_head = load_pretrained(True)
mine = attach_head(base, 5)
train_head(mine, split.target_x, split.target_y)
unfreeze(mine, base, 1e-3)
mine.fit(split.target_x, split.target_y, epochs=30, batch_size=24)
