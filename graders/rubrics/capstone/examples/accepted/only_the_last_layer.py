"""Surgical: a head of two layers first, then the last layer of the base alone, at its own rate."""

import keras
from keras import layers


def fine_tune(base, x, y, x_val, y_val):
    hidden = layers.Dropout(0.3)(layers.Dense(64, activation="gelu")(base.output))
    model = keras.Model(base.input, layers.Dense(5)(hidden))
    train(model, base, x, y, 3e-3, epochs=40, tuned=())
    train(model, base, x, y, 1e-3, epochs=40, tuned=(base.layers[-1].name,))
    return model


def train(model, base, x, y, learning_rate, epochs, tuned):
    for layer in base.layers:
        layer.trainable = layer.name in tuned
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(learning_rate), loss)
    model.fit(x, y, batch_size=32, epochs=epochs, verbose=0)
