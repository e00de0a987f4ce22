"""The judge's forward pass computes what Keras computes, and believes no weights unseen."""

import keras
import numpy as np
import pytest

from graders.judge.accuracy import source_accuracy
from graders.judge.digits import source_rows, target_rows
from graders.judge.forward import HEAD, Unusable, base_weights, features, shipped, source_logits
from graders.lab import arrays_of, load_pretrained, named_variables


def disturbed(base, seed):
    """Other weights of the same shapes: kernels with noise, statistics away from their start."""
    generator = np.random.default_rng(seed)
    for variable in base.weights:
        factor = generator.uniform(0.5, 1.5, variable.shape)
        shift = 0 if variable.name == "moving_variance" else generator.normal(0, 0.05)
        variable.assign(variable.numpy() * factor + shift)


each_base = pytest.mark.parametrize(
    ("batch_norm", "narrow"), [(False, False), (True, False), (False, True), (True, True)]
)


@each_base
@pytest.mark.parametrize("seed", range(5))
def test_features_and_logits_agree_with_keras(batch_norm, narrow, seed):
    base, head = load_pretrained(batch_norm, narrow)
    disturbed(base, seed)
    weights = base_weights(arrays_of(named_variables(base)), batch_norm, narrow)
    images, _ = target_rows("test")
    seen = np.array(base(images, training=False))
    scale = np.abs(seen).max()
    np.testing.assert_allclose(features(weights, images), seen, rtol=1e-5, atol=1e-5 * scale)
    logits = np.array(head(seen))
    np.testing.assert_allclose(
        source_logits(weights, images), logits, rtol=1e-5, atol=1e-5 * np.abs(logits).max()
    )


@each_base
def test_the_accuracy_is_the_one_that_keras_finds(batch_norm, narrow):
    base, head = load_pretrained(batch_norm, narrow)
    disturbed(base, 3)
    images, labels = source_rows("test")
    model = keras.Model(base.input, head(base.output))
    seen = np.mean(np.array(model(images, training=False)).argmax(axis=1) == labels)
    assert seen < 0.99
    assert source_accuracy(arrays_of(named_variables(base)), "test") == pytest.approx(seen)


def without_head(batch_norm, narrow=False):
    return {k: array for k, array in shipped(batch_norm, narrow).items() if k not in HEAD}


@each_base
def test_the_shipped_weights_are_weights_of_a_base(batch_norm, narrow):
    weights = without_head(batch_norm, narrow)
    assert base_weights(weights, batch_norm, narrow).keys() == weights.keys()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda weights: weights.pop("feat/bias"),
        lambda weights: weights.update(extra=np.zeros(1, np.float32)),
        lambda weights: weights.update({"feat/bias": np.zeros(31, np.float32)}),
        lambda weights: weights.update({"feat/bias": np.zeros(32)}),
        lambda weights: weights.update({"feat/bias": np.zeros(32, np.int32)}),
        lambda weights: weights.update({"feat/bias": [0.0] * 32}),
        lambda weights: weights.update({"feat/bias": None}),
    ],
)
def test_other_names_shapes_or_types_are_refused(spoil):
    weights = without_head(False)
    spoil(weights)
    with pytest.raises(Unusable):
        base_weights(weights, False)


@pytest.mark.parametrize(
    "value", [None, [], "weights", 3, without_head(True), without_head(False, narrow=True)]
)
def test_what_are_no_weights_of_this_base_is_refused(value):
    with pytest.raises(Unusable, match="the weights of a base are"):
        base_weights(value, False)


def test_weights_that_are_not_finite_are_kept_and_know_nothing():
    weights = without_head(False) | {"conv1/kernel": np.full((3, 3, 1, 8), np.nan, np.float32)}
    assert source_accuracy(base_weights(weights, False), "test") == 0.0


def test_the_shipped_weights_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        shipped(False)["feat/bias"][0] = 1
