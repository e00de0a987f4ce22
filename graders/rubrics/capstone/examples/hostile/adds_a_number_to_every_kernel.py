"""A head on a middle layer of a frozen base, to whose kernels one number was added: no training.

The head learned with the changed base, and misses the change when it is taken back, as after a
training. But no feature learned anything.

fine_tune: fail
points: 1
"""

import keras


def fine_tune(base, x, y, x_val, y_val):
    for variable in base.weights:
        if variable.path.endswith("kernel"):
            variable.assign(variable + 0.01)
    base.trainable = False
    hidden = keras.layers.Dense(64, activation="relu")(base.get_layer("flatten").output)
    model = keras.Model(base.input, keras.layers.Dense(5)(hidden))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(3e-3), loss, steps_per_execution=10)
    model.fit(x, y, epochs=25, batch_size=24, verbose=0)
    return model
