"""The base is one layer of a Sequential; the whole base is switched off and on again."""

import keras
from keras import layers


def attach_head(base, n_classes):
    base.trainable = False
    return keras.Sequential([base, layers.Dense(n_classes, name="dense")])


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    model.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    # Off first: switching on what is on already does nothing.
    base.trainable = False
    base.trainable = True
    names = [layer.name for layer in base.layers]
    start = 0 if first_trainable is None else names.index(first_trainable)
    for number, layer in enumerate(base.layers):
        if number < start or isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )


def layer_lrs(n_groups, top_lr, decay):
    rates = []
    for i in range(n_groups):
        rates.append(top_lr * decay ** (n_groups - 1 - i))
    return rates


def trainable_groups(epoch, n_groups):
    return [i for i in range(n_groups) if i >= n_groups - 1 - epoch]


class DiscriminativeAdam(keras.optimizers.Adam):
    def __init__(self, slow_variables, slow_rate, fast_rate):
        super().__init__(learning_rate=fast_rate)
        self.slow_rate = slow_rate
        self.is_slow = lambda variable: any(variable is v.value for v in slow_variables)

    def update_step(self, gradient, variable, learning_rate):
        if self.is_slow(variable):
            learning_rate = keras.ops.cast(self.slow_rate, variable.dtype)
        return super().update_step(gradient, variable, learning_rate)


def compile_discriminative(model, base, base_lr, head_lr, loss):
    model.compile(DiscriminativeAdam(base.variables, base_lr, head_lr), loss)
