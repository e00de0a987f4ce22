"""Variables at zero for a while, and bit by bit as before afterwards."""

import keras
import numpy as np
import pytest

from graders.child.ablation import zeroed


def test_variables_are_zero_inside_and_the_same_afterwards():
    variables = [keras.Variable([0.1, 0.2]), keras.Variable([[3.0]])]
    with zeroed(variables):
        assert not any(np.any(variable.numpy()) for variable in variables)
    assert variables[0].numpy().tobytes() == np.float32([0.1, 0.2]).tobytes()
    assert variables[1].numpy() == 3.0


def test_they_come_back_when_the_look_fails():
    variable = keras.Variable([5.0])
    with pytest.raises(RuntimeError), zeroed([variable]):
        raise RuntimeError
    assert variable.numpy() == 5.0
