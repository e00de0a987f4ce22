"""make_optimizer ignores the rate, and has every SGD report and apply another one.

What it earns is that each call gives a new object.

make_optimizer: fail
fine_tuning_rate: not_attempted
current_lr: not_attempted
set_lr: not_attempted
points: 0.5
"""

import keras


def make_optimizer(name, learning_rate):
    class SGD(keras.optimizers.SGD):
        def update_step(self, gradient, variable, learning_rate):
            variable.assign(variable - 0.03 * gradient)

        def get_config(self):
            return {"name": "SGD", "learning_rate": 0.03}

    return SGD(0.03)
