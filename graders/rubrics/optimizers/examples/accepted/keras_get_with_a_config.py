"""keras.optimizers.get with a configuration, a whitelist, and keras.ops to read the rate."""

import keras

ALLOWED = ("sgd", "adam", "adamw", "rmsprop")
LEAST_FACTOR = 1


def make_optimizer(name, learning_rate):
    if name in ALLOWED:
        return keras.optimizers.get(
            {"class_name": name, "config": {"learning_rate": learning_rate}}
        )
    raise ValueError(name)


def fine_tuning_rate(scratch_lr, factor=10.0):
    problems = []
    if scratch_lr <= 0:
        problems.append("scratch_lr must be above zero")
    if factor < LEAST_FACTOR:
        problems.append("factor must be at least one")
    if problems:
        raise ValueError(", ".join(problems))
    return float(scratch_lr / factor)


def current_lr(optimizer):
    return float(keras.ops.convert_to_numpy(optimizer.learning_rate))


def set_lr(optimizer, lr):
    try:
        optimizer.learning_rate.assign(lr)
    except AttributeError as error:
        raise TypeError("made with a schedule") from error
