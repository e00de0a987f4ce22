"""The head that the judge trains itself, for tries of compile_discriminative."""

import numpy as np

from graders.judge.accuracy import accuracy
from graders.judge.digits import target_rows
from graders.judge.forward import features, shipped
from graders.rubrics.fine_tuning import linear_probe


def test_the_head_knows_most_new_digits_and_the_base_is_the_shipped_one():
    kernel, bias = linear_probe.head()
    images, labels = target_rows("validation")
    logits = features(shipped(False), images) @ kernel + bias
    assert 0.7 <= accuracy(logits, labels) <= 0.95


def test_the_gradient_is_that_of_the_mean_crossentropy():
    random = np.random.default_rng(0)
    weights, inputs = random.normal(size=(4, 5)), random.normal(size=(6, 4))
    labels = random.integers(0, 5, 6)

    def loss(changed):
        logits = inputs @ changed
        return np.mean(np.log(np.exp(logits).sum(1)) - logits[np.arange(6), labels])

    nudge = np.zeros_like(weights)
    nudge[2, 3] = 1e-6
    slope = (loss(weights + nudge) - loss(weights - nudge)) / 2e-6
    assert abs(linear_probe._gradient(weights, inputs, labels)[2, 3] - slope) < 1e-8
