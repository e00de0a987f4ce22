"""A loop in plain Python: a tape, no graph, one optimizer for the base and one for the head.

The base is called with training=False, which in a loop of one's own keeps the statistics.
"""

import keras
import numpy as np
import tensorflow as tf

BATCH = 40


def fine_tune(base, x, y, x_val, y_val):
    head = keras.layers.Dense(5)
    model = keras.Sequential([base, head])
    model.build((None, *x.shape[1:]))
    slow, fast = keras.optimizers.Adam(2e-3), keras.optimizers.Adam(1e-2)
    order = np.random.default_rng(0)
    for epoch in range(20):
        rows = order.permutation(len(x))
        for start in range(0, len(x), BATCH):
            batch = rows[start : start + BATCH]
            with tf.GradientTape(persistent=True) as tape:
                logits = head(base(x[batch], training=False))
                loss = tf.reduce_mean(
                    tf.nn.sparse_softmax_cross_entropy_with_logits(y[batch], logits)
                )
            fast.apply(tape.gradient(loss, head.trainable_variables), head.trainable_variables)
            if epoch >= 8:
                slow.apply(tape.gradient(loss, base.trainable_variables), base.trainable_variables)
    return model
