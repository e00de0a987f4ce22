"""Variables with other values for a while, and bit by bit as before afterwards."""

import keras
import numpy as np
import pytest

from graders.child import ablation


def test_variables_are_others_inside_and_the_same_afterwards():
    variables = [keras.Variable([0.1, 0.2]), keras.Variable([[3.0]])]
    with ablation.replaced(variables, ablation.zeros(variables)):
        assert not any(np.any(variable.numpy()) for variable in variables)
    assert variables[0].numpy().tobytes() == np.float32([0.1, 0.2]).tobytes()
    assert variables[1].numpy() == 3.0


def test_they_come_back_when_the_look_fails():
    variable = keras.Variable([5.0])
    with pytest.raises(RuntimeError), ablation.replaced([variable], [[0.0]]):
        raise RuntimeError
    assert variable.numpy() == 5.0


@pytest.mark.parametrize(("share", "alike"), [(0.0, 1.0), (0.6, 0.8), (1.0, 0.0)])
def test_a_mixture_is_as_large_as_the_variable_and_less_and_less_like_it(share, alike):
    value = np.random.default_rng(1).normal(size=(50, 50)) * 7
    (mixed,) = ablation.mixtures([keras.Variable(value)], share, seed=2)
    assert np.linalg.norm(mixed) == pytest.approx(np.linalg.norm(value), rel=0.05)
    assert np.corrcoef(mixed.ravel(), value.ravel())[0, 1] == pytest.approx(alike, abs=0.05)


def test_a_mixture_is_the_same_for_the_same_seed_only():
    variables = [keras.Variable([1.0, 2.0])]
    first, again, other = (ablation.mixtures(variables, 0.5, seed)[0] for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
