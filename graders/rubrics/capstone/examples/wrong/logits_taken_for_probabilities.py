"""The loss expects probabilities and gets logits: training stands still.

fine_tune: fail
"""

import keras


def fine_tune(base, x, y, x_val, y_val):
    for layer in base.layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    model = keras.Model(base.input, keras.layers.Dense(5)(base.output))
    model.compile("adam", "sparse_categorical_crossentropy", steps_per_execution=10)
    model.fit(x, y, epochs=15, batch_size=24, verbose=0)
    return model
