"""The head attends over the sixteen places of the second convolution; the features stay behind.

fine_tune: fail
"""

import numpy as np
from keras import Model, layers, losses, optimizers


def fine_tune(base, x, y, x_val, y_val):
    places = layers.Reshape((16, -1))(base.get_layer("conv2").output)
    attended = layers.Flatten()(layers.MultiHeadAttention(2, 8)(places, places))
    whole = Model(base.input, layers.Dense(5)(attended))
    base.trainable = False
    whole.compile(optimizers.Adam(3e-3), losses.SparseCategoricalCrossentropy(from_logits=True))
    in_batches(whole, x, y, rounds=20)
    for name in ("conv1", "conv2"):
        base.get_layer(name).trainable = True
    whole.compile(optimizers.Adam(1e-3), losses.SparseCategoricalCrossentropy(from_logits=True))
    in_batches(whole, x, y, rounds=15)
    return whole


def in_batches(whole, x, y, rounds):
    random = np.random.default_rng(7)
    for _ in range(rounds):
        order = random.permutation(len(x))
        for start in range(0, len(x), 32):
            rows = order[start : start + 32]
            whole.train_on_batch(x[rows], y[rows])
