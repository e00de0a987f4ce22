"""The head attends over the sixteen places of the second convolution; the last layer stays."""

import keras
from keras import layers


def fine_tune(base, x, y, x_val, y_val):
    places = layers.Reshape((16, -1))(base.get_layer("conv2").output)
    attended = layers.MultiHeadAttention(2, 8)(places, places)
    model = keras.Model(base.input, layers.Dense(5)(layers.Flatten()(attended)))
    train(model, base, x, y, 3e-3, epochs=20, tuned=())
    train(model, base, x, y, 1e-3, epochs=15, tuned=("conv1", "conv2"))
    return model


def train(model, base, x, y, learning_rate, epochs, tuned):
    for layer in base.layers:
        layer.trainable = layer.name in tuned
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(learning_rate), loss)
    model.fit(x, y, batch_size=32, epochs=epochs, verbose=0)
