"""A tf.Variable is given as the rate and put in the place of the old one.

make_optimizer: raised
fine_tuning_rate: fail
current_lr: fail
set_lr: fail
"""

import tensorflow as tf

optimizers = {
    "sgd": tf.keras.optimizers.SGD,
    "adam": tf.keras.optimizers.Adam,
    "adamw": tf.keras.optimizers.AdamW,
    "rmsprop": tf.keras.optimizers.RMSprop,
}


def make_optimizer(name, learning_rate):
    if name not in optimizers:
        raise ValueError(name)
    # a Variable can be changed later
    return optimizers[name](learning_rate=tf.Variable(learning_rate, trainable=False))


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError(scratch_lr, factor)
    return tf.constant(scratch_lr) / tf.constant(factor)


def current_lr(optimizer):
    return tf.convert_to_tensor(optimizer.learning_rate)


def set_lr(optimizer, lr):
    if isinstance(optimizer._learning_rate, tf.keras.optimizers.schedules.LearningRateSchedule):
        raise TypeError("schedule")
    optimizer._learning_rate = tf.Variable(lr)
