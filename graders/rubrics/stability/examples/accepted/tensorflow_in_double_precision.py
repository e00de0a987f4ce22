"""TensorFlow for the arithmetic, in float64."""

import tensorflow as tf


def max_stable_lr(hessian, momentum=0.0):
    values = tf.linalg.eigvalsh(tf.constant(hessian, dtype=tf.float64))
    return float(2.0 * (1.0 + momentum) / tf.reduce_max(values))


def lr_range(start, end, n):
    logs = tf.linspace(tf.math.log(tf.constant(start, tf.float64)),
                       tf.math.log(tf.constant(end, tf.float64)), n)
    return tf.exp(logs).numpy()


def suggest_lr(lrs, losses):
    losses = tf.convert_to_tensor(losses)
    keep = 1
    while keep < losses.shape[0]:
        now = losses[keep]
        if not tf.math.is_finite(now) or now > 4.0 * tf.reduce_min(losses[:keep]):
            break
        keep += 1
    return float(lrs[tf.argmin(losses[:keep]).numpy()]) / 10


def diagnose(initial_loss, final_loss, source_before, source_after):
    if not bool(tf.math.is_finite(final_loss)) or final_loss > initial_loss:
        name = "diverged"
    elif source_before - source_after > 0.20:
        name = "forgetting"
    elif final_loss > 0.80 * initial_loss:
        name = "too_timid"
    else:
        name = "healthy"
    return name
