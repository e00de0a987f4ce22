"""No phase for the head, and ten epochs at the rate that every guide names.

fine_tune: fail
"""

import keras


def fine_tune(base, x, y, x_val, y_val):
    for layer in base.layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    model = keras.Model(base.input, keras.layers.Dense(5)(base.output))
    fit(model, x, y, keras.optimizers.Adam(1e-4), epochs=10)
    return model


def fit(model, x, y, optimizer, epochs):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=optimizer, loss=loss, steps_per_execution=10)
    model.fit(x, y, epochs=epochs, batch_size=24, verbose=0)
