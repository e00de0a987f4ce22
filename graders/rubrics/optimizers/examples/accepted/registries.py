"""Registries: subclasses that name themselves, `singledispatch`, decorators that are objects."""

from functools import singledispatch

import keras
from keras.optimizers.schedules import LearningRateSchedule


class Maker:
    made = {}

    def __init_subclass__(cls, name, kind):
        cls.made[name] = cls
        cls.kind = kind

    def __call__(self, rate):
        return self.kind(learning_rate=rate)


class Sgd(Maker, name="sgd", kind=keras.optimizers.SGD):
    pass


class Adam(Maker, name="adam", kind=keras.optimizers.Adam):
    pass


class AdamW(Adam, name="adamw", kind=keras.optimizers.AdamW):
    pass


class RMSprop(Maker, name="rmsprop", kind=keras.optimizers.RMSprop):
    pass


def make_optimizer(name, learning_rate):
    if name not in Maker.made:
        raise ValueError(f"none of {list(Maker.made)}: {name!r}")
    return Maker.made[name]()(learning_rate)


class Rules:
    def __init__(self):
        self.all = []

    def __call__(self, rule):
        self.all.append(rule)
        return rule


rules = Rules()


@rules
def positive(scratch_lr, factor):
    return scratch_lr > 0


@rules
def smaller(scratch_lr, factor):
    return factor >= 1


def fine_tuning_rate(scratch_lr, factor=10.0):
    if not all(rule(scratch_lr, factor) for rule in rules.all):
        raise ValueError((scratch_lr, factor))
    return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.learning_rate)


@singledispatch
def _assign(rate, lr):
    rate.assign(lr)


@_assign.register
def _(rate: LearningRateSchedule, lr):
    raise TypeError(f"{type(rate).__name__} decides the rate")


def set_lr(optimizer, lr):
    _assign(optimizer._learning_rate, lr)
