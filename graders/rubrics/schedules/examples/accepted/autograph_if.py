"""Decides with a plain `if`, in helpers under @tf.function, which AutoGraph turns into a graph."""

import math
import tensorflow as tf
Schedule = tf.keras.optimizers.schedules.LearningRateSchedule
PI = tf.constant(math.pi)

def steps_per_epoch(n_samples, batch_size):
    if not (isinstance(n_samples, int) and isinstance(batch_size, int)):
        raise ValueError
    if min(n_samples, batch_size) < 1:
        raise ValueError
    steps = n_samples // batch_size
    if n_samples % batch_size > 0:
        steps += 1
    return steps

def total_steps(n_samples, batch_size, epochs):
    if not isinstance(epochs, int) or epochs < 1:
        raise ValueError
    steps = 0
    for _ in range(epochs):
        steps += steps_per_epoch(n_samples, batch_size)
    return steps

def step_decay_callback(initial_lr, drop, epochs_per_drop):
    def schedule(epoch):
        rate = initial_lr
        while epoch >= epochs_per_drop:
            rate = rate * drop
            epoch -= epochs_per_drop
        return rate
    return tf.keras.callbacks.LearningRateScheduler(schedule, verbose=0)

@tf.function
def halved(step, lr, every, smooth):
    x = step / every
    if not smooth:
        x = tf.floor(x)
    return lr * 0.5 ** x

class Halving(Schedule):
    def __init__(self, lr, every, smooth):
        self.args = (lr, float(every), smooth)
    def __call__(self, step):
        return halved(tf.cast(step, tf.float32), *self.args)

def halving(initial_lr, steps_per_halving, smooth):
    return Halving(initial_lr, steps_per_halving, smooth)

@tf.function
def cosine(step, peak, final, total):
    if step >= total:
        return final
    return final + (peak - final) / 2.0 * (1.0 + tf.cos(PI * step / total))

class Cosine(Schedule):
    def __init__(self, peak, final, total):
        self.args = [tf.constant(float(a)) for a in (peak, final, total)]
    def __call__(self, step):
        return cosine(tf.cast(step, tf.float32), *self.args)

def cosine_to(peak_lr, final_lr, total_steps):
    return Cosine(peak_lr, final_lr, total_steps)

@tf.function
def value_of(epoch, values, epochs):
    rate = values[0]
    for i in range(len(epochs)):
        if epoch >= epochs[i]:
            rate = values[i + 1]
    return rate

class ByEpoch(Schedule):
    def __init__(self, values, epochs, steps_per_epoch):
        self.values = tuple(float(v) for v in values)
        self.epochs = tuple(epochs)
        self.n = steps_per_epoch
    def __call__(self, step):
        return value_of(tf.cast(step, tf.int32) // self.n, self.values, self.epochs)

def by_epoch(values, epochs, steps_per_epoch):
    return ByEpoch(values, epochs, steps_per_epoch)

@tf.function
def climb_then_cosine(step, peak, warm, total, final):
    if step < warm:
        return peak * step / warm
    else:
        return cosine(step - warm, peak, final, total - warm)

class WarmupCosine(Schedule):
    def __init__(self, *args):
        self.args = [tf.constant(float(a)) for a in args]
    def __call__(self, step):
        return climb_then_cosine(tf.cast(step, tf.float32), *self.args)

def warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0):
    return WarmupCosine(peak_lr, warmup_steps, total_steps, final_lr)

@tf.function
def triangle(s, peak, w, t, end):
    if s < w:
        lr = peak * (s + 1.0) / w
    elif s < t:
        lr = end + (peak - end) * (t - s) / (t - w)
    else:
        lr = end
    return lr

class WarmupLinear(Schedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        self.peak_lr = peak_lr
        self.warmup_steps = warmup_steps
        self.total_steps = total_steps
        self.end_lr = end_lr

    def __call__(self, step):
        args = [self.peak_lr, self.warmup_steps, self.total_steps, self.end_lr]
        args = [tf.constant(a, tf.float32) for a in args]
        return triangle(tf.cast(step, tf.float32), *args)

    def get_config(self):
        return {'peak_lr': self.peak_lr, 'warmup_steps': self.warmup_steps,
                'total_steps': self.total_steps, 'end_lr': self.end_lr}
