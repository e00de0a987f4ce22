"""Arrays on the wire: back to the bit, or refused before anybody reads them."""

import base64
import json

import numpy as np
import pytest

from graders.arrays import DEEPEST, decoded, encoded, travels


@pytest.mark.parametrize(
    "array",
    [
        np.array([np.nan, np.inf, -np.inf, -0.0, 1e-45], np.float32),
        np.arange(6, dtype=np.int64).reshape(2, 3).T,
        np.zeros((0, 4)),
        np.array(2.5),
        np.array([True, False]),
        np.arange(3, dtype=">u2"),
    ],
)
def test_an_array_comes_back_to_the_bit(array):
    back = decoded(json.loads(json.dumps({"a": [encoded(array)]})))["a"][0]
    assert (back.dtype, back.shape, back.tobytes()) == (array.dtype, array.shape, array.tobytes())


@pytest.mark.parametrize(
    "array", [np.array(["text"]), np.array([1j]), np.array([None]), np.zeros(2, "f4,i4")]
)
def test_other_kinds_of_array_do_not_travel(array):
    assert not travels(array)


DATA = base64.b64encode(np.zeros(4, np.float32).tobytes()).decode()


@pytest.mark.parametrize(
    "form",
    [
        None,
        "text",
        [],
        ["<f4", [4]],
        ["<f4", [4], DATA, 1],
        ["<f4", [5], DATA],
        ["<f4", [-1], DATA],
        ["<f4", [4.0], DATA],
        ["<f4", [True, 4], DATA],
        ["<f4", 4, DATA],
        ["<f4", [2] * 40, DATA],
        ["<f4", [10**30, 0], DATA],
        ["<f8", [4], DATA],
        ["float32", [4], DATA],
        ["|O", [2], DATA],
        ["<U1", [4], DATA],
        ["<M8[s]", [2], DATA],
        ["f4,f4", [2], DATA],
        ["no type", [4], DATA],
        [None, [4], DATA],
        [{"a": 1}, [4], DATA],
        ["<f4", [4], "?" + DATA],
        ["<f4", [4], "é"],
        ["<f4", [4], None],
    ],
)
def test_a_form_that_is_not_exactly_this_is_refused(form):
    with pytest.raises(ValueError, match=r"arr|type|base64|bytes"):
        decoded({"a": {"__array__": form}})


def test_a_dictionary_with_more_than_the_mark_is_a_dictionary():
    assert decoded({"__array__": 1, "b": 2}) == {"__array__": 1, "b": 2}


def test_data_nested_too_deep_are_refused_before_anybody_reads_them():
    deep = "x"
    for _ in range(DEEPEST + 1):
        deep = [deep]
    assert decoded(deep[0]) == deep[0]
    with pytest.raises(ValueError, match="deep"):
        decoded(deep)
    with pytest.raises(ValueError, match="deep"):
        decoded({"result": deep})
