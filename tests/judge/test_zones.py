"""The names of runs: which zone the numbers belong to, and that NaN belongs to none that passes."""

import math
from dataclasses import replace

import pytest

from graders.judge.expectations import healthy
from graders.judge.zones import FineTuning, zone

GOOD = FineTuning(0.6, 0.1, 0.9, 1.0, 0.98)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({}, "healthy"),
        ({"final_loss": 0.44}, "healthy"),
        ({"final_loss": 0.47}, "unclear"),
        ({"final_loss": 0.49}, "too_timid"),
        ({"final_loss": 0.61}, "diverged"),
        ({"final_loss": math.nan}, "diverged"),
        ({"final_loss": math.inf}, "diverged"),
        ({"initial_loss": math.nan}, "diverged"),
        ({"initial_loss": 0.0}, "diverged"),
        ({"source_after": 0.81}, "healthy"),
        ({"source_after": 0.79}, "forgetting"),
        ({"source_after": math.nan}, "forgetting"),
        ({"source_after": 0.5, "final_loss": 0.55}, "forgetting"),
        ({"source_after": 0.5, "final_loss": 0.7}, "diverged"),
        ({"largest_loss": 2.9}, "healthy"),
        ({"largest_loss": 3.1}, "unclear"),
        ({"largest_loss": math.nan}, "unclear"),
    ],
)
def test_a_run_gets_the_name_of_its_zone_and_only_the_healthy_one_passes(change, named):
    run = replace(GOOD, **change)
    assert zone(run) == named
    assert healthy().agrees(run) is (named == "healthy")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"source_after": 0.6}, ("source accuracy fell from 1.00 to 0.60", "at most 0.2")),
        ({"final_loss": 0.54}, ("0.9 of the first loss is left", "at most 0.75")),
        ({"largest_loss": 6.0}, ("a batch with 10 times the first loss", "at most 5 times")),
    ],
)
def test_a_run_that_fails_is_told_what_was_wrong(change, words):
    mismatch = healthy().mismatch(replace(GOOD, **change))
    assert words[0] in mismatch.seen
    assert words[1] in mismatch.expected


@pytest.mark.parametrize("seen", [None, 0.1, {"final_loss": 0.1}, True])
def test_what_is_no_run_is_not_healthy(seen):
    assert not healthy().agrees(seen)
