"""Passes the final rate as `alpha`, which is a fraction of the first rate.

cosine_to: fail
warmup_cosine: fail
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
    return CosineDecay(peak_lr, total_steps, final_lr)


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
    return CosineDecay(0., T, final_lr, warmup_target=peak_lr, warmup_steps=warmup_steps)


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
