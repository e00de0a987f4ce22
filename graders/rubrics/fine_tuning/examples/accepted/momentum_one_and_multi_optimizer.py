"""BatchNormalization keeps its statistics by a momentum of 1.0; MultiOptimizer picks the Adam."""

import keras
import numpy as np


def attach_head(base, n_classes):
    inputs = keras.Input(base.input_shape[1:])
    features = base(inputs, training=False)
    outputs = keras.layers.Dense(n_classes, kernel_initializer="zeros")(features)
    for layer in base.layers:
        layer.trainable = False
    return keras.Model(inputs, outputs)


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    adam = keras.optimizers.Adam(learning_rate)
    model.compile(adam, keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(x=np.asarray(x), y=np.asarray(y), batch_size=batch_size, epochs=epochs, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    wanted = first_trainable is None
    for layer in base.layers:
        if layer.name == first_trainable:
            wanted = True
        layer.trainable = wanted
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = 1.0
    adam = keras.optimizers.Adam(learning_rate)
    model.compile(adam, keras.losses.SparseCategoricalCrossentropy(from_logits=True))


def layer_lrs(n_groups, top_lr, decay):
    return (top_lr * decay ** np.arange(n_groups)[::-1]).tolist()


def trainable_groups(epoch, n_groups):
    return list(range(n_groups))[-(epoch + 1) :]


def compile_discriminative(model, base, base_lr, head_lr, loss):
    of_base = [id(v) for v in base.trainable_variables]
    slow, fast = keras.optimizers.Adam(base_lr), keras.optimizers.Adam(head_lr)
    pick = keras.optimizers.MultiOptimizer(lambda v: slow if id(v) in of_base else fast)
    model.compile(optimizer=pick, loss=loss)
