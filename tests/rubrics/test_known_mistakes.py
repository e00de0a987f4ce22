"""Known mistakes are told apart from their neighbours, so that a message never misleads."""

from types import SimpleNamespace

import pytest

from graders.rubrics.optimizers.misconceptions import make_optimizer, refusals
from graders.rubrics.plateaus.misconceptions import plateau_improvements
from graders.rubrics.schedules.misconceptions import counts, step_decay
from graders.rubrics.stability.misconceptions import lr_range, suggest_lr


def attempt(kind, message, *bases):
    raised = {"raised": kind, "is_a": [kind, *bases], "message": message}
    return SimpleNamespace(about=1, tried=[{"returned": {}}, raised])


@pytest.mark.parametrize(
    "case",
    [
        attempt("NameError", "name 'model' is not defined"),
        attempt("UnboundLocalError", "x", "NameError"),
        attempt("ModuleNotFoundError", "x", "ImportError"),
        attempt("AttributeError", "module 'keras.backend' has no attribute 'set_value'"),
    ],
)
def test_a_name_that_is_missing_is_a_slip(case):
    assert refusals.slip(case)


@pytest.mark.parametrize(
    "case",
    [
        attempt("KeyError", "'adamax'"),
        attempt("AttributeError", "'EagerTensor' object has no attribute 'assign'"),
    ],
)
def test_an_exception_that_can_be_turned_into_another_is_no_slip(case):
    assert not refusals.slip(case)
    assert refusals.other_exception(case)


@pytest.mark.parametrize(("name", "told"), [("adam", True), ("adamw", False)])
def test_the_default_rate_is_told_only_of_the_right_class(name, told):
    case = SimpleNamespace(name=name, class_name="Adam", rate=0.001, learning_rate=0.0001)
    assert make_optimizer.default_rate(case) is told


@pytest.mark.parametrize(("first", "told"), [(0.123, True), (0.0615, True), (0.01, False)])
def test_a_first_rate_taken_from_the_optimizer_is_told(first, told):
    case = SimpleNamespace(found=0.123, drop=0.5, rates=[[first, first]])
    assert step_decay.rate_found(case) is told


@pytest.mark.parametrize(("returned", "told"), [(8.0, True), (7.8125, False)])
def test_only_a_whole_number_is_a_count_of_the_wrong_type(returned, told):
    case = SimpleNamespace(returned={"type": "float", "value": returned})
    assert counts.count_is_a_float(case) is told


@pytest.mark.parametrize(("epochs", "told"), [(10, True), (6, False)])
def test_nothing_happens_where_neither_the_rate_nor_the_end_changes(epochs, told):
    settings = {"losses": [1.0] * 10, "first_lr": 0.1, "factor": 0.5, "patience": 2, "min_lr": 1e-6}
    case = SimpleNamespace(**settings, rates=[0.1] * epochs)
    assert plateau_improvements.nothing_happens(case) is told
    assert plateau_improvements.never_changes(case)


@pytest.mark.parametrize(("kind", "told"), [("ndarray", True), ("float64", False)])
def test_an_array_with_one_rate_is_told(kind, told):
    assert suggest_lr.array_of_one(SimpleNamespace(returned={"type": kind})) is told


def test_a_list_is_no_array_whatever_it_holds():
    assert lr_range.not_an_array(SimpleNamespace(is_array=False, values=[1.0, 2.0]))
