"""A subclass of Model, unbuilt; its call runs the base in inference mode. Own train_step later."""

import types

import keras
import tensorflow as tf


class Classifier(keras.Model):
    def __init__(self, base, n_classes):
        super().__init__()
        self.base = base
        self.head = keras.layers.Dense(n_classes)

    def call(self, images, training=False):
        # In a subclass this False is not overridden by fit.
        return self.head(self.base(images, training=False))


def attach_head(base, n_classes):
    base.trainable = False
    return Classifier(base, n_classes)


def crossentropy(labels, logits):
    labels = tf.cast(tf.reshape(labels, [-1]), tf.int32)
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=crossentropy)
    data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=1).batch(batch_size)
    model.fit(data, epochs=epochs, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    base.trainable = True
    on = first_trainable is None
    for layer in model.base.layers:
        on = on or layer.name == first_trainable
        layer.trainable = on
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=crossentropy)


def layer_lrs(n_groups, top_lr, decay):
    return [top_lr * decay**k for k in range(n_groups)][::-1]


def trainable_groups(epoch, n_groups):
    count = min(epoch + 1, n_groups)
    return [n_groups - count + k for k in range(count)]


def compile_discriminative(model, base, base_lr, head_lr, loss):
    slow = keras.optimizers.Adam(base_lr)
    fast = keras.optimizers.Adam(head_lr)
    ids = {id(v) for v in base.trainable_variables}
    first = [v for v in model.trainable_variables if id(v) in ids]
    rest = [v for v in model.trainable_variables if id(v) not in ids]
    slow.build(first)
    fast.build(rest)

    def train_step(self, data):
        x, y = data[0], data[1]
        with tf.GradientTape() as tape:
            value = self.compute_loss(x=x, y=y, y_pred=self(x, training=True))
        values = [v.value for v in first + rest]
        gradients = tape.gradient(value, values)
        slow.apply(gradients[: len(first)], first)
        fast.apply(gradients[len(first) :], rest)
        return {"loss": value}

    model.compile(optimizer=fast, loss=loss)
    model.train_step = types.MethodType(train_step, model)
