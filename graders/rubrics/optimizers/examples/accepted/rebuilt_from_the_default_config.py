"""The default configuration with the rate replaced, and a recursion for the factor."""

import keras
from keras.optimizers import *

CLASSES = [SGD, Adam, AdamW, RMSprop]


def make_optimizer(name, learning_rate):
    for cls in CLASSES:
        if cls.__name__.lower() == name:
            config = cls().get_config()
            config["learning_rate"] = learning_rate
            return cls.from_config(config)
    raise ValueError("unknown optimizer: %s" % name)


def fine_tuning_rate(scratch_lr, factor=10.0):
    """Divides by at most 10 at a time."""
    if scratch_lr <= 0:
        raise ValueError("%r <= 0" % scratch_lr)
    if factor < 1:
        raise ValueError("%r < 1" % factor)
    if factor > 10:
        return fine_tuning_rate(scratch_lr / 10, factor / 10)
    return scratch_lr / factor


def current_lr(optimizer):
    config = optimizer.get_config()["learning_rate"]
    if isinstance(config, dict):
        schedule = keras.optimizers.schedules.deserialize(config)
        return float(schedule(int(optimizer.iterations)))
    return float(config)


def set_lr(optimizer, lr):
    if isinstance(optimizer.get_config()["learning_rate"], dict):
        raise TypeError("a schedule")
    optimizer.learning_rate = float(lr)
    return optimizer
