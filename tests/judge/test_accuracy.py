"""Accuracy and loss from what came back: NaN is never right, another shape is never judged."""

import keras
import numpy as np
import pytest

from graders.judge.accuracy import (
    accuracy,
    class_means_accuracy,
    source_accuracy,
    source_drop,
    target_accuracy,
    target_loss,
)
from graders.judge.digits import drawn, labels_of, training_rows
from graders.judge.forward import Unusable, shipped
from graders.lab import load_digits_split, load_pretrained

LABELS = np.array([0, 1, 2, 3])


def one_hot(labels):
    return np.eye(5, dtype=np.float32)[labels]


def test_the_share_of_rows_with_the_largest_logit_at_the_label():
    assert accuracy(one_hot([0, 1, 2, 4]), LABELS) == 0.75


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_row_that_is_not_finite_is_wrong(bad):
    logits = one_hot(LABELS)
    logits[0, 0] = bad
    assert accuracy(logits, LABELS) == 0.75


@pytest.mark.parametrize("logits", [None, [], np.zeros((4, 6)), np.zeros((3, 5)), np.zeros(20)])
def test_logits_of_another_shape_are_not_judged(logits):
    with pytest.raises(Unusable, match=r"not \(4, 5\)"):
        accuracy(logits, LABELS)


def test_the_target_accuracy_is_that_of_the_drawn_rows():
    images = drawn("test", np.random.default_rng(5))
    logits = one_hot(labels_of("test", images))
    assert target_accuracy(logits, images, "test") == 1.0
    assert target_accuracy(np.roll(logits, 1, axis=1), images, "test") == 0.0


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("batch_norm", [False, True])
@pytest.mark.parametrize("which", ["validation", "test"])
def test_the_shipped_base_knows_its_source_and_has_forgotten_nothing(batch_norm, narrow, which):
    weights = shipped(batch_norm, narrow)
    assert source_accuracy(weights, which) >= 0.993
    assert source_drop(weights, which) == 0.0


def test_a_base_of_zeros_has_forgotten_nearly_all():
    weights = {name: np.zeros_like(array) for name, array in shipped(False).items()}
    assert source_drop(weights, "test") > 0.7


def test_the_target_loss_is_the_one_that_keras_computes():
    logits = np.random.default_rng(0).normal(0, 3, (240, 5)).astype(np.float32)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    seen = float(loss(load_digits_split().target_y, logits))
    assert target_loss(logits) == pytest.approx(seen, rel=1e-6)


def test_the_loss_of_logits_that_are_not_finite_is_nan():
    assert np.isnan(target_loss(np.full((240, 5), np.nan)))


def as_the_lesson_does(base):
    """The function that students get in the lesson of `capstone`, on Keras's own features."""
    split, random = load_digits_split(), np.random.default_rng(0)
    known, classes = np.array(base(split.target_x)), np.asarray(split.target_y)
    means = np.stack([known[classes == label].mean(axis=0) for label in range(5)])
    features, shares = np.array(base(split.validation_x[:296])), []
    for _ in range(10):
        noisy = features + 0.3 * random.normal(size=features.shape)
        distances = np.linalg.norm(noisy[:, None] - means, axis=2)
        shares.append(np.mean(distances.argmin(axis=1) == split.validation_y[:296]))
    return np.mean(shares)


@pytest.mark.parametrize("batch_norm", [False, True])
def test_what_features_know_is_what_the_lesson_measures(batch_norm):
    base, _ = load_pretrained(batch_norm, narrow=True)
    seen = class_means_accuracy(shipped(batch_norm, narrow=True))
    assert seen == pytest.approx(as_the_lesson_does(base), abs=2e-3)
    assert 0.5 < seen < 0.65


def test_features_that_tell_the_labels_apart_do_so_at_any_place_and_not_if_they_are_tiny():
    weights = dict(shipped(False, narrow=True))
    images, labels = training_rows()
    wanted = np.eye(12)[labels] - 0.5
    weights |= last_layer_fitted(weights, images, np.arctanh(wanted))
    assert class_means_accuracy(weights) > 0.8
    small = {name: weights[name] / 100 for name in ("narrow/kernel", "narrow/bias")}
    assert class_means_accuracy(weights | small) < 0.4


def last_layer_fitted(weights, images, wanted):
    """The last layer's weights that give these numbers before `tanh`, by ridge regression."""
    inputs = as_inputs_of_the_last_layer(weights, images)
    mean = inputs.mean(axis=0)
    kept = (inputs - mean).T @ (inputs - mean)
    ridge = 0.1 * np.trace(kept) / len(kept) * np.eye(len(kept))
    kernel = np.linalg.solve(kept + ridge, (inputs - mean).T @ (wanted - wanted.mean(axis=0)))
    bias = wanted.mean(axis=0) - mean @ kernel
    return {"narrow/kernel": kernel, "narrow/bias": bias}


def as_inputs_of_the_last_layer(weights, images):
    base, _ = load_pretrained("bn1/gamma" in weights, narrow=True)
    return np.array(keras.Model(base.input, base.layers[-1].input)(images), np.float64)


def test_features_of_weights_that_are_no_numbers_know_nothing():
    weights = {k: np.full_like(w, np.nan) for k, w in shipped(True, narrow=True).items()}
    assert class_means_accuracy(weights) == 0.0
