"""The words of the checks: what each accepts and what it refuses."""

import math

import numpy as np
import pytest

from graders.judge.expectations import (
    LONGEST,
    Mismatch,
    as_read,
    at_least,
    at_most,
    between,
    computed,
    exactly,
    listening,
    measured,
    plain,
    raises,
    shown,
    unchanged,
    words,
)

WORDS = [(plain, 1e-9), (as_read, 1e-6), (computed, 1e-5), (measured, 1e-3)]


@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize("expected", [0.1, 3.0, -0.02])
@pytest.mark.parametrize(("word", "tolerance"), WORDS)
def test_a_word_accepts_inside_and_refuses_outside_its_tolerance(word, tolerance, expected, sign):
    assert expected * (1 + sign * 0.9 * tolerance) == word(expected)
    assert expected * (1 + sign * 1.1 * tolerance) != word(expected)


@pytest.mark.parametrize(("word", "tolerance"), WORDS)
def test_one_element_outside_its_tolerance_is_enough(word, tolerance):
    seen = [1.0, 2.0 * (1 + 1.1 * tolerance), 3.0]
    assert seen != word([1.0, 2.0, 3.0])
    assert seen[::2] == word([1.0, 3.0])


@pytest.mark.parametrize("word", [word for word, _ in WORDS])
def test_nan_never_agrees(word):
    assert math.nan != word(math.nan)
    assert math.nan != word(1.0)
    assert word(math.nan).agrees(1.0) is False
    assert not word([0.0, math.nan]).agrees([0.0, math.nan])


@pytest.mark.parametrize("word", [word for word, _ in WORDS])
@pytest.mark.parametrize(
    "seen", [math.inf, -math.inf, 10**400, None, "1.0", True, [True], {}, [[1.0]], 1j]
)
def test_what_is_no_finite_number_does_not_agree(word, seen):
    assert not word(1.0).agrees(seen)


@pytest.mark.parametrize(("share", "agrees"), [(0.0, True), (0.9e-4, True), (1.1e-4, False)])
def test_a_zero_target_allows_a_share_of_the_peak(share, agrees):
    peak = 0.5
    assert measured([peak, 0.0]).agrees([peak, share * peak]) is agrees
    assert measured([-peak, 0.0]).agrees([-peak, -share * peak]) is agrees


def test_a_lone_zero_target_allows_nothing():
    assert measured(0.0).agrees(0.0)
    assert not measured(0.0).agrees(1e-12)


@pytest.mark.parametrize("seen", [[], [1.0], [1.0, 2.0, 3.0]])
def test_a_sequence_of_another_length_does_not_agree_and_says_both(seen):
    found = measured([1.0, 2.0]).mismatch(seen)
    assert found == Mismatch(f"{len(seen)} values", "2 values")


def test_a_mismatch_names_the_first_place_by_its_unit():
    assert measured([1.0, 2.0, 3.0]).mismatch([1.0, 5.0, 6.0]).where == "step 1"
    assert as_read([1.0, 2.0]).mismatch([1.0, 5.0]).where == "position 1"
    assert measured([1.0], unit="epoch").mismatch([2.0]).where == "epoch 0"
    assert measured(1.0).mismatch(2.0).where == ""


def test_at_names_the_step_of_each_value():
    found = computed([1.0, 2.0, 3.0], at=[0, 50, 99]).mismatch([1.0, 2.0, 4.0])
    assert found == Mismatch("4", "3", "step 99")


def test_a_described_value_is_compared_by_its_number():
    assert plain(0.5).agrees({"type": "float32", "value": 0.5, "text": "0.5"})
    assert not plain(1.0).agrees({"type": "bool", "value": True, "text": "True"})
    assert not plain(1.0).agrees({"type": "Odd", "value": None, "text": "1.0"})


@pytest.mark.parametrize(
    ("expected", "seen"),
    [(1, True), (True, 1), (8, 8.0), (8.0, 8), ("8", 8), ([1], (1,)), (0, None), (0.0, False)],
)
def test_exactly_refuses_an_equal_value_of_another_kind(expected, seen):
    assert seen != exactly(expected)


@pytest.mark.parametrize("value", [1, 8.0, True, None, "text", [1, 2.0], {"a": 1}])
def test_exactly_accepts_the_same_value_of_the_same_kind(value):
    assert value == exactly(value)


def test_exactly_nan_never_agrees():
    assert not exactly(math.nan).agrees(float("nan"))


def test_exactly_says_what_it_was_told_to():
    assert exactly(8, say="an int").mismatch(9.0) == Mismatch("9", "an int")


def test_unchanged_accepts_the_same_bits():
    assert unchanged(np.array([1.0, math.nan])).agrees(np.array([1.0, math.nan]))
    assert unchanged([np.zeros(2), np.ones(1)]).agrees([np.zeros(2), np.ones(1)])


