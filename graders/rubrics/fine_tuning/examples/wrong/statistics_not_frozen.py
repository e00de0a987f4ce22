"""BatchNormalization layers are left out where the others are frozen.

attach_head: fail
train_head: fail
unfreeze: fail
layer_lrs: fail
trainable_groups: fail
compile_discriminative: raised
"""

import keras


def attach_head(base, n_classes):
    for layer in base.layers:
        if not isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    return keras.Sequential([base, keras.layers.Dense(n_classes)])


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    for epoch in range(epochs):
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)
        model.fit(x, y, batch_size=batch_size, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    base.trainable = False
    base.trainable = True
    if first_trainable:
        for layer in base.layers[: base.layers.index(base.get_layer(first_trainable))]:
            layer.trainable = False
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)


def layer_lrs(n_groups, top_lr, decay):
    return [top_lr * decay] * (n_groups - 1) + [top_lr]


def trainable_groups(epoch, n_groups):
    return list(range(max(1, n_groups - epoch), n_groups + 1))


def compile_discriminative(model, base, base_lr, head_lr, loss):
    slow = {id(v.value) for v in base.trainable_variables}

    class TwoRates(keras.optimizers.Adam):
        def update_step(self, gradient, variable, learning_rate):
            rate = base_lr if id(variable) in slow else head_lr
            super().update_step(gradient, variable, rate)

    model.compile(TwoRates(head_lr), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
