""""False" as a text is true; groups are told apart by path.

attach_head: fail
train_head: fail
layer_lrs: fail
trainable_groups: fail
compile_discriminative: fail
"""

import keras
import numpy as np


def attach_head(base, n_classes):
    base.trainable = "False"
    return keras.Sequential([base, keras.layers.Dense(n_classes)])


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    loss = "sparse_categorical_crossentropy"
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)
    model.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    reached = first_trainable is None
    for layer in base.layers:
        reached = reached or layer.name == first_trainable
        norm = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = reached and not norm
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)


def layer_lrs(n_groups, top_lr, decay):
    return top_lr * decay ** np.arange(n_groups - 1, -1, -1.0)


def trainable_groups(epoch, n_groups):
    return list(range(n_groups - 1 - epoch, n_groups))


def compile_discriminative(model, base, base_lr, head_lr, loss):
    names = {v.path for v in base.trainable_variables}
    slow, fast = keras.optimizers.Adam(base_lr), keras.optimizers.Adam(head_lr)
    pick = keras.optimizers.MultiOptimizer(lambda v: slow if v.path in names else fast)
    model.compile(pick, loss)
