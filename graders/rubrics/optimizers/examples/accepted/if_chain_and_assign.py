"""A chain of ifs, `.numpy()` inside float(), and `.assign` behind a test of the type."""
import tensorflow as tf
from tensorflow import keras


def make_optimizer(name: str, learning_rate: float):
    # print helps me to see what is going on
    print("making", name, "with", learning_rate)
    if name == "sgd":
        opt = keras.optimizers.SGD(learning_rate)
    elif name == "adam":
        opt = keras.optimizers.Adam(learning_rate)
    elif name == "adamw":
        opt = keras.optimizers.AdamW(learning_rate)
    elif name == "rmsprop":
        opt = keras.optimizers.RMSprop(learning_rate)
    else:
        raise ValueError("I only know sgd, adam, adamw and rmsprop")
    return opt


def fine_tuning_rate(scratch_lr: float, factor: float = 10.0) -> float:
    if not scratch_lr > 0:
        raise ValueError("learning rate must be positive")
    elif not factor >= 1:
        raise ValueError("factor must be 1 or more")
    else:
        result = float(scratch_lr) / float(factor)
    return result


def current_lr(optimizer) -> float:
    lr = optimizer.learning_rate
    lr = float(lr.numpy())
    print("the rate is", lr)
    return lr


def set_lr(optimizer, lr: float) -> None:
    if isinstance(optimizer.learning_rate, tf.Variable) or hasattr(optimizer.learning_rate, "assign"):
        optimizer.learning_rate.assign(lr)
    else:
        raise TypeError("this optimizer has a schedule, its lr cannot be set")
