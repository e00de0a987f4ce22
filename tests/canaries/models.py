"""Small models that the facts are tried on. TensorFlow is imported inside the functions."""

import numpy as np


def pixels(count=24, apart=3):
    """Points in five heaps, and the heap of each."""
    labels = np.arange(count) % 5
    noise = np.random.default_rng(0).normal(size=(count, 5)).astype("float32")
    return np.eye(5, dtype="float32")[labels] * apart + noise, labels


def base(batch_norm=True):
    """A base of two layers with weights, BatchNormalization between them if wanted."""
    import keras

    layers = [keras.Input((5,)), keras.layers.Dense(4, name="first")]
    layers += [keras.layers.BatchNormalization(momentum=0.9, name="norm")] if batch_norm else []
    return keras.Sequential([*layers, keras.layers.Dense(4, activation="relu", name="last")])


def functional(inner, **call):
    """`inner` with a head of five classes, as a functional model."""
    import keras

    inputs = keras.Input((5,))
    return keras.Model(inputs, keras.layers.Dense(5)(inner(inputs, **call)))


def compiled(model, optimizer=None):
    """The model, ready to fit."""
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer or keras.optimizers.SGD(0.1), loss=loss, jit_compile=False)
    return model


def fitted(model, optimizer=None):
    """The model after one epoch of two batches."""
    x, y = pixels()
    compiled(model, optimizer).fit(x, y, batch_size=12, verbose=0)
    return model


def values(layer):
    """The layer's variables as arrays."""
    return [np.array(variable) for variable in layer.variables]


def same(before, layer):
    """Whether no variable of the layer has changed by a bit."""
    return all(map(np.array_equal, before, values(layer)))


def raised(call):
    """The exception that a call raises, or None."""
    try:
        call()
    except Exception as error:
        return error
    return None
