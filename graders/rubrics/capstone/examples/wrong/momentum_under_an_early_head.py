"""The head reads the first convolution, so nothing ever trains the features.

fine_tune: fail
"""

import keras
from keras import layers


def fine_tune(base, x, y, x_val, y_val):
    flat = layers.Flatten()(layers.ReLU()(base.get_layer("conv1").output))
    model = keras.Model(base.input, layers.Dense(5)(layers.Dense(64, activation="relu")(flat)))
    base.trainable = False
    train(model, x, y, keras.optimizers.Adam(3e-3), epochs=15)
    for layer in base.layers:
        layer.trainable = not isinstance(layer, layers.BatchNormalization)
    rate = keras.optimizers.schedules.CosineDecay(0.05, decay_steps=30 * 8, alpha=0.1)
    train(model, x, y, keras.optimizers.SGD(rate, momentum=0.9), epochs=30)
    return model


def train(model, x, y, optimizer, epochs):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer, loss)
    model.fit(x, y, batch_size=32, epochs=epochs, verbose=0)
