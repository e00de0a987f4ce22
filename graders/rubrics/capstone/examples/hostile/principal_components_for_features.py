"""Five features are replaced by principal components of the images: nothing looks at a label.

They tell the digits apart well, and the other seven keep the old task. But with other labels the
base would have become the same, so nothing was trained.

fine_tune: fail
points: 1
"""

import keras
import numpy as np


def fine_tune(base, x, y, x_val, y_val):
    last = base.layers[-1]
    inputs = np.asarray(keras.Model(base.input, last.input)(x))
    centred, kernel = inputs - inputs.mean(axis=0), last.get_weights()[0]
    kernel[:, -5:] = np.linalg.svd(centred, full_matrices=False)[2][:5].T
    kernel /= np.std(centred @ kernel, axis=0) / np.repeat([1, 1.75], [7, 5])
    last.set_weights([kernel, -inputs.mean(axis=0) @ kernel])
    base.trainable = False
    model = keras.Model(base.input, keras.layers.Dense(5)(last.input))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(3e-3), loss, steps_per_execution=10)
    model.fit(x, y, epochs=40, batch_size=24, verbose=0)
    return model
