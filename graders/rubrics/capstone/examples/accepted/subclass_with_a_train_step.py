"""A subclass that is never built by hand, and whose train_step chooses what is trained and how.

The base runs in inference mode inside `call`, so that its statistics stay.
"""

import keras
import tensorflow as tf


class Tuned(keras.Model):
    def __init__(self, base):
        super().__init__()
        self.base = base
        self.head = keras.layers.Dense(5)
        self.head_only = True

    def call(self, images, training):
        return self.head(self.base(images, training=False))

    def train_step(self, data):
        images, labels = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(y=labels, y_pred=self(images, training=True))
        variables = self.head.trainable_variables
        if not self.head_only:
            variables = variables + self.base.trainable_variables
        self.optimizer.apply(tape.gradient(loss, variables), variables)
        return {"loss": loss}


def fine_tune(base, x, y, x_val, y_val):
    model = Tuned(base)
    for head_only, rate in ((True, 1e-2), (False, halving(1e-3))):
        model.head_only = head_only
        model.compile(
            optimizer=keras.optimizers.AdamW(rate, weight_decay=1e-4),
            loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        )
        model.fit(x, y, epochs=20, batch_size=24, verbose=0)
    return model


def halving(rate):
    return keras.optimizers.schedules.ExponentialDecay(rate, 100, 0.5, staircase=True)
