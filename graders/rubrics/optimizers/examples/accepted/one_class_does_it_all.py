"""One class holds the work, the four functions pass on to it; a decorator does the refusing."""

import functools

import tensorflow as tf


def positive(function):
    @functools.wraps(function)
    def wrapper(scratch_lr, factor=10.0):
        if scratch_lr <= 0:
            raise ValueError(f"scratch_lr is {scratch_lr}, it must be positive")
        return function(scratch_lr, factor)

    return wrapper


class LearningRateTools:
    modules = tf.keras.optimizers

    def make(self, name, learning_rate):
        makers = [self.modules.SGD, self.modules.Adam, self.modules.AdamW, self.modules.RMSprop]
        names = ["sgd", "adam", "adamw", "rmsprop"]
        # list.index raises ValueError for what is not there
        return makers[names.index(name)](learning_rate)

    def read(self, optimizer):
        rate = tf.convert_to_tensor(optimizer.learning_rate)
        return rate.numpy().tolist()

    def write(self, optimizer, lr):
        if "Schedule" in str([c.__name__ for c in type(optimizer._learning_rate).__mro__]):
            raise TypeError("no")
        optimizer.learning_rate.assign_add(lr - optimizer.learning_rate)


tools = LearningRateTools()


def make_optimizer(name, learning_rate):
    return tools.make(name, learning_rate)


@positive
def fine_tuning_rate(scratch_lr, factor=10.0):
    if factor >= 1:
        return scratch_lr / factor
    raise ValueError("factor < 1 makes the rate larger")


def current_lr(optimizer):
    return tools.read(optimizer)


def set_lr(optimizer, lr):
    tools.write(optimizer, lr)
