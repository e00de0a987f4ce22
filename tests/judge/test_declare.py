import math
from dataclasses import replace
from types import SimpleNamespace

import pytest

from graders.judge.declare import (
    again,
    checks_of,
    declared,
    hidden,
    known_of,
    misconception,
    points,
    probe_of,
)


@points(2, why="w", try_="t", needs=("check_other",), where={"kind": "float"})
def check_one(some_probe):
    """The title.

    More that is not part of it.
    """
    assert some_probe.x == 1


def test_a_check_declares_its_points_reason_and_title():
    record = declared(check_one)
    assert (record.points, record.why, record.try_, record.title) == (2, "w", "t", "The title.")
    assert (record.needs, record.where) == (("check_other",), {"kind": "float"})


def test_the_probe_is_the_name_of_the_argument():
    assert probe_of(check_one) == "some_probe"


def test_a_hidden_check_is_the_same_requirement_with_its_own_points():
    same = hidden(check_one, 5, "Another title.")
    assert probe_of(same) == "some_probe"
    assert (declared(same).points, declared(same).title) == (5, "Another title.")
    assert (declared(same).why, declared(same).needs) == ("w", ("check_other",))
    same(some_probe=SimpleNamespace(x=1))
    with pytest.raises(AssertionError):
        same(some_probe=SimpleNamespace(x=2))


def test_a_hidden_check_can_have_a_probe_of_its_own():
    same = hidden(check_one, 5, "Another title.", "other_probe")
    assert probe_of(same) == "other_probe"
    same(other_probe=SimpleNamespace(x=1))


def test_a_check_on_other_cases_keeps_its_points_and_reasons():
    other = again(check_one, "Another title.", where={"kind": "other"}, needs=("check_two",))
    assert probe_of(other) == "some_probe"
    assert declared(other) == replace(
        declared(check_one), title="Another title.", where={"kind": "other"}, needs=("check_two",)
    )
    other(some_probe=SimpleNamespace(x=1))
    with pytest.raises(AssertionError):
        other(some_probe=SimpleNamespace(x=2))


def test_a_check_without_points_is_a_mistake_of_the_rubric():
    with pytest.raises(AttributeError):
        declared(lambda probe: None)


def test_the_known_mistakes_of_a_package_are_those_of_its_parts_in_their_order():
    @misconception("M1", probes=("p",), says="s", try_="t")
    def first(case):
        return True

    @misconception("M2", probes=("p",), says="s", try_="t")
    def second(case):
        return True

    parts = SimpleNamespace(b=second), SimpleNamespace(a=first)
    package = SimpleNamespace(imported=first, PARTS=parts)
    assert [known.id for known, _ in known_of(package)] == ["M2", "M1"]


def test_checks_and_known_mistakes_are_listed_in_the_order_of_the_file():
    @misconception("M1", probes=("p",), says="s", try_="t", card="Why smaller for fine-tuning?")
    def first(case):
        return True

    module = SimpleNamespace(check_b=check_one, helper=len, check_a=check_one, first=first)
    assert list(checks_of(module)) == ["check_b", "check_a"]
    ((known, recognises),) = known_of(module)
    assert (known.id, known.probes, known.card, recognises) == (
        "M1",
        ("p",),
        "smaller_for_fine_tuning",
        first,
    )


def test_a_card_that_is_not_in_the_deck_is_a_mistake_of_the_rubric():
    with pytest.raises(ValueError, match=r"no flash card is called 'c'; there are: learning_rate"):
        misconception("M1", probes=("p",), says="s", try_="t", card="c")


@pytest.mark.parametrize("number", [math.nan, math.inf, 0, -0.5, "1", None, True])
def test_a_check_is_worth_a_finite_number_above_0(number):
    with pytest.raises(ValueError, match="no number of points"):
        points(number, why="Why.", try_="try.")(check_one)
    with pytest.raises(ValueError, match="no number of points"):
        hidden(check_one, number, "Title.")
