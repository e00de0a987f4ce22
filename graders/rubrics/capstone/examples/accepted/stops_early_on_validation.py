"""A functional model, a constant rate, and training that stops when validation gets no better.

The base is one layer of the model, called with training=False, and its norms are frozen too.
"""

import keras


def fine_tune(base, x, y, x_val, y_val):
    base.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    outputs = keras.layers.Dense(5)(base(inputs, training=False))
    model = keras.Model(inputs, outputs)
    train(model, 1e-2, x, y, x_val, y_val)
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    train(model, 1e-3, x, y, x_val, y_val)
    return model


def train(model, rate, x, y, x_val, y_val):
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    stop = keras.callbacks.EarlyStopping(
        monitor="val_accuracy", patience=4, restore_best_weights=True
    )
    model.fit(
        x, y, validation_data=(x_val, y_val), epochs=30, batch_size=32, callbacks=[stop], verbose=2
    )
