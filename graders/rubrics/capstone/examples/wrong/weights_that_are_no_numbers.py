"""A rate of ten million: the weights become infinite, then NaN.

fine_tune: fail
"""

import keras


def fine_tune(base, x, y, x_val, y_val):
    for layer in base.layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    model = keras.Model(base.input, keras.layers.Dense(5)(base.output))
    fit(model, x, y, keras.optimizers.SGD(1e7, momentum=0.9), epochs=10)
    return model


def fit(model, x, y, optimizer, epochs):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=optimizer, loss=loss, steps_per_execution=10)
    model.fit(x, y, epochs=epochs, batch_size=24, verbose=0)
