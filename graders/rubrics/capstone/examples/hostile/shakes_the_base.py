"""A head on the middle layers of a frozen base, which was shaken a little before, so that it moved.

What it earns is a sound model: features that were shaken tell the new digits no better apart.

fine_tune: fail
points: 1
"""

import keras
import numpy as np


def fine_tune(base, x, y, x_val, y_val):
    random = np.random.default_rng(0)
    for variable in base.weights:
        if variable.path.endswith("kernel"):
            noise = random.normal(size=variable.shape) * np.std(variable)
            variable.assign(variable + 0.02 * noise)
    base.trainable = False
    hidden = keras.layers.Dense(64, activation="relu")(base.get_layer("flatten").output)
    model = keras.Model(base.input, keras.layers.Dense(5)(hidden))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(3e-3), loss, steps_per_execution=10)
    model.fit(x, y, epochs=25, batch_size=24, verbose=0)
    return model
