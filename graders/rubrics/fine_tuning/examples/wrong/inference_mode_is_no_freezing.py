"""training=False in the functional model is all that protects the base.

attach_head: fail
train_head: fail
unfreeze: fail
layer_lrs: fail
trainable_groups: fail
compile_discriminative: fail
"""

import keras


def attach_head(base, n_classes):
    inputs = keras.Input(base.input_shape[1:])
    x = base(inputs, training=False)
    return keras.Model(inputs, keras.layers.Dense(n_classes)(x))


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    for layer in model.layers:
        layer.trainable = False
        layer.trainable = True
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)
    model.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    reached = first_trainable is None
    for layer in base.layers:
        reached = reached or layer.name == first_trainable
        layer.trainable = reached
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)


def layer_lrs(n_groups, top_lr, decay):
    return [top_lr * decay * (i + 1) / n_groups for i in range(n_groups)]


def trainable_groups(epoch, n_groups):
    return [max(0, n_groups - 1 - epoch)]


def compile_discriminative(model, base, base_lr, head_lr, loss):
    for layer in base.layers:
        layer.trainable = False
    model.compile(keras.optimizers.Adam(head_lr), loss)
