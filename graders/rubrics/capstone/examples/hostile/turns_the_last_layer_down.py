"""The last layer gets numbers so small that `tanh` is a straight line, and a head reads them anew.

Nothing is lost then of what the layers before it know, and a linear head is good. But differences
of some thousandths are no features, and the check adds noise to what it reads.

fine_tune: fail
points: 1
"""

import keras


def fine_tune(base, x, y, x_val, y_val):
    for variable in base.weights:
        if variable.path.endswith("kernel"):
            variable.assign(variable + 0.01)
    last = base.layers[-1]
    last.set_weights([0.02 * weight for weight in last.get_weights()])
    base.trainable = False
    scaled = keras.layers.Rescaling(50.0)(base.output)
    hidden = keras.layers.Dense(64, activation="relu")(scaled)
    model = keras.Model(base.input, keras.layers.Dense(5)(hidden))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(3e-3), loss, steps_per_execution=10)
    model.fit(x, y, epochs=60, batch_size=24, verbose=0)
    return model
