"""The loop that freezes the norms looks at `model.layers`, where the base is one layer.

fine_tune: fail
"""

import keras


def fine_tune(base, x, y, x_val, y_val):
    base.trainable = False
    model = keras.Sequential([base, keras.layers.Dense(5)])
    fit(model, x, y, keras.optimizers.Adam(5e-3), epochs=15)
    base.trainable = True
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    fit(model, x, y, keras.optimizers.Adam(1e-3), epochs=20)
    return model


def fit(model, x, y, optimizer, epochs):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=optimizer, loss=loss, steps_per_execution=10)
    model.fit(x, y, epochs=epochs, batch_size=24, verbose=0)