@pytest.mark.parametrize(
    "seen",
    [
        np.array([1.0, np.nextafter(0.0, 1)]),
        np.array([1.0, -0.0]),
        np.array([1.0, 0.0], dtype=np.float32),
        np.array([[1.0, 0.0]]),
        [np.array([1.0, 0.0])],
        [1.0, 0.0],
        None,
    ],
)
def test_unchanged_refuses_one_other_bit_kind_or_shape(seen):
    assert not unchanged(np.array([1.0, 0.0])).agrees(seen)


def test_raises_accepts_the_class_and_its_subclasses():
    attempt = {"raised": "Mine", "is_a": ["ValueError", "Exception"], "message": "no"}
    assert attempt == raises("ValueError")
    assert attempt == raises("TypeError", "ValueError")
    assert attempt != raises("TypeError")


@pytest.mark.parametrize(
    ("attempt", "words"),
    [
        ({"raised": "KeyError", "is_a": ["KeyError"], "message": "k"}, "KeyError (k)"),
        ({"returned": {"type": "int", "value": 1, "text": "1"}}, "no exception, but 1"),
        ({"raised": "ValueError", "is_a": None}, "ValueError"),
        (None, "no exception, but a value"),
    ],
)
def test_raises_says_what_happened_instead(attempt, words):
    assert raises("ValueError").mismatch(attempt) == Mismatch(words, "ValueError")


def test_between_accepts_its_ends_and_refuses_what_lies_outside():
    assert between(1.0, 2.0) == [1.0, 2.0, 1.5]
    assert between(1.0, 2.0) == [1.0, 2.0 * (1 + 0.9e-6)]
    assert between(1.0, 2.0).mismatch([1.0, 2.1]).where == "step 1"
    assert not between(1.0, 2.0).agrees([0.9])


@pytest.mark.parametrize("seen", [math.nan, [1.5, math.nan], math.inf, True, None, "1.5"])
def test_between_refuses_what_is_no_finite_number(seen):
    assert not between(1.0, 2.0).agrees(seen)


@pytest.mark.parametrize("word", [measured([1.0]), between(1.0, 2.0)])
def test_an_array_is_no_list_of_numbers(word):
    assert not word.agrees(np.array([1.5]))


def test_listening_hears_comparisons_made_inside_and_no_others():
    with listening() as heard:
        assert measured(1.0) != 2.0
        assert measured(1.0) == 1.0
        measured(1.0).agrees(3.0)
    assert measured(1.0) != 4.0
    assert [mismatch.seen for mismatch in heard] == ["2"]


def test_a_number_is_shown_with_as_many_digits_as_the_difference_needs():
    assert shown(0.123456789) == "0.1235"
    assert shown(0.123456, 0.123451) == "0.123456"
    assert shown(0.1, math.nextafter(0.1, 1)) == "0.1"


def test_values_are_worded_as_a_student_wrote_them():
    assert words({"type": "float32", "value": 0.5, "text": "0.5"}) == "0.5 (float32)"
    assert words({"raised": "KeyError", "message": "k"}) == "KeyError (k)"
    assert words("text") == "'text'"


@pytest.mark.parametrize("seen", [0.9, 0.9 * (1 - 1e-7), 1.0])
def test_at_least_accepts_from_its_number_on(seen):
    assert seen == at_least(0.9)


@pytest.mark.parametrize("seen", [0.89, math.nan, -math.inf, None, "1", True, [0.95, 0.5]])
def test_at_least_refuses_less_and_what_is_no_number(seen):
    assert not at_least(0.9).agrees(seen)


@pytest.mark.parametrize(("seen", "agrees"), [(0.2, True), (-1.0, True), (0.21, False)])
def test_at_most_accepts_up_to_its_number(seen, agrees):
    assert at_most(0.2).agrees(seen) is agrees
    assert not at_most(0.2).agrees(math.nan)


def test_a_bound_says_which_side_it_is_on():
    assert at_least(0.9).mismatch(0.5) == Mismatch("0.5", "at least 0.9")
    assert at_most(0.2).mismatch(0.5) == Mismatch("0.5", "at most 0.2")
    assert at_least(0.9).mismatch([1.0, 0.5]).where == "step 1"


def test_a_bound_says_what_the_number_is_where_it_knows():
    assert at_least(0.9, "accuracy").mismatch(0.5) == Mismatch("0.5", "at least 0.9 (accuracy)")
    assert at_most(0.2, "accuracy").mismatch(0.5) == Mismatch("0.5", "at most 0.2 (accuracy)")


def test_a_value_is_cut_in_a_message():
    assert len(exactly([1]).mismatch([0] * 10_000).seen) == LONGEST
