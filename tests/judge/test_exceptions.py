import pytest

from graders.judge.exceptions import LEFT_OVER, MEANINGS, OTHER, OWN_RAISE, meaning
from graders.recording import Raised


@pytest.mark.parametrize(
    ("kind", "message", "expected"),
    [
        ("ValueError", "Argument(s) not recognized: {'lr': 0.1}", "M001"),
        ("TypeError", "__init__() got an unexpected keyword argument 'lr'", "M001"),
        ("AttributeError", "'SGD' object has no attribute 'lr'", "old_name"),
        ("AttributeError", "module 'keras.backend' has no attribute 'get_value'", "get_value"),
        ("ModuleNotFoundError", "No module named 'torch'", "import"),
        ("ModuleNotFoundError", "No module named 'keras.optimizers.legacy'", "M015"),
        ("EOFError", "EOF when reading a line", "input"),
        ("NameError", "name 'x' is not defined", "name"),
        ("TypeError", "f() missing 1 required positional argument: 'factor'", "arguments"),
        ("TypeError", "A.__init__() missing 1 required positional argument: 'b'", "config_names"),
        (
            "TypeError",
            "f.<locals>.g() missing 1 required positional argument: 's'",
            "plain_function",
        ),
        (
            "TypeError",
            "TensorFlowTrainer.fit() got multiple values for argument 'epochs'",
            "unknown_argument_of_fit",
        ),
        (
            "ValueError",
            "The truth value of an array with more than one element",
            "truth_of_an_array",
        ),
        ("ZeroDivisionError", "float division by zero", "divided_by_zero"),
        ("TypeError", "get() takes 1 positional argument but 2 were given", "arguments"),
        ("TypeError", "Mine.__call__() takes 1 positional argument but 2 were given", "M105"),
        ("OperatorNotAllowedInGraphError", "Using a symbolic `tf.Tensor`", "M087"),
        (
            "InvalidArgumentError",
            "Received a label value of 4 which is outside the valid range of [0, 1).",
            "too_few_outputs",
        ),
        (
            "ValueError",
            "Arguments `target` and `output` must have the same rank (ndim). Received: ...",
            "one_hot_labels",
        ),
    ],
)
def test_a_known_exception_has_its_meaning(kind, message, expected):
    assert meaning(Raised(kind, message)).id == expected


def test_an_unknown_exception_has_a_general_sentence():
    assert meaning(Raised("RecursionError", "too deep")) is OTHER


def test_the_students_own_raise_is_told_apart():
    assert meaning(Raised("NameError", "x", 3, "raise NameError('x')")) is OWN_RAISE
    assert meaning(Raised("AssertionError", "", 3, "assert factor > 1")) is OWN_RAISE
    assert meaning(Raised("NameError", "x", 3, "raised = x")).id == "name"


def test_the_rest_of_a_stub_is_told_apart():
    error = Raised("NotImplementedError", "", 9, "raise NotImplementedError()")
    assert meaning(error) is LEFT_OVER


def test_every_meaning_has_its_own_id_and_says_why_and_what_to_try():
    assert len({item.id for item in MEANINGS}) == len(MEANINGS)
    assert all(item.id and item.why and item.try_ for item in MEANINGS)
