"""Probabilities instead of logits, and a rate that is cut when the validation loss stands still.

The statistics are kept by a momentum of 1: then a batch counts for nothing.
"""

import keras


def fine_tune(base, x, y, x_val, y_val):
    for layer in base.layers:
        layer.trainable = False
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = 1.0
    model = keras.Sequential([base, keras.layers.Dense(5, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.optimizer.learning_rate = 0.01
    model.fit(x, y, epochs=12, batch_size=24, verbose=0)

    for layer in base.layers:
        layer.trainable = True
    plateau = keras.callbacks.ReduceLROnPlateau(factor=0.3, patience=2, min_lr=1e-5)
    model.compile(keras.optimizers.Adam(learning_rate=0.002), "sparse_categorical_crossentropy")
    model.fit(
        x,
        y,
        epochs=20,
        batch_size=24,
        validation_data=(x_val, y_val),
        callbacks=[plateau],
        verbose=0,
    )
    return model
