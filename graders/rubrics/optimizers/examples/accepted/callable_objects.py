"""Objects with __call__ and a class with static methods instead of plain functions."""

import enum

import keras
import numpy


class Name(enum.Enum):
    SGD = "sgd"
    Adam = "adam"
    AdamW = "adamw"
    RMSprop = "rmsprop"


class Rates:
    @staticmethod
    def read(optimizer):
        with numpy.errstate(all="ignore"):
            return numpy.float64(keras.ops.convert_to_numpy(optimizer.learning_rate)).tolist()

    @staticmethod
    def write(optimizer, lr):
        optimizer.learning_rate = lr

    def __call__(self, scratch_lr, factor=10.0):
        if not (scratch_lr > 0 and factor >= 1):
            raise ValueError("out of range")
        return float(numpy.divide(scratch_lr, factor))


def make_optimizer(name, learning_rate):
    # Name("anything else") raises ValueError by itself
    return vars(keras.optimizers)[Name(name).name](learning_rate)


fine_tuning_rate = Rates()
current_lr = Rates.read
set_lr = Rates.write
