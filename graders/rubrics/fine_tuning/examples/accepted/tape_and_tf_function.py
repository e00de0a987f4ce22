"""Training loops of one's own: GradientTape in a tf.function, with the compiled optimizer."""

import keras
import tensorflow as tf


def attach_head(base, n_classes):
    head = keras.layers.Dense(n_classes, name="head")
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    return keras.Model(inputs, head(base(inputs)))


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(learning_rate), loss=loss_fn)
    optimizer = model.optimizer
    variables = model.trainable_variables
    optimizer.build(variables)

    @tf.function(reduce_retracing=True)
    def step(images, labels):
        with tf.GradientTape() as tape:
            loss = loss_fn(labels, model(images, training=True))
        gradients = tape.gradient(loss, [v.value for v in variables])
        optimizer.apply(gradients, variables)
        return loss

    data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(1000).batch(batch_size)
    for _ in range(epochs):
        for images, labels in data:
            step(images, labels)


def unfreeze(model, base, learning_rate, first_trainable=None):
    found = False
    for layer in base.layers:
        found = found or first_trainable in (None, layer.name)
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
        else:
            layer.trainable = found
    loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(learning_rate), loss=loss_fn, run_eagerly=False)


def layer_lrs(n_groups, top_lr, decay):
    rates = [0.0] * n_groups
    for below_top in range(n_groups):
        rates[n_groups - 1 - below_top] = top_lr * decay**below_top
    return rates


def trainable_groups(epoch, n_groups):
    groups = []
    for group in reversed(range(n_groups)):
        if len(groups) == epoch + 1:
            break
        groups.insert(0, group)
    return groups


class Interpolated(keras.optimizers.Adam):
    """Full steps for all, and then back part of the way for the base."""

    def __init__(self, learning_rate, share, slow):
        super().__init__(learning_rate)
        self.share = share
        self.slow = tuple(slow)

    def apply(self, grads, trainable_variables=None):
        before = [tf.identity(v.value) for v in self.slow]
        super().apply(grads, trainable_variables)
        for v, old in zip(self.slow, before):
            v.value.assign(old + self.share * (v.value - old))


def compile_discriminative(model, base, base_lr, head_lr, loss):
    slow = [v for v in base.trainable_variables]
    model.compile(Interpolated(head_lr, base_lr / head_lr, slow), loss=loss)
