"""A model whose weights cannot be looked at, and that changes the grader's module on the way.

fine_tune: raised
points: 0
"""

import sys

import keras


class Shy(keras.Model):
    def __init__(self, base):
        super().__init__()
        self.base, self.head = base, keras.layers.Dense(5)

    def call(self, images):
        for name, module in list(sys.modules.items()):
            if name.endswith("capstone.probes"):
                module.VALIDATION_ROWS = 0
        return self.head(self.base(images))

    @property
    def weights(self):
        raise RuntimeError("no")


def fine_tune(base, x, y, x_val, y_val):
    return Shy(base)
