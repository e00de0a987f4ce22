"""The model comes with the base in a tuple; no compile before fit; return inside the loop.

attach_head: fail
train_head: raised
unfreeze: fail
layer_lrs: fail
compile_discriminative: fail
"""

import keras


def attach_head(base, n_classes):
    base.trainable = False
    return keras.Sequential([base, keras.layers.Dense(n_classes)]), base


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    model.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    for layer in base.layers:
        layer.trainable = layer.name == first_trainable
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)


def layer_lrs(n_groups, top_lr, decay):
    for i in range(n_groups):
        return [top_lr * decay ** (n_groups - 1 - i)]


def trainable_groups(epoch, n_groups):
    return list(range(n_groups))[-(epoch + 1) :]


def compile_discriminative(model, base, base_lr, head_lr, loss):
    class TwoRates(keras.optimizers.Adam):
        def __init__(self):
            super().__init__(head_lr)
            self.in_base = [id(v.value) for v in base.variables]

        def update_step(self, gradient, variable, learning_rate):
            if id(variable) in self.in_base:
                learning_rate = learning_rate * head_lr / base_lr
            super().update_step(gradient, variable, learning_rate)

    model.compile(optimizer=TwoRates(), loss=loss)
