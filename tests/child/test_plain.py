"""Values that leave the child: plain data, whatever a student's object does when it is asked."""

import json
import math

import numpy as np
import pytest

from graders.child.plain import DEEPEST, LONGEST_TEXT, described, plain, without_addresses
from graders.judge.seen import decoded


class Hostile:
    def __repr__(self):
        raise RuntimeError("no text")

    def __float__(self):
        raise SystemError("no number")

    __str__ = __repr__


class Liar:
    def __repr__(self):
        return 7

    def __float__(self):
        return "7"


class Number:
    def __float__(self):
        return 0.5

    def __repr__(self):
        return "x" * 10_000


@pytest.mark.parametrize("value", [None, True, 0, -3, 0.1, "text", math.inf])
def test_plain_values_stay_what_they_are(value):
    result = plain(value)
    assert (result, type(result)) == (value, type(value))


def test_lists_tuples_and_dictionaries_keep_their_form():
    assert plain({"a": (1, [2.0, None]), 3: "b"}) == {"a": [1, [2.0, None]], "3": "b"}


def test_a_dictionary_that_looks_like_an_array_on_the_wire_is_told_by_its_text():
    assert plain({"__array__": 1})["type"] == "dict"
    assert decoded(plain([{"__array__": 1}]))[0]["text"] == "{'__array__': 1}"


@pytest.mark.parametrize("array", [np.array(["a"]), np.array([1j]), np.zeros(1, "f4,i4")])
def test_an_array_of_another_kind_is_told_by_its_text(array):
    assert plain(array)["type"] == "ndarray"


def test_a_long_text_is_cut():
    assert len(plain("x" * 10_000)) == LONGEST_TEXT
    assert [len(key) for key in plain({"x" * 10_000: 1})] == [LONGEST_TEXT]
    assert len(described(type("x" * 10_000, (), {})())["type"]) == LONGEST_TEXT


@pytest.mark.parametrize(
    "array",
    [
        np.array([0.1, math.nan, -0.0], dtype=np.float32),
        np.arange(6).reshape(2, 3).T,
        np.zeros((0, 2)),
        np.array(3.5),
        np.array([True, False]),
    ],
)
def test_an_array_survives_json_bit_by_bit(array):
    back = decoded(json.loads(json.dumps(plain(array))))
    assert (back.dtype, back.shape, back.tobytes()) == (array.dtype, array.shape, array.tobytes())


def test_a_numpy_scalar_is_an_array_without_axes():
    back = decoded(plain(np.float32(0.25)))
    assert (back.shape, float(back)) == ((), 0.25)


@pytest.mark.parametrize("value", [Hostile(), Liar()])
def test_an_object_whose_methods_misbehave_is_told_by_its_type(value):
    name = type(value).__name__
    assert described(value) == {"type": name, "value": None, "text": f"<{name}>"}
    assert plain([value]) == [described(value)]


def test_an_object_with_a_number_gives_it_and_its_text_is_cut():
    assert described(Number()) == {"type": "Number", "value": 0.5, "text": "x" * LONGEST_TEXT}


@pytest.mark.parametrize(
    ("value", "number"), [(True, True), (8, 8), (8.0, 8.0), (10**100, None), ("8", 8.0)]
)
def test_a_described_number_keeps_its_kind(value, number):
    told = described(value)
    assert (told["value"], type(told["value"])) == (number, type(number))
    assert told["type"] == type(value).__name__


def test_an_integer_too_large_for_a_float_does_no_harm():
    assert described(1 << 100_000)["value"] is None


def test_a_list_nested_too_deep_is_told_by_its_text():
    endless = []
    endless.append(endless)
    value = plain(endless)
    for _ in range(DEEPEST):
        (value,) = value
    assert value == {"type": "list", "value": None, "text": "[[...]]"}


def test_everything_described_can_be_sent():
    values = [Hostile(), Liar(), Number(), object(), 1j, {1, 2}, b"x", lambda: 0]
    assert len(json.loads(json.dumps(plain(values)))) == len(values)


def test_an_integer_too_large_for_json_can_be_sent():
    assert json.loads(json.dumps(plain([1 << 100_000])))[0]["type"] == "int"


def test_an_array_of_objects_can_be_read_back():
    assert decoded(plain(np.array([object(), 1.0], dtype=object)))["type"] == "ndarray"


class Text(str):
    __slots__ = ()

    def __getitem__(self, key):
        return object()


def test_a_text_of_a_class_of_its_own_can_be_sent():
    assert json.loads(json.dumps(plain(Text("x")))) == "x"


def test_a_float_stays_a_float_and_a_number_that_is_none_stays_what_it_is():
    sent = json.loads(json.dumps(plain([8, 8.0, math.nan, -math.inf])))
    assert [repr(item) for item in sent] == ["8", "8.0", "nan", "-inf"]


def test_a_text_that_is_no_unicode_can_be_sent():
    assert json.dumps(plain("\ud800")).encode()


def test_an_integer_of_a_class_of_its_own_is_told_by_its_type():
    class Odd(int):
        def __repr__(self):
            raise SystemError

    assert plain(Odd(3)) == {"type": "Odd", "value": 3, "text": "<Odd>"}


def test_an_objects_text_has_no_place_in_memory_so_that_it_is_the_same_in_every_run():
    class Thing:
        pass

    assert described(Thing())["text"].endswith("Thing object>")
    assert described(Thing()) == described(Thing())
    assert without_addresses("<f at 0x7f2a> met 0x10 at 0") == "<f> met 0x10 at 0"
