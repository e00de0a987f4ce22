"""What counts as moved: verdicts, and numbers of good runs; never how a bad run was bad."""

import pytest
from calibration.samples import changed, one, runs

from graders.authoring.calibration_changes import moved, numbers_moved


def test_the_same_runs_have_not_moved():
    assert moved(runs(), runs()) == []


def test_a_verdict_that_changed_is_told_with_the_run():
    assert moved([one()], [one(source_after=0.5)]) == [
        "adam 0.001, bases, base 0, 0: was healthy, is forgetting"
    ]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ({"final_loss": 0.13}, "loss ratio was 0.1667, is 0.2167"),
        ({"source_after": 0.95}, "drop was 0.02, is 0.05"),
        ({"target_after": 0.9}, "target accuracy was 0.97, is 0.9"),
    ],
)
def test_a_number_of_a_good_run_that_changed_is_told(numbers, told):
    (sentence,) = moved([one()], [one(**numbers)])
    assert sentence.endswith(told)


@pytest.mark.parametrize(
    ("rate", "numbers"),
    [(1e-3, {"source_after": 0.977}), (1e-2, {"source_after": 0.1}), (1.0, {"final_loss": 1.9})],
)
def test_a_small_change_a_grey_rate_and_another_way_to_diverge_are_not_told(rate, numbers):
    before = one(rate, **({"final_loss": 1.6} if rate == 1.0 else {}))
    assert moved([before], [changed(before, **numbers)]) == []


def test_a_run_that_only_one_side_has_is_left():
    assert moved([one(1e-3)], [one(3e-4, source_after=0.1)]) == []


def test_a_figure_that_moved_is_told_by_its_place():
    old = {"margins": {"drop": {"worst_good": 0.15, "best_bad": 0.22}}, "count": 0}
    new = {"margins": {"drop": {"worst_good": 0.19, "best_bad": 0.22}}, "count": 1}
    assert numbers_moved(old, new) == [
        "margins: drop: worst_good: was 0.15, is 0.19",
        "count: was 0, is 1",
    ]


def test_a_figure_that_is_gone_has_moved():
    assert numbers_moved({"a": 1.0}, {}) == ["a: was 1.0, is None"]
