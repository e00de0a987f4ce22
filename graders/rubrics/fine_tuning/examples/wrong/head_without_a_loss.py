"""The head is compiled without a loss, which works only where somebody compiled before.

train_head: raised
"""

import keras


def attach_head(base, n_classes):
    for layer in base.layers:
        layer.trainable = False
    outputs = keras.layers.Dense(n_classes)(base.output)
    return keras.Model(base.input, outputs)


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    model.compile(optimizer=keras.optimizers.Adam(learning_rate))
    model.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    reached = first_trainable is None
    for layer in base.layers:
        reached = reached or layer.name == first_trainable
        norm = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = reached and not norm
    model.compile(keras.optimizers.Adam(learning_rate), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))


def layer_lrs(n_groups, top_lr, decay):
    return [top_lr * decay ** (n_groups - 1 - i) for i in range(n_groups)]


def trainable_groups(epoch, n_groups):
    return list(range(max(0, n_groups - 1 - epoch), n_groups))


def compile_discriminative(model, base, base_lr, head_lr, loss):
    slow = {id(v.value) for v in base.trainable_variables}

    class Two(keras.optimizers.Adam):
        def update_step(self, gradient, variable, learning_rate):
            rate = base_lr if id(variable) in slow else learning_rate
            super().update_step(gradient, variable, rate)

    model.compile(optimizer=Two(head_lr), loss=loss)
