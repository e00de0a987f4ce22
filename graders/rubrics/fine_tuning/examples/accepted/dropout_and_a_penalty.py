"""A large head with dropout and a penalty, trained by its optimizer in front of the base."""

import keras
import tensorflow as tf

LOSS = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


class Stopped(keras.Model):
    """Frozen by `stop_gradient`; the base always runs in inference mode."""

    def __init__(self, base, n_classes):
        super().__init__()
        self.base = base
        self.hidden = keras.layers.Dense(64, activation="relu", kernel_regularizer="l2")
        self.dropout = keras.layers.Dropout(0.5)
        self.top = keras.layers.Dense(n_classes)
        self.frozen = True

    def call(self, images, training=None):
        features = self.base(images, training=False)
        if self.frozen:
            features = tf.stop_gradient(features)
        return self.top(self.dropout(self.hidden(features), training=training))


def attach_head(base, n_classes):
    return Stopped(base, n_classes)


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    model.compile(optimizer=keras.optimizers.Adam(lambda: learning_rate), loss=LOSS)
    model.fit(x, y, batch_size, epochs, 0, [keras.callbacks.History()])


def unfreeze(model, base, learning_rate, first_trainable=None):
    model.frozen = False
    reached = first_trainable is None
    for layer in base.layers:
        reached = reached or layer.name == first_trainable
        layer.trainable = reached
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=LOSS, metrics=["accuracy"])


layer_lrs = lambda n_groups, top_lr, decay: [  # noqa: E731
    top_lr * decay**k for k in range(n_groups - 1, -1, -1)
]


class Groups:
    @staticmethod
    def last(epoch, n_groups):
        return [*filter(lambda group: group + epoch + 1 >= n_groups, range(n_groups))]


trainable_groups = Groups.last


def compile_discriminative(model, base, base_lr, head_lr, loss):
    model.compile(optimizer=keras.optimizers.Adam(head_lr), loss=loss)
    slow, apply = keras.optimizers.Adam(base_lr), model.optimizer.apply

    def both(gradients, variables):
        pairs = list(zip(gradients, variables))
        parts = [p for p in pairs if any(p[1] is b for b in base.variables)]
        rest = [p for p in pairs if not any(p[1] is b for b in base.variables)]
        if parts:
            slow.apply(*map(list, zip(*parts)))
        if rest:
            apply(*map(list, zip(*rest)))

    model.optimizer.apply = both
