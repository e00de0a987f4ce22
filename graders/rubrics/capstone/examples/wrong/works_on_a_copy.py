"""A copy of the base is fine-tuned, so that the original stays safe.

fine_tune: fail
"""

import keras


def fine_tune(base, x, y, x_val, y_val):
    copy = keras.models.clone_model(base)
    copy.set_weights(base.get_weights())
    for layer in copy.layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    model = keras.Model(copy.input, keras.layers.Dense(5)(copy.output))
    fit(model, x, y, keras.optimizers.Adam(2e-3), epochs=15)
    return model


def fit(model, x, y, optimizer, epochs):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=optimizer, loss=loss, steps_per_execution=10)
    model.fit(x, y, epochs=epochs, batch_size=24, verbose=0)
