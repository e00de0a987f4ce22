"""A softmax behind the head; other rates than asked for.

attach_head: fail
train_head: fail
layer_lrs: fail
trainable_groups: fail
compile_discriminative: fail
"""

import keras


def attach_head(base, n_classes):
    for layer in base.layers:
        layer.trainable = False
    outputs = keras.layers.Dense(n_classes, activation="softmax")(base.output)
    return keras.Model(base.input, outputs)


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(), loss=loss)
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
    return [top_lr * decay**i for i in range(n_groups)]


def trainable_groups(epoch, n_groups):
    return list(range(n_groups))[-epoch - 1 :][::-1]


def compile_discriminative(model, base, base_lr, head_lr, loss):
    model.compile(keras.optimizers.Adam(head_lr), loss)
