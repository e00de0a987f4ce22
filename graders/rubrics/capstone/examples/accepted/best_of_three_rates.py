"""Three rates are tried, the base set back before each, and the best by validation is kept.

Classes of one's own hold the settings; a loop trains in graph mode with one optimizer a rate.
"""

from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf


@dataclass
class Trial:
    rate: float
    accuracy: float
    weights: list


def fine_tune(base, x, y, x_val, y_val):
    model = keras.Sequential()
    model.add(base)
    model.add(keras.layers.Dense(5))
    model(x[:1])
    train(model, model.layers[-1].trainable_variables, x, y, 0.01, 150)
    start = model.get_weights()
    trials = []
    for rate in (1e-4, 1e-3, 3e-2):
        model.set_weights(start)
        train(model, model.trainable_variables, x, y, rate, 100)
        right = np.mean(np.argmax(model(x_val), axis=-1) == y_val)
        source = drift(start, model.get_weights())
        trials.append(Trial(rate, right - 0.3 * source, model.get_weights()))
    model.set_weights(max(trials, key=lambda trial: trial.accuracy).weights)
    return model


def drift(before, after):
    change = sum(np.sum((a - b) ** 2) for a, b in zip(after[:-2], before[:-2], strict=True))
    return float(np.sqrt(change / sum(np.sum(b**2) for b in before[:-2])))


def train(model, variables, x, y, rate, steps):
    optimizer = keras.optimizers.Adam(rate)
    optimizer.build(variables)
    images, labels = tf.constant(x), tf.constant(y)

    @tf.function(jit_compile=False)
    def run(count):
        for step in tf.range(count):
            rows = tf.random.experimental.stateless_shuffle(
                tf.range(240), seed=tf.stack([step // 10, 0])
            )[(step % 10) * 24 : (step % 10 + 1) * 24]
            with tf.GradientTape() as tape:
                logits = model(tf.gather(images, rows), training=False)
                losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
                    tf.gather(labels, rows), logits
                )
                loss = tf.reduce_mean(losses)
            optimizer.apply(tape.gradient(loss, variables), variables)

    run(tf.constant(steps))
