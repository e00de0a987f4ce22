"""What `fit` returned comes back, and the model is lost.

fine_tune: fail
"""

import keras


def fine_tune(base, x, y, x_val, y_val):
    for layer in base.layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    model = keras.Model(base.input, keras.layers.Dense(5)(base.output))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(1e-3), loss, steps_per_execution=10)
    return model.fit(x, y, epochs=2, verbose=0)
