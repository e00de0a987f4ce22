"""Facts 1 and 5: BatchNormalization and `training=False`."""

from .fact import fact
from .models import base, compiled, fitted, functional, pixels, same, values

ADVICE = (
    "fine_tuning tells students to set the BatchNormalization layers' trainable=False, because "
    "base(x, training=False) is not enough"
)


def statistics(inner):
    return values(inner.get_layer("norm"))[2:]


def moved(inner, before):
    return not all((old == new).all() for old, new in zip(before, statistics(inner), strict=True))


@fact(1, course=ADVICE)
def fit_of_a_functional_model_ignores_training_false():
    inner = base()
    before = statistics(inner)
    fitted(functional(inner, training=False))
    assert moved(inner, before), "the moving statistics stayed as they were"


@fact(1, course="the accepted examples of fine_tuning with a subclassed outer model")
def a_subclassed_model_keeps_training_false():
    import keras

    class Outer(keras.Model):
        def __init__(self, inner):
            super().__init__()
            self.inner, self.head = inner, keras.layers.Dense(5)

        def call(self, x):
            return self.head(self.inner(x, training=False))

    inner = base()
    before = statistics(inner)
    fitted(Outer(inner))
    assert not moved(inner, before), "the moving statistics changed"


@fact(1, course="the accepted examples of fine_tuning with a custom loop")
def a_custom_loop_keeps_training_false():
    import tensorflow as tf

    inner = base()
    model = compiled(functional(inner))
    before = statistics(inner)
    x, y = pixels()
    with tf.GradientTape() as tape:
        loss = model.loss(y, model(x, training=False))
    model.optimizer.apply(tape.gradient(loss, model.trainable_weights), model.trainable_weights)
    assert not moved(inner, before), "the moving statistics changed"


@fact(1, course=ADVICE)
def a_batch_norm_layer_that_is_not_trainable_keeps_its_statistics_in_fit():
    inner = base()
    inner.get_layer("norm").trainable = False
    before = values(inner.get_layer("norm"))
    fitted(functional(inner))
    assert same(before, inner.get_layer("norm")), "the layer changed"


@fact(5, course="the checks compare the moving statistics bit by bit, never the accuracy")
def accuracy_does_not_see_that_the_statistics_moved():
    import keras

    accuracies = []
    x, y = pixels(60, apart=6)
    for frozen in (False, True):
        inner = base()
        inner.get_layer("norm").trainable = not frozen
        before = statistics(inner)
        model = compiled(functional(inner), keras.optimizers.Adam(0.02))
        model.fit(x, y, batch_size=12, epochs=30, verbose=0)
        assert moved(inner, before) is not frozen, "the statistics moved when frozen, or did not"
        accuracies.append((model.predict(x, verbose=0).argmax(1) == y).mean())
    assert min(accuracies) > 0.95, f"accuracies {accuracies}"
