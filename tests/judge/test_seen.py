import numpy as np
import pytest

from graders.child.plain import plain
from graders.judge.seen import decoded, seen
from graders.recording import Case, Outcome, Record


def test_arrays_of_the_child_come_back_as_they_were():
    array = np.arange(6, dtype=np.float32).reshape(2, 3)
    back = decoded(plain({"weights": [array, {"inner": array}]}))
    assert back["weights"][0].tobytes() == array.tobytes()
    assert back["weights"][1]["inner"].shape == (2, 3)


@pytest.mark.parametrize("value", [None, 1, 0.5, "text", [1, [2]], {"a": {"b": 1}}])
def test_other_values_stay(value):
    assert decoded(value) == value


def test_an_input_wins_over_a_result_of_its_name():
    case = Case("probe", {"x": 1.0}, "f(1)")
    both = seen(Record(case, Outcome("returned", {"x": 2.0, "y": 3.0})))
    assert (both.x, both.y) == (1.0, 3.0)


@pytest.mark.parametrize("result", [None, 5, [1], "text"])
def test_a_result_that_is_no_mapping_leaves_the_inputs(result):
    case = Case("probe", {"x": 1.0}, "f(1)")
    assert vars(seen(Record(case, Outcome("returned", result)))) == {"x": 1.0}


def test_the_results_that_somebody_looked_at_are_noted_and_inputs_are_not():
    read = set()
    case = seen(
        Record(Case("probe", {"x": 1.0}, "f(1)"), Outcome("returned", {"y": 2, "z": 3})), read
    )
    assert (read, case.x + case.y, read) == (read, 3.0, {"y"})
    assert not hasattr(case, "other")
