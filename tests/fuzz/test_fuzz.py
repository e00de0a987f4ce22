"""A sample of what `python -m tests.fuzz` does at length."""

import pytest

from .running import fuzz
from .strategies import scripts
from .targets import TARGETS, Target


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_whatever_is_read_gets_a_verdict_or_a_refusal(target):
    counts = fuzz(target, 150, first_seed=1)
    assert counts.total() >= 100
    assert len(counts) >= 2


def test_a_reader_that_fails_on_some_inputs_is_found():
    def fails(data):
        assert b"halving" not in data
        return "read"

    with pytest.raises(AssertionError):
        fuzz(Target("fails", scripts, fails), 150, first_seed=1)
