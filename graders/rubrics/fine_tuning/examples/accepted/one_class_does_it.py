"""A class that knows the base, a loss subclass, keras.ops, and two learning-rate variables."""

import keras
from keras import ops


class LogitsLoss(keras.losses.Loss):
    def call(self, y_true, y_pred):
        y_true = ops.one_hot(ops.cast(ops.reshape(y_true, (-1,)), "int32"), y_pred.shape[-1])
        return -ops.sum(y_true * ops.log_softmax(y_pred), axis=-1)


class Stages:
    def __init__(self, base):
        self.base = base

    def from_layer(self, name):
        open_now = name is None
        for layer in self.base.layers:
            open_now |= layer.name == name
            yield layer, open_now

    def set(self, name=None, nothing=False):
        for layer, is_open in self.from_layer(name):
            statistics = isinstance(layer, keras.layers.BatchNormalization)
            layer.trainable = is_open and not statistics and not nothing


def attach_head(base, n_classes):
    Stages(base).set(nothing=True)
    images = keras.Input(base.input_shape[1:])
    scaled = keras.layers.Rescaling(1.0)(images)
    return keras.Model(images, keras.layers.Dense(n_classes)(base(scaled)))


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    model.compile("adam", LogitsLoss())
    model.optimizer.learning_rate = learning_rate
    model.fit(x, y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    Stages(base).set(first_trainable)
    model.compile(keras.optimizers.get("adam"), LogitsLoss())
    model.optimizer.learning_rate.assign(learning_rate)


def layer_lrs(n_groups, top_lr, decay):
    def rate(group):
        return top_lr if group == n_groups - 1 else decay * rate(group + 1)

    return [rate(group) for group in range(n_groups)]


def trainable_groups(epoch, n_groups):
    return list(range(*slice(-epoch - 1, None).indices(n_groups)))


class TwoRateAdam(keras.optimizers.Adam):
    def __init__(self, slow_rate, fast_rate, base):
        super().__init__(fast_rate)
        self.slow_rate = slow_rate
        self.base_ids = frozenset(map(id, base.trainable_variables))

    def _backend_update_step(self, grads, trainable_variables, learning_rate):
        slow = [id(v) in self.base_ids for v in trainable_variables]
        for wanted, rate in ((True, self.slow_rate), (False, learning_rate)):
            pairs = [p for p, s in zip(zip(grads, trainable_variables), slow) if s is wanted]
            if pairs:
                part, variables = zip(*pairs)
                super()._backend_update_step(list(part), list(variables), rate)


def compile_discriminative(model, base, base_lr, head_lr, loss):
    model.compile(optimizer=TwoRateAdam(base_lr, head_lr, base), loss=loss)
