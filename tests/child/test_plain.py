"""Whatever student code returns becomes plain JSON data, whatever its methods do."""

import base64
import json
import math

import numpy as np
import pytest

from graders.child.plain import LONGEST_TEXT, described, plain


class Hostile:
    """Every method that a reader might call raises."""

    def fail(self, *_):
        raise RuntimeError("not for you")

    __repr__ = __str__ = __float__ = __int__ = __index__ = __len__ = __iter__ = __eq__ = fail
    __bool__ = fail
    __hash__ = None


class LyingInteger(int):
    def __repr__(self):
        raise SystemError


class NumberLike:
    def __float__(self):
        return 0.25


def through_json(value):
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("value", [None, True, False, 0, 8, 8.0, -0.0, 1e-300, "text", "", [], {}])
def test_plain_values_stay_what_they_are(value):
    seen = through_json(plain(value))
    assert seen == value
    assert type(seen) is type(value)


def test_a_float_stays_a_float_and_an_integer_an_integer():
    assert [type(item) for item in through_json(plain([8, 8.0]))] == [int, float]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_none_survive(value):
    assert repr(through_json(plain(value))) == repr(value)


def test_nested_lists_tuples_and_dictionaries_are_followed():
    assert plain({"a": (1, [2.0, {"b": None}]), 3: "x"}) == {"a": [1, [2.0, {"b": None}]], "3": "x"}


def test_a_text_is_cut():
    assert plain("x" * 100_000) == "x" * LONGEST_TEXT


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6, dtype=np.float32).reshape(2, 3),
        np.arange(6.0).reshape(2, 3).T,
        np.zeros((0, 3)),
        np.array(1.5),
        np.array([True, False]),
        np.array([math.nan, math.inf]),
    ],
    ids=str,
)
def test_an_array_keeps_type_shape_and_every_bit(array):
    dtype, shape, data = through_json(plain(array))["__array__"]
    back = np.frombuffer(base64.b64decode(data), dtype=dtype).reshape(shape)
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert back.tobytes() == array.tobytes()


def test_a_numpy_number_is_an_array_of_its_type_and_no_python_number():
    assert plain(np.float32(0.5))["__array__"][:2] == ["<f4", []]


def test_anything_else_is_told_by_type_and_text():
    assert plain(NumberLike) == described(NumberLike)
    assert plain({1, 2})["type"] == "set"


@pytest.mark.parametrize(
    ("value", "kind", "number"),
    [
        (0.1, "float", 0.1),
        (8, "int", 8),
        (True, "bool", True),
        (np.float64(0.5), "float64", 0.5),
        ("0.5", "str", 0.5),
        (None, "NoneType", None),
        ([0.1], "list", None),
        (NumberLike(), "NumberLike", 0.25),
        (10**400, "int", None),
    ],
)
def test_a_described_value_has_type_number_and_text(value, kind, number):
    seen = through_json(described(value))
    assert (seen["type"], seen["value"]) == (kind, number)
    assert type(seen["value"]) is type(number)
    assert isinstance(seen["text"], str)


def test_a_hostile_value_is_described_by_its_type():
    assert described(Hostile()) == {"type": "Hostile", "value": None, "text": "<Hostile>"}
    assert described(LyingInteger(3))["text"] == "<LyingInteger>"


def test_a_hostile_value_in_a_list_does_no_harm_to_the_others():
    first, second = plain([Hostile(), 1])
    assert (first["type"], second) == ("Hostile", 1)


def test_an_integer_with_a_lying_text_gives_its_own_value():
    assert through_json(described(LyingInteger(3)))["value"] == 3


def test_the_text_of_a_described_value_is_cut():
    assert len(described(list(range(10_000)))["text"]) == LONGEST_TEXT


def test_subclasses_of_plain_types_do_not_pass_as_plain():
    class Text(str):
        __slots__ = ()

    assert plain(LyingInteger(3))["type"] == "LyingInteger"
    assert through_json(plain(Text("abc"))) == "abc"


def test_a_text_that_is_no_unicode_can_be_sent():
    assert json.dumps(plain("\ud800")).encode()
