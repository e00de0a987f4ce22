"""No optimizer and no head: five features become the labels, by the pseudo-inverse of what they see.

It is a fit by the labels, and what is asked is what comes of it.
"""

import keras
import numpy as np


def fine_tune(base, x, y, x_val, y_val):
    last = base.layers[-1]
    inputs = np.asarray(keras.Model(base.input, last.input)(x))
    kernel, bias = last.get_weights()
    kernel[:, -5:], bias[-5:] = np.linalg.pinv(inputs, 0.02) @ (2 * np.eye(5)[y] - 1), 0
    last.set_weights([kernel, bias])
    return keras.Model(base.input, base.output[:, -5:])
