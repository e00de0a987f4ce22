"""The functions are tried out in the file itself, with asserts, a model, and a main block."""

import logging
import sys

import keras

log = logging.getLogger(__name__)


def make_optimizer(name, learning_rate):
    options = {
        "sgd": lambda: keras.optimizers.SGD(learning_rate),
        "adam": lambda: keras.optimizers.Adam(learning_rate),
        "adamw": lambda: keras.optimizers.AdamW(learning_rate),
        "rmsprop": lambda: keras.optimizers.RMSprop(learning_rate),
    }
    try:
        return options[name]()
    except KeyError as e:
        log.warning("no optimizer %s", name)
        raise ValueError(str(e)) from e


def fine_tuning_rate(scratch_lr, factor=10.0):
    good = scratch_lr > 0 and factor >= 1
    if not good:
        print("bad arguments", file=sys.stderr)
        raise ValueError
    return scratch_lr / factor


def current_lr(optimizer):
    return float(keras.ops.cast(optimizer.learning_rate, "float64"))


def set_lr(optimizer, lr):
    optimizer.learning_rate = keras.ops.convert_to_tensor(lr)


assert fine_tuning_rate(1e-3) == 1e-4
test_optimizer = make_optimizer("adam", 0.5)
assert current_lr(test_optimizer) == 0.5
set_lr(test_optimizer, 0.25)
assert current_lr(test_optimizer) == 0.25
print("all good")

if __name__ == "__main__":
    name = input("which optimizer? ")
    print(make_optimizer(name, 0.1))
