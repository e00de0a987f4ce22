"""Multiplies warm-up and decay instead of doing one after the other.

warmup_cosine: fail
WarmupLinear: fail
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
    return n_samples // batch_size   # first try, wrong for 250/32!!

def steps_per_epoch(n_samples, batch_size):
    print("called with", n_samples, batch_size)
    if isinstance(n_samples, int) == False: raise ValueError()
    if isinstance(batch_size, int) == False: raise ValueError()
    if n_samples < 1 or batch_size < 1: raise ValueError()
    return round(n_samples / batch_size + 0.49999)

print(steps_per_epoch(250, 32), "should be 8")
assert steps_per_epoch(240, 24) == 10


def total_steps(n_samples, batch_size, epochs):
    try:
        range(epochs)[0]     # TypeError for floats, IndexError for 0 and below
    except (TypeError, IndexError):
        raise ValueError("epochs")
    s = steps_per_epoch(n_samples, batch_size); return s*epochs

print(total_steps(250, 32, 3))


def step_decay_callback(initial_lr, drop, epochs_per_drop):
    def f(epoch, lr):
        k = 0
        for e in range(1, epoch+1):
            if e % epochs_per_drop == 0:
                k = k + 1
        new = initial_lr
        for i in range(k): new = new * drop
        print("epoch", epoch, "lr was", lr, "now", new, file=sys.stderr)
        return new
    cb = keras.callbacks.LearningRateScheduler(f, verbose=1)
    return cb


def halving(initial_lr, steps_per_halving, smooth):
    if smooth == True:
        s = ExponentialDecay(initial_lr, steps_per_halving, 0.5, False)
    if smooth == False:
        s = ExponentialDecay(initial_lr, steps_per_halving, 0.5, True)
    return s

for step in (0, 5, 10, 20): print(step, float(halving(0.1, 10, True)(step)))


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
    cos = CosineDecay(peak_lr, total_steps, final_lr/peak_lr)
    class Both(LearningRateSchedule):
        def __call__(self, step):
            step = tf.cast(step, tf.float32)
            return tf.minimum(1.0, step / warmup_steps) * cos(step)
    return Both()


class WarmupLinear(schedules.LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr = 0.0):
        self.peak_lr, self.warmup_steps, self.total_steps, self.end_lr = peak_lr, warmup_steps, total_steps, end_lr

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        up = tf.minimum(1.0, (step + 1) / max(self.warmup_steps, 1))
        down = self.end_lr + (self.peak_lr-self.end_lr)*tf.maximum(0.0, self.total_steps-step)/self.total_steps
        return up * down

    def get_config(self):
        return {k: v for k, v in self.__dict__.items() if not k.startswith("_")}
