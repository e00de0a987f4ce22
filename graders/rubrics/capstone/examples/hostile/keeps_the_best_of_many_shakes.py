"""The base is shaken two hundred times, and the change is kept under which a reading does best.

No luck of this size is a training: the features tell the new digits apart a little better.

fine_tune: fail
points: 1
"""

import keras
import numpy as np


def fine_tune(base, x, y, x_val, y_val):
    random, start, best = np.random.default_rng(0), base.get_weights(), (0.0, None)
    for _ in range(200):
        shaken = [w + random.normal(size=w.shape) * np.std(w) * (w.ndim > 1) for w in start]
        base.set_weights(shaken)
        best = max(best, (read(np.asarray(base(x)), y), shaken), key=lambda pair: pair[0])
    base.set_weights(best[1])
    base.trainable = False
    model = keras.Model(base.input, keras.layers.Dense(5)(base.output))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(1e-2), loss, steps_per_execution=10)
    model.fit(x, y, epochs=40, batch_size=24, verbose=0)
    return model


def read(features, y):
    means = np.stack([features[y == label].mean(axis=0) for label in range(5)])
    return np.mean(np.linalg.norm(features[:, None] - means, axis=2).argmin(axis=1) == y)
