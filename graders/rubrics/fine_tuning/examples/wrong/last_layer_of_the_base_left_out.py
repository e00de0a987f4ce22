"""The head reads the layer before the last one; SGD instead of Adam.

attach_head: fail
train_head: fail
unfreeze: fail
layer_lrs: fail
trainable_groups: fail
compile_discriminative: fail
"""

import keras


def attach_head(base, n_classes):
    base.trainable = False
    features = base.layers[-2].output
    return keras.Model(base.input, keras.layers.Dense(n_classes)(features))


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss=loss)
    model.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    reached = first_trainable is None
    for layer in base.layers:
        reached = reached or layer.name == first_trainable
        norm = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = reached and not norm
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss=loss)


def layer_lrs(n_groups, top_lr, decay):
    return [top_lr] * n_groups


def trainable_groups(epoch, n_groups):
    return list(range(n_groups))


def compile_discriminative(model, base, base_lr, head_lr, loss):
    slow = {id(v) for v in base.trainable_variables}

    class Scaled(keras.optimizers.SGD):
        def apply(self, grads, trainable_variables=None):
            share = base_lr / head_lr
            pairs = zip(grads, trainable_variables)
            grads = [g * share if id(v) in slow else g for g, v in pairs]
            super().apply(grads, trainable_variables)

    model.compile(Scaled(head_lr), loss)
