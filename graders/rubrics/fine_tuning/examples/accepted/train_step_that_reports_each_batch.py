"""A train_step that returns the batch's own loss, and a loss that is summed over the batch."""

import keras
import numpy as np
import tensorflow as tf

LOSS = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="sum")


class HeadTrainer(keras.Model):
    def train_step(self, data):
        x, y = data[0], data[1]
        with tf.GradientTape() as tape:
            loss = self.compute_loss(y=y, y_pred=self(x, training=True))
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {"loss": loss}


def attach_head(base, n_classes):
    base.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    values = inputs
    for layer in base.layers[1:]:
        values = layer(values)
    return HeadTrainer(inputs, keras.layers.Dense(n_classes, use_bias=False)(values))


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    rows = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x)).batch(batch_size).repeat()
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=LOSS)
    model.fit(rows, epochs=epochs, steps_per_epoch=-(-len(x) // batch_size), verbose=0)


def unfreeze(model, base, learning_rate, first_trainable=None):
    reached = False
    for layer in base.layers:
        if first_trainable in (None, layer.name):
            reached = True
        layer.trainable = reached and not hasattr(layer, "moving_mean")
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=model.loss)


def layer_lrs(n_groups, top_lr, decay):
    rates = np.empty(n_groups)
    for i in reversed(range(n_groups)):
        rates[i] = top_lr
        top_lr = top_lr * decay
    return list(rates)


def trainable_groups(epoch, n_groups):
    return list(np.arange(max(0, n_groups - epoch - 1), n_groups))


def compile_discriminative(model, base, base_lr, head_lr, loss):
    class Pull(keras.optimizers.Adam):
        """After each update, go back a part of the way (or on) in the base."""

        def apply(self, gradients, trainable_variables=None):
            in_base = [v for v in trainable_variables if any(v is b for b in base.variables)]
            before = [tf.identity(v.value) for v in in_base]
            super().apply(gradients, trainable_variables)
            for variable, old in zip(in_base, before):
                variable.assign(old + (variable.value - old) * (base_lr / head_lr))

    model.compile(optimizer=Pull(head_lr), loss=loss)
