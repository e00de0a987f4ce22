"""Two calls side by side: their order is drawn, and what has to be refused is found again."""

from types import SimpleNamespace

import numpy as np
import pytest

from graders.judge.tries import right_one, side_by_side, wrong_one
from graders.recording import ABOUT
from graders.rubrics.optimizers import inputs as optimizers
from graders.rubrics.schedules import inputs as schedules


def test_both_orders_come_up_and_each_outcome_is_found_again():
    random = np.random.default_rng(0)
    seen = set()
    for _ in range(20):
        inputs = side_by_side(random, "wrong", "right")
        seen.add(tuple(inputs["tries"]))
        case = SimpleNamespace(about=inputs["about"], tried=inputs["tries"])
        assert (wrong_one(case), right_one(case)) == ("wrong", "right")
    assert len(seen) == 2


@pytest.mark.parametrize("inputs", [optimizers, schedules])
def test_the_place_of_the_wrong_one_differs_from_class_to_class(inputs):
    """It stays on this side: `tests/test_record.py` holds that the child does not get ABOUT."""
    places = {
        tuple(case.inputs[ABOUT] for case in inputs.cases(seed) if "tries" in case.inputs)
        for seed in range(8)
    }
    assert len(places) == 8
