"""Gradual unfreezing from the last layer down, SGD with momentum and a cosine for each stage.

Some noise on the training images; the first layer of the base stays frozen.
"""

import keras

NORM = keras.layers.BatchNormalization


def fine_tune(base, x, y, x_val, y_val):
    model = keras.Sequential(
        [
            keras.Input(x.shape[1:]),
            keras.layers.GaussianNoise(0.02),
            base,
            keras.layers.Dense(5),
        ]
    )
    weighty = [layer for layer in base.layers if layer.weights and not isinstance(layer, NORM)]
    for layer in base.layers:
        layer.trainable = False
    fit(model, x, y, rate=0.02, epochs=15)
    for layer in reversed(weighty[1:]):
        layer.trainable = True
        fit(model, x, y, rate=0.01, epochs=12)
    return model


def fit(model, x, y, rate, epochs):
    steps = epochs * -(-len(x) // 24)
    cosine = keras.optimizers.schedules.CosineDecay(rate, steps, alpha=0.05)
    model.compile(
        optimizer=keras.optimizers.SGD(cosine, momentum=0.9, nesterov=True),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=False,
    )
    model.fit(x, y, epochs=epochs, batch_size=24, verbose=0)
