"""Trains until every training image is right, which never happens.

fine_tune: timeout
points: 0
"""

import numpy as np


def fine_tune(base, x, y, x_val, y_val):
    weights = np.zeros((64, 5))
    images = x.reshape(len(x), 64)
    while True:
        right = np.argmax(images @ weights, axis=1) == y + 5
        if right.all():
            return base
        weights -= 0.1 * (images.T @ (images @ weights))
