"""No `trainable` is touched: a train_step of one's own updates only the chosen variables."""

import keras
import tensorflow as tf


class Tuned(keras.Model):
    def choose(self, base, start=None, head_only=False):
        in_base = [v for layer in base.layers for v in layer.trainable_variables]
        names = [layer.name for layer in base.layers]
        layers = [] if head_only else base.layers[names.index(start) if start else 0 :]
        wanted = [v for layer in layers for v in layer.trainable_variables]
        left_out = {id(v) for v in in_base} - {id(v) for v in wanted}
        self.chosen = [v for v in self.trainable_variables if id(v) not in left_out]

    def train_step(self, data):
        x, y, _ = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            # training=False reaches every layer here, for this model is called directly.
            loss = self.compute_loss(x=x, y=y, y_pred=self(x, training=False))
        gradients = tape.gradient(loss, [v.value for v in self.chosen])
        self.optimizer.apply(gradients, self.chosen)
        self._loss_tracker.update_state(loss)
        return self.get_metrics_result()


def attach_head(base, n_classes):
    model = Tuned(base.input, keras.layers.Dense(n_classes)(base.output))
    model.choose(base, head_only=True)
    return model


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)
    model.fit(x, y, batch_size, epochs, verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    model.choose(base, first_trainable)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss)


def layer_lrs(n_groups, top_lr, decay):
    if n_groups == 1:
        return [top_lr]
    return [rate * decay for rate in layer_lrs(n_groups - 1, top_lr, decay)] + [top_lr]


def trainable_groups(epoch, n_groups):
    if epoch >= n_groups:
        epoch = n_groups - 1
    return sorted(n_groups - 1 - k for k in range(epoch + 1))


class ByIndex(keras.optimizers.Adam):
    """The rates in a list, one for each variable in the order of `build`."""

    def __init__(self, rate_of, top_rate):
        super().__init__(top_rate)
        self.rate_of = rate_of
        self.list_of_rates = []

    def build(self, variables):
        self.list_of_rates = [self.rate_of(v) for v in variables]
        super().build(variables)

    def update_step(self, gradient, variable, learning_rate):
        rate = self.list_of_rates[self._get_variable_index(variable)]
        super().update_step(gradient, variable, rate)


def compile_discriminative(model, base, base_lr, head_lr, loss):
    def rate_of(variable):
        return base_lr if any(variable is v for v in base.trainable_variables) else head_lr

    model.compile(ByIndex(rate_of, head_lr), loss)
