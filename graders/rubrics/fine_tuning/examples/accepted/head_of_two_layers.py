"""A head with a hidden layer; flags set from a set of names; the rate chosen with tf.Variables."""

import keras


def attach_head(base, n_classes):
    for variable_layer in base.layers:
        variable_layer.trainable = False
    x = base(base.input)
    x = keras.layers.Dense(32, activation="relu", name="feat")(x)
    x = keras.layers.Dense(n_classes, name="conv1")(x)
    return keras.Model(base.input, x, name="base")


def _compile(model, rate):
    model.compile(
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        optimizer=keras.optimizers.Adam(learning_rate=rate),
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    _compile(model, learning_rate)
    for _ in range(epochs):
        model.fit(x, y, batch_size=batch_size, epochs=1, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    names = [layer.name for layer in base.layers]
    if first_trainable is not None:
        names = names[names.index(first_trainable) :]
    norms = {
        layer.name for layer in base.layers if isinstance(layer, keras.layers.BatchNormalization)
    }
    chosen = set(names) - norms
    for layer in base.layers:
        layer.trainable = layer.name in chosen
    _compile(model, learning_rate)


def layer_lrs(n_groups, top_lr, decay):
    lowest = top_lr * decay ** (n_groups - 1)
    return [lowest / decay**i for i in range(n_groups)]


def trainable_groups(epoch, n_groups):
    first = max(n_groups - epoch - 1, 0)
    groups = []
    while first < n_groups:
        groups.append(first)
        first += 1
    return groups


def compile_discriminative(model, base, base_lr, head_lr, loss):
    class Rates(keras.optimizers.Adam):
        slow = [v.value for v in base.trainable_weights]

        def update_step(self, gradient, variable, learning_rate):
            factor = base_lr / head_lr if any(variable is s for s in Rates.slow) else 1.0
            keras.optimizers.Adam.update_step(self, gradient, variable, learning_rate * factor)

    model.compile(loss=loss, optimizer=Rates(learning_rate=head_lr))
