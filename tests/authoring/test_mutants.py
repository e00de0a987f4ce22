import ast

import pytest

from graders import course, rubrics
from graders.authoring.mutants import mutants

SOURCE = '''
import math

BASE = 2.0


def steps(n: int, batch: int, rate: float = 0.5) -> int:
    """Not 1 of these words < is changed."""
    if n < 1:
        raise ValueError(f"not {n}")
    return max(math.ceil(n / batch), 1)


class Keeps:
    def __init__(self, first, second):
        self.first = first
        self.second = second

    def get(self):
        return {"first": self.first}


def loose(x):
    return -x
'''


@pytest.fixture(scope="module")
def changes():
    """What became of each statement, as (task, before, after)."""
    return [(one.task, one.was, one.now) for one in mutants(SOURCE, ("steps", "Keeps"))]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("if n < 1:", "if n <= 1:"),
        ("if n < 1:", "if n < 2:"),
        ("if n < 1:", "if batch < 1:"),
        ("if n < 1:", "if n + 1 < 1:"),
        ("if n < 1:", "pass"),
        ("raise ValueError(f'not {n}')", "pass"),
        ("raise ValueError(f'not {n}')", "raise KeyError(f'not {n}')"),
        ("return max(math.ceil(n / batch), 1)", "return math.ceil(n / batch)"),
        ("return max(math.ceil(n / batch), 1)", "return min(math.ceil(n / batch), 1)"),
        ("return max(math.ceil(n / batch), 1)", "return max(math.floor(n / batch), 1)"),
        ("return max(math.ceil(n / batch), 1)", "return max(math.ceil(n // batch), 1)"),
        ("return max(math.ceil(n / batch), 1)", "return max(math.ceil(batch / batch), 1)"),
        ("return max(math.ceil(n / batch), 1)", "return None"),
    ],
)
def test_a_small_mistake_is_made_in_a_function(changes, was, now):
    assert ("steps", was, now) in changes


def test_a_default_is_changed_too(changes):
    heads = [now for task, was, now in changes if task == "steps" and was.startswith("def ")]
    assert "def steps(n: int, batch: int, rate: float=1.0) -> int:" in heads


def test_settings_are_confused_and_keys_misspelt_in_a_class(changes):
    assert ("Keeps", "self.first = first", "self.first = second") in changes
    kept = "return {'first': self.first}"
    assert ("Keeps", kept, "return {'first': self.second}") in changes
    assert ("Keeps", kept, "return {'first_': self.first}") in changes


def test_a_function_that_is_no_task_counts_for_all(changes):
    assert ("", "return -x", "return x") in changes


def test_docstrings_and_texts_of_exceptions_are_left_alone():
    for one in mutants(SOURCE, ("steps", "Keeps")):
        assert "Not 1 of these words < is changed." in one.source
        assert "f'not {n}'" in one.source or "raise" not in one.source


def test_a_module_of_no_mistakes_is_never_a_mutant_and_none_comes_twice():
    found = [one.source for one in mutants(SOURCE, ("steps",))]
    assert ast.unparse(ast.parse(SOURCE)) not in found
    assert len(set(found)) == len(found)


def test_the_line_is_that_of_the_statement():
    one = next(m for m in mutants(SOURCE, ("steps",)) if m.now == "if n <= 1:")
    assert SOURCE.splitlines()[one.line - 1].strip() == "if n < 1:"
    assert one.name == f"steps, line {one.line}: `if n < 1:` became `if n <= 1:`"


@pytest.mark.parametrize("slug", rubrics.slugs())
def test_every_mutant_of_a_solution_is_python_and_every_task_has_some(slug):
    source = (course.root() / "solutions" / slug / f"{slug}.py").read_text(encoding="utf-8")
    tasks = rubrics.load(slug).task_names
    found = mutants(source, tasks)
    assert {one.task for one in found} >= set(tasks)
    for one in found:
        ast.parse(one.source)
