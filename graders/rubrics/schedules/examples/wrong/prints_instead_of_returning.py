"""Prints the answers and returns nothing.

steps_per_epoch: fail
total_steps: fail
step_decay_callback: raised
halving: raised
"""

# homework 2, learning rate schedules
import math, sys
import numpy as np
import tensorflow as tf
import keras
from keras.optimizers.schedules import *
import keras.optimizers.schedules as schedules
print("TF", tf.__version__)


def steps_per_epoch(n_samples, batch_size):
    if isinstance(n_samples, int) == False: raise ValueError()
    if isinstance(batch_size, int) == False: raise ValueError()
    if n_samples < 1 or batch_size < 1: raise ValueError()
    print("steps:", math.ceil(n_samples / batch_size))


def total_steps(n_samples, batch_size, epochs):
    if isinstance(epochs, int) == False: raise ValueError()
    if epochs < 1: raise ValueError()
    steps_per_epoch(n_samples, batch_size)
    print("total:", epochs * math.ceil(n_samples / batch_size))


def step_decay_callback(initial_lr, drop, epochs_per_drop):
    def f(epoch, lr):
        print(initial_lr * drop ** (epoch // epochs_per_drop))
    return keras.callbacks.LearningRateScheduler(f)


def halving(initial_lr, steps_per_halving, smooth):
    s = ExponentialDecay(initial_lr, steps_per_halving, 0.5, not smooth)
    print(s)


def cosine_to(peak_lr, final_lr, total_steps):
    #return CosineDecay(peak_lr, total_steps, final_lr)
    a = final_lr/peak_lr
    return CosineDecay(peak_lr, total_steps, a)


def by_epoch(values, epochs, steps_per_epoch):
    b = []
    for e in epochs:
        b.append(e*steps_per_epoch - 0.5)   # between two steps, then < or <= does not matter
    class Piecewise(LearningRateSchedule):
        def __call__(self, step):
            lr = tf.constant(values[0], dtype=tf.float32)
            for i in range(len(b)):
                lr = tf.where(tf.cast(step, tf.float32) > b[i], values[i+1], lr)
            return lr
    return Piecewise()


def warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0):
    T = total_steps - warmup_steps
    return CosineDecay(0., T, final_lr/peak_lr, warmup_target=peak_lr, warmup_steps=warmup_steps)


class WarmupLinear(schedules.LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr = 0.0):
        self.peak_lr, self.warmup_steps, self.total_steps, self.end_lr = peak_lr, warmup_steps, total_steps, end_lr
        print("made a WarmupLinear")

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        x = tf.stack([self.peak_lr*(step+1)/max(self.warmup_steps, 1),
                      self.end_lr + (self.peak_lr-self.end_lr)*(self.total_steps-step)/(self.total_steps-self.warmup_steps),
                      self.end_lr])
        which = tf.cast(step >= self.warmup_steps, tf.int32) + tf.cast(step >= self.total_steps, tf.int32)
        return x[which]

    def get_config(self):
        return {k: v for k, v in self.__dict__.items() if not k.startswith("_")}

s = WarmupLinear(0.01, 5, 20)
print([round(float(s(i)), 5) for i in range(25)])

if __name__ == "__main__":
    m = keras.Sequential([keras.layers.Dense(1)])
    m.compile("sgd", "mse")
    m.fit(np.ones((8, 1)), np.ones((8, 1)), epochs=1, verbose=0)
