"""The base's own layers in a new Sequential; flags by slices; an optimizer without subclassing."""

import keras
import numpy as np


def attach_head(base, n_classes):
    model = keras.Sequential()
    for layer in base.layers:
        layer.trainable = False
        model.add(layer)
    model.add(keras.layers.Dense(n_classes, activation="linear"))
    return model


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    # One-hot labels and the loss that goes with them.
    targets = np.eye(model.output_shape[-1], dtype="float32")[y]
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(learning_rate), loss)
    model.fit(x, targets, epochs=epochs, batch_size=batch_size, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    start = 0
    if first_trainable is not None:
        start = base.layers.index(base.get_layer(first_trainable))
    for layer in base.layers:
        layer.trainable = False
    for layer in base.layers[start:]:
        if not hasattr(layer, "moving_mean"):
            layer.trainable = True
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(learning_rate), loss)


def layer_lrs(n_groups, top_lr, decay):
    rates = [top_lr]
    while len(rates) < n_groups:
        rates.insert(0, rates[0] * decay)
    return rates


def trainable_groups(epoch, n_groups):
    return list(filter(lambda group: group + epoch + 1 >= n_groups, range(n_groups)))


def compile_discriminative(model, base, base_lr, head_lr, loss):
    optimizer = keras.optimizers.Adam(head_lr)
    original = optimizer.update_step

    def update_step(gradient, variable, learning_rate):
        for other in base.trainable_variables:
            if other.value is variable:
                learning_rate = base_lr
        original(gradient, variable, learning_rate)

    optimizer.update_step = update_step
    model.compile(optimizer, loss)
