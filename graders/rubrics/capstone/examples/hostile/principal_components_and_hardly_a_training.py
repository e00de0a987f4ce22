"""Principal components for features, and one epoch over them at a rate of a millionth.

The base follows the labels, but by next to nothing.

fine_tune: fail
points: 1
"""

import keras
import numpy as np


def fine_tune(base, x, y, x_val, y_val):
    decorate(base, x)
    fit(keras.Model(base.input, keras.layers.Dense(5)(base.output)), x, y, 1e-6, 1)
    base.trainable = False
    model = keras.Model(base.input, keras.layers.Dense(5)(base.get_layer("flatten").output))
    fit(model, x, y, 3e-3, 40)
    return model


def fit(model, x, y, rate, epochs):
    for layer in model.layers:
        if layer.name.startswith("bn"):
            layer.trainable = False
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, steps_per_execution=10)
    model.fit(x, y, epochs=epochs, batch_size=24, verbose=0)


def decorate(base, x):
    last = base.layers[-1]
    inputs = np.asarray(keras.Model(base.input, last.input)(x))
    centred, kernel = inputs - inputs.mean(axis=0), last.get_weights()[0]
    kernel[:, -5:] = np.linalg.svd(centred, full_matrices=False)[2][:5].T
    kernel /= np.std(centred @ kernel, axis=0) / np.repeat([1, 1.75], [7, 5])
    last.set_weights([kernel, -inputs.mean(axis=0) @ kernel])
