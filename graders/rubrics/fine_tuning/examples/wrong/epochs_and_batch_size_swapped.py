"""Epochs where fit takes the batch size; the last layer of the base left trainable; one number.

attach_head: fail
train_head: fail
layer_lrs: fail
trainable_groups: fail
compile_discriminative: fail
"""

import keras


def attach_head(base, n_classes):
    for layer in base.layers[:-1]:
        layer.trainable = False
    return keras.Sequential([base, keras.layers.Dense(n_classes)])


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)
    model.fit(x, y, epochs, batch_size, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    reached = first_trainable is None
    for layer in base.layers:
        reached = reached or layer.name == first_trainable
        layer.trainable = reached and not isinstance(layer, keras.layers.BatchNormalization)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)


def layer_lrs(n_groups, top_lr, decay):
    return top_lr * decay ** (n_groups - 1)


def trainable_groups(epoch, n_groups):
    return [group >= n_groups - 1 - epoch for group in range(n_groups)]


def compile_discriminative(model, base, base_lr, head_lr, loss):
    class TwoRates(keras.optimizers.Adam):
        def update_step(self, gradient, variable, learning_rate):
            for v in base.trainable_variables:
                if v.value is variable:
                    super().update_step(gradient, variable, base_lr)

    model.compile(optimizer=TwoRates(head_lr), loss=loss)
