"""Facts 2, 3 and 10: what `trainable` does, and when."""

from .fact import fact
from .models import base, compiled, fitted, functional, pixels, raised, same, values

UNFREEZE = "the lesson, the reference solution and the wrong examples of `unfreeze`"
BY_WHAT_IT_DOES = "the checks look at variables, never at the flag of a model"
COMPILE = "the text on freezing and compile, question Q19, and the checks that must not punish it"


def frozen():
    inner = base(batch_norm=False)
    inner.trainable = False
    return inner


@fact(2, course=UNFREEZE)
def setting_the_outer_model_trainable_does_not_unfreeze_the_base():
    inner = frozen()
    outer = functional(inner)
    outer.trainable = True
    assert not inner.trainable_variables, "the base was unfrozen"


@fact(2, course=UNFREEZE)
def setting_the_base_trainable_does_not_undo_an_inner_freeze():
    inner = base(batch_norm=False)
    inner.get_layer("first").trainable = False
    inner.trainable = True
    assert not inner.get_layer("first").trainable, "the inner layer was unfrozen"


@fact(2, course=UNFREEZE)
def freezing_a_frozen_base_does_not_refreeze_an_inner_layer():
    inner = frozen()
    inner.get_layer("last").trainable = True
    inner.trainable = False
    assert inner.get_layer("last").trainable, "the inner layer was frozen again"


@fact(2, course=UNFREEZE)
def a_clone_of_a_frozen_functional_base_stays_frozen_when_set_trainable():
    import keras

    inputs = keras.Input((5,))
    inner = keras.Model(inputs, keras.layers.Dense(4)(inputs))
    inner.trainable = False
    clone = keras.models.clone_model(inner)
    clone.trainable = True
    assert not clone.trainable_variables, "the clone was unfrozen"


@fact(2, course=UNFREEZE)
def going_over_false_unfreezes_every_layer():
    inner = frozen()
    inner.trainable = False
    inner.trainable = True
    assert len(inner.trainable_variables) == 4, "not every layer was unfrozen"


@fact(2, course=UNFREEZE)
def the_number_1_reaches_the_inner_layers():
    inner = base(batch_norm=False)
    inner.get_layer("first").trainable = False
    inner.trainable = 1
    assert len(inner.trainable_variables) == 4, "not every layer was unfrozen"


@fact(3, course=BY_WHAT_IT_DOES)
def a_layer_unfrozen_in_a_frozen_base_is_trained():
    inner = frozen()
    inner.layers[-1].trainable = True
    before = values(inner.layers[0]), values(inner.layers[-1])
    fitted(functional(inner))
    assert same(before[0], inner.layers[0]), "the frozen layer changed"
    assert not same(before[1], inner.layers[-1]), "the unfrozen layer did not change"


@fact(10, course=COMPILE)
def freezing_between_compile_and_the_first_fit_works():
    inner = base(batch_norm=False)
    model = compiled(functional(inner))
    inner.trainable = False
    before = values(inner)
    model.fit(*pixels(), batch_size=12, verbose=0)
    assert same(before, inner), "the base was trained"


@fact(10, course=COMPILE)
def freezing_after_a_fit_is_ignored_until_compile():
    inner = base(batch_norm=False)
    model = fitted(functional(inner))
    inner.trainable = False
    before = values(inner)
    model.fit(*pixels(), batch_size=12, verbose=0)
    assert not same(before, inner), "the base was not trained"


@fact(10, course=COMPILE)
def unfreezing_after_a_fit_is_ignored_until_compile():
    inner = frozen()
    model = fitted(functional(inner))
    inner.trainable = True
    before = values(inner)
    model.fit(*pixels(), batch_size=12, verbose=0)
    assert same(before, inner), "the base was trained"


@fact(10, course=COMPILE)
def unfreezing_after_a_fit_raises_at_a_batch_of_a_new_shape():
    inner = frozen()
    model = fitted(functional(inner))
    inner.trainable = True
    error = raised(lambda: model.fit(*pixels(15), batch_size=5, verbose=0))
    assert error is not None, "nothing was raised"
    # Up to Keras 3.10 the message itself failed, for it was made inside the graph.
    told = "Unknown variable" in str(error) or isinstance(error, NotImplementedError)
    assert told, f"{type(error).__name__}: {error}"
