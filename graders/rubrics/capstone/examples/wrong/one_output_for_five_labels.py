"""One output, and a loss that needs one for each label: an exception, with both bases.

fine_tune: raised
"""

import keras


def fine_tune(base, x, y, x_val, y_val):
    base.trainable = False
    model = keras.Sequential([base, keras.layers.Dense(1)])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=1, verbose=0)
    return model
