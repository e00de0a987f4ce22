"""Loading a source: what fails costs its own names only, and lines stay where they were."""

import itertools
import sys
import traceback

import pytest

from graders.child.module import load

numbers = itertools.count()


@pytest.fixture
def module(tmp_path):
    """Loads a source as a module of its own, and forgets it afterwards."""
    names = []

    def loaded(source):
        names.append(f"submitted_{next(numbers)}")
        return load(source, tmp_path / f"{names[-1]}.py")

    yield loaded
    for name in names:
        del sys.modules[name]


def test_a_module_is_a_real_one_with_a_real_file(module):
    work = module("def f():\n    return __name__, __file__\n")
    assert work.f() == (work.__name__, work.__file__)
    assert sys.modules[work.__name__] is work


def test_the_file_holds_the_source_to_the_byte(module, tmp_path):
    source = "x = 'é'\r\ny = 2\n"
    work = module(source)
    assert (tmp_path / f"{work.__name__}.py").read_bytes() == source.encode()


def test_a_failing_import_is_raised_at_its_first_use_only(module):
    work = module("import no_such_thing\ndef a(): return 1\ndef b(): return no_such_thing.x\n")
    assert work.a() == 1
    with pytest.raises(ModuleNotFoundError, match="no_such_thing"):
        work.b()


@pytest.mark.parametrize(
    ("statement", "use"),
    [
        ("import no_such_thing.part", "no_such_thing.part"),
        ("import no_such_thing as other", "other.x"),
        ("from no_such_thing import x, y", "y()"),
        ("from math import no_such_name", "no_such_name(1)"),
        ("from math import no_such_name as z", "z + 1"),
    ],
)
def test_every_form_of_a_failing_import_waits_for_its_name(module, statement, use):
    work = module(f"{statement}\ndef f(): return {use}\ndef g(): return 2\n")
    assert work.g() == 2
    with pytest.raises(ImportError, match="no_such"):
        work.f()


def test_a_raising_statement_costs_only_its_own_names(module):
    work = module("a = 1\nb = c = 1 / 0\nd = a + 1\ndef f(): return b * 2\n")
    assert (work.a, work.d) == (1, 2)
    with pytest.raises(ZeroDivisionError):
        work.f()
    with pytest.raises(ZeroDivisionError):
        float(work.c)


def test_names_inside_a_failing_block_fail_at_their_use(module):
    work = module("if True:\n    raise ValueError('no')\n    def f(): pass\n    (a, b) = 1, 2\n")
    for name in ("f", "a", "b"):
        with pytest.raises(ValueError, match="no"):
            getattr(work, name)()


def test_what_was_bound_before_the_failure_keeps_its_value(module):
    work = module("if True:\n    a = 1\n    b = 1 / 0\n")
    assert work.a == 1


def test_a_class_with_a_base_that_failed_fails_with_the_first_reason(module):
    work = module("from no_such_thing import Base\nclass Work(Base):\n    pass\n")
    with pytest.raises(ModuleNotFoundError, match="no_such_thing"):
        work.Work()


@pytest.mark.parametrize("statement", ["raise SystemExit(3)", "raise KeyboardInterrupt", "exit(1)"])
def test_a_statement_that_ends_the_program_does_not(module, statement):
    assert module(f"{statement}\na = 1\n").a == 1


def test_a_future_import_holds_for_every_later_statement(module):
    work = module(
        "from __future__ import annotations\ndef f(x: NoSuchName) -> AlsoNone: return x\n"
    )
    assert work.f.__annotations__ == {"x": "NoSuchName", "return": "AlsoNone"}


def test_without_a_future_import_annotations_are_evaluated(module):
    assert module("def f(x: int): return x\n").f.__annotations__ == {"x": int}


def test_errors_name_the_line_of_the_source(module):
    work = module("\n\nx = 1\n\n\ndef f():\n    y = 1\n    return y / 0\n")
    with pytest.raises(ZeroDivisionError) as caught:
        work.f()
    last = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert (last.filename, last.lineno, last.line) == (work.__file__, 8, "return y / 0")


def test_source_that_is_not_python_is_a_syntax_error_with_its_line(module):
    with pytest.raises(SyntaxError) as caught:
        module("x = 1\ndef f(:\n")
    assert caught.value.lineno == 2


def test_the_last_definition_counts(module):
    assert module("def f(): return 1\ndef f(): return 2\n").f() == 2


def test_a_star_import_binds_what_it_brings(module):
    assert module("from math import *\ndef f(): return cos(0.0)\n").f() == 1.0


def test_a_star_import_that_fails_leaves_its_names_missing(module):
    work = module("from no_such_thing import *\ndef f(): return x()\ndef g(): return 1\n")
    assert work.g() == 1
    with pytest.raises(NameError, match="x"):
        work.f()


@pytest.mark.parametrize(
    "statement",
    [
        "RATE: float = 1 / 0",
        "OTHER, (RATE, *MORE) = None",
        "for RATE in 5: pass",
        "with 1 / 0 as RATE: pass",
        "try:\n    1 / 0\nfinally:\n    RATE = 1 / 0",
        "def RATE(x=1 / 0): pass",
        "class RATE:\n    x = 1 / 0",
        "RATE = exit()",
    ],
)
def test_every_kind_of_statement_that_raises_costs_its_own_names_only(module, statement):
    work = module(f"BEFORE = 1\n{statement}\nAFTER = 2\ndef f(): return RATE + 0\n")
    assert (work.BEFORE, work.AFTER) == (1, 2)
    with pytest.raises((ArithmeticError, TypeError, SystemExit)):
        work.f()


def test_names_inside_a_function_are_not_bound_by_its_failing_statement(module):
    assert not hasattr(module("def f(x=1 / 0):\n    inner = 1\n    return inner\n"), "inner")


def test_source_that_cannot_be_compiled_is_a_syntax_error(module):
    with pytest.raises(SyntaxError):
        module("return 1\n")


def test_an_empty_source_is_an_empty_module(module):
    assert not [name for name in vars(module("")) if not name.startswith("__")]
