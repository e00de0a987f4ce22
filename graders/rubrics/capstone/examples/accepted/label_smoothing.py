"""Label smoothing in both stages: a trained base makes the logits smaller, and the answers surer."""

import keras


def fine_tune(base, x, y, x_val, y_val):
    images = keras.Input((8, 8, 1))
    base.trainable = False
    model = keras.Model(images, keras.layers.Dense(5)(base(images, training=False)))
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)
    train = (x, keras.utils.to_categorical(y, 5))
    validation = (x_val, keras.utils.to_categorical(y_val, 5))
    fit(model, loss, 1e-2, train, validation, epochs=60)
    base.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    fit(model, loss, 1e-3, train, validation, epochs=30)
    return model


def fit(model, loss, rate, train, validation, epochs):
    model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(
        monitor="val_loss", patience=3, restore_best_weights=True
    )
    model.fit(*train, validation_data=validation, epochs=epochs, callbacks=[stop], verbose=0)
