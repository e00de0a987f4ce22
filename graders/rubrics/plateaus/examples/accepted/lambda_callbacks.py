"""LambdaCallbacks around closures; the History is taken from the model."""

import keras


def plateau_callbacks(factor, patience, min_lr):
    state = {"best": None, "bad": 0, "lowest": None, "since": 0, "weights": None}

    def slow_down(epoch, logs):
        now = logs["val_loss"]
        if state["best"] is None or state["best"] - now > 1e-4:
            state["best"], state["bad"] = now, 0
            return
        state["bad"] += 1
        if state["bad"] >= patience:
            optimizer = slower.model.optimizer
            optimizer.learning_rate.assign(max(float(optimizer.learning_rate) * factor, min_lr))
            state["bad"] = 0

    def end(epoch, logs):
        now = logs["val_loss"]
        if state["lowest"] is None or now < state["lowest"]:
            state["lowest"], state["since"] = now, 0
            state["weights"] = [w.numpy() for w in stop.model.weights]
            return
        state["since"] += 1
        stop.model.stop_training = state["since"] > 2 * patience

    def restore(logs):
        for variable, value in zip(stop.model.weights, state["weights"]):
            variable.assign(value)

    slower = keras.callbacks.LambdaCallback(on_epoch_end=slow_down)
    stop = keras.callbacks.LambdaCallback(on_epoch_end=end, on_train_end=restore)
    return [slower, stop]


def fit_with_plateau(model, x, y, x_val, y_val, epochs, callbacks):
    model.fit(x, y, 32, epochs, 0, callbacks, validation_data=(x_val, y_val))
    return model.history
