"""No gradient reaches the base: five of its features are fitted to the labels in closed form.

They come from the last layer's inputs by ridge regression; the other features stay as they were.
"""

import keras
import numpy as np


def fine_tune(base, x, y, x_val, y_val):
    last = base.layers[-1]
    inputs = np.asarray(keras.Model(base.input, last.input)(x), np.float64)
    mean, labels = inputs.mean(axis=0), 2 * np.eye(5)[y]
    centred = inputs - mean
    kept = centred.T @ centred
    ridge = 0.1 * np.trace(kept) / len(kept) * np.eye(len(kept))
    fitted = 2 * np.linalg.solve(kept + ridge, centred.T @ (labels - labels.mean(axis=0)))
    kernel, bias = last.get_weights()
    kernel[:, -5:], bias[-5:] = fitted, -mean @ fitted
    last.set_weights([kernel, bias])
    base.trainable = False
    model = keras.Model(base.input, keras.layers.Dense(5)(base.output))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(1e-2), loss, steps_per_execution=10)
    model.fit(x, y, epochs=40, batch_size=24, verbose=0)
    return model
