"""Ends Python itself in the middle of the training.

fine_tune: crash
points: 0
"""

import os

import keras


def fine_tune(base, x, y, x_val, y_val):
    model = keras.Model(base.input, keras.layers.Dense(5)(base.output))
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    os._exit(0)
    return model
