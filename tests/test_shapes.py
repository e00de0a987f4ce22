"""The forms of results: what fits, what does not, and that every probe of the course has one."""

import importlib

import numpy as np
import pytest

from graders import rubrics
from graders.arrays import encoded
from graders.child.attempt import attempted
from graders.child.plain import described, plain
from graders.shapes import fits, misfit, shapes

NUMBERS = [0, 1.5, float("nan"), float("inf"), -(2**255)]
ARRAY = encoded(np.zeros((3, 2)))
ROW = encoded(np.zeros(3))
KINDS = {
    "number": 1.5,
    "bool": True,
    "text": "1.5",
    "none": None,
    "described": described(object()),
    "attempt": {"raised": "E", "is_a": [], "message": ""},
    "array": ARRAY,
}


@pytest.mark.parametrize("value", NUMBERS)
def test_every_number_is_a_number(value):
    assert fits(value, "number")


@pytest.mark.parametrize("form", KINDS)
def test_a_form_takes_its_own_kind_and_no_other(form):
    taken = {kind for kind, value in KINDS.items() if fits(value, form)}
    assert taken == ({"array", "described"} if form == "array" else {form})


@pytest.mark.parametrize(
    ("value", "form", "right"),
    [
        ([], "[number]", True),
        ([1, 2.0], "[number]", True),
        ([1, True], "[number]", False),
        ([1, None], "[number | none]", True),
        ({}, "[number]", False),
        ([[1], []], "[[number]]", True),
        ([[1], 2], "[[number]]", False),
        ([1, 2, 3], "[number; 3]", True),
        ([1, 2], "[number; 3]", False),
        ([[1], [2]], "[[number; 1]; 2]", True),
        ([[1], [2, 3]], "[[number; 1]; 2]", False),
        ({"a": "b"}, "{text}", True),
        ({"a": 1}, "{text}", False),
        (None, "{text}", False),
        (None, "{text} | none", True),
        (ARRAY, "array *x2", True),
        (ROW, "array *x2", False),
        (described(0), "array *x2", False),
        ({"a": ARRAY}, "{array}", True),
        ([ARRAY, described("x")], "[array]", True),
        ([{"x": [None]}], "anything", True),
    ],
)
def test_forms_are_put_together(value, form, right):
    assert fits(value, form) is right


@pytest.mark.parametrize("form", ["", "numbers", "[", "[numbr]", "number |"])
def test_what_is_no_form_is_refused(form):
    with pytest.raises(ValueError, match="no form"):
        fits([1], form) and fits([object()], form)


@pytest.mark.parametrize("odd", [None, "text", object(), [1, 2], {"a": 1}, np.nan, 10**99, 1j])
def test_whatever_a_student_returns_is_described(odd):
    assert fits(described(odd), "described")
    assert fits(attempted(lambda: odd), "attempt")


def test_whatever_a_student_raises_is_an_attempt():
    assert fits(attempted(lambda: 1 / 0), "attempt")


@pytest.mark.parametrize(
    "array",
    [np.float32(1), np.array([True]), np.array("a"), np.array([None]), np.zeros(2, complex)],
    ids=str,
)
def test_whatever_an_array_holds_it_travels_as_one_or_described(array):
    assert fits(plain(array), "array") or isinstance(array, np.generic)


@pytest.mark.parametrize(
    ("result", "says"),
    [
        (3, "no mapping"),
        ({}, "other keys than a, b"),
        ({"a": 1}, "other keys"),
        ({"a": 1, "b": "x", "c": 1}, "other keys"),
        ({"a": 1, "b": 1}, "b is not of the form text"),
    ],
)
def test_a_result_of_another_form_is_told(result, says):
    assert says in misfit(result, {"a": "number", "b": "text"})


def test_a_result_of_the_form_is_told_by_silence():
    assert misfit({"a": 1, "b": "x"}, {"a": "number", "b": "text"}) == ""


@pytest.mark.parametrize("slug", rubrics.slugs())
def test_every_probe_of_the_course_promises_a_form(slug):
    rubric = rubrics.load(slug)
    probes = {probe for task in rubric.tasks for probe in task.probes}
    assert set(shapes(rubric.folder)) == probes


@pytest.mark.parametrize("slug", rubrics.slugs())
def test_every_form_of_the_course_is_one(slug):
    for form in shapes(rubrics.load(slug).folder).values():
        for each in form.values():
            fits(None, each)
            fits([], each)


@pytest.mark.parametrize("slug", rubrics.slugs())
def test_no_key_of_a_result_is_the_name_of_an_input(slug):
    """An input would hide it from the checks."""
    forms = shapes(rubrics.load(slug).folder)
    module = importlib.import_module(f"graders.rubrics.{slug}.inputs")
    for case in module.cases(3):
        assert not set(forms[case.probe]) & set(case.inputs)
