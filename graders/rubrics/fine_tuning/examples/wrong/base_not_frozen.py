"""Nothing is frozen, and unfreezing is left to two assignments that do nothing.

attach_head: fail
train_head: fail
unfreeze: fail
layer_lrs: fail
trainable_groups: fail
compile_discriminative: fail
"""

import keras


def attach_head(base, n_classes):
    return keras.Sequential([base, keras.layers.Dense(n_classes)])


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)
    model.fit(x, y, epochs=15, batch_size=batch_size, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    model.trainable = True
    base.trainable = True
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)


def layer_lrs(n_groups, top_lr, decay):
    return [top_lr * decay ** (n_groups - i) for i in range(n_groups)]


def trainable_groups(epoch, n_groups):
    return list(range(min(epoch + 1, n_groups)))


def compile_discriminative(model, base, base_lr, head_lr, loss):
    slow = {id(v.value) for v in base.trainable_variables}

    class TwoRates(keras.optimizers.Adam):
        def update_step(self, gradient, variable, learning_rate):
            rate = head_lr if id(variable) in slow else base_lr
            super().update_step(gradient, variable, rate)

    model.compile(TwoRates(head_lr), loss)
