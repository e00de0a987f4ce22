"""Accuracy and loss from what came back: NaN is never right, another shape is never judged."""

import keras
import numpy as np
import pytest

from graders.judge.accuracy import (
    accuracy,
    rise,
    source_accuracy,
    source_drop,
    target_accuracy,
    target_loss,
)
from graders.judge.digits import drawn, labels_of
from graders.judge.forward import Unusable, shipped
from graders.lab import load_digits_split

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


@pytest.mark.parametrize("batch_norm", [False, True])
@pytest.mark.parametrize("which", ["validation", "test"])
def test_the_shipped_base_knows_its_source_and_has_forgotten_nothing(batch_norm, which):
    weights = shipped(batch_norm)
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


def test_logits_that_rise_at_the_right_labels_alone_rise_as_much_as_can_be():
    before = np.random.default_rng(0).normal(size=(4, 5)).astype(np.float32)
    assert rise(before, before + 3 * one_hot(LABELS), LABELS) == pytest.approx(1, abs=1e-6)
    assert rise(before, before - one_hot(LABELS) + 7, LABELS) == pytest.approx(-1, abs=1e-6)


def test_logits_that_stay_or_rise_together_do_not_rise_at_the_right_labels():
    before = one_hot(LABELS)
    assert rise(before, before, LABELS) == 0
    assert rise(before, before + 5, LABELS) == 0


def test_a_rise_to_numbers_that_are_none_is_no_number():
    assert np.isnan(rise(one_hot(LABELS), np.full((4, 5), np.inf), LABELS))
    with pytest.raises(Unusable):
        rise(None, one_hot(LABELS), LABELS)
