"""How a student's source becomes a module. The sources here are ours, so they run in this process."""

import sys
from textwrap import dedent

import pytest

from graders.child.module import load


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    """Loads a source as the module `work`, which is forgotten afterwards."""
    monkeypatch.setitem(sys.modules, "work", None)
    return lambda source: load(dedent(source), tmp_path / "work.py")


def test_definitions_are_there_and_see_each_other(loaded):
    module = loaded("""
        FACTOR = 10.0
        def rate(x): return divide(x)
        def divide(x): return x / FACTOR
    """)
    assert module.rate(1.0) == 0.1


def test_it_is_a_real_module_with_a_real_file(loaded, tmp_path):
    module = loaded("def f(): pass")
    assert sys.modules["work"] is module
    assert (module.__name__, module.f.__module__) == ("work", "work")
    assert (tmp_path / "work.py").read_text(encoding="utf-8") == "def f(): pass"
    assert module.__file__ == str(tmp_path / "work.py")


def test_the_last_definition_counts(loaded):
    assert loaded("def f(): return 1\ndef f(): return 2").f() == 2


def test_a_failing_import_is_raised_at_its_first_use_only(loaded):
    module = loaded("""
        import no_such_package
        import no_such_package.part as part
        from no_such_package import thing, other as renamed
        def needs_it(): return no_such_package.f()
        def needs_part(): return part.f()
        def needs_thing(): return thing(1)
        def needs_renamed(): return renamed + 1
        def needs_nothing(): return 1
    """)
    assert module.needs_nothing() == 1
    for name in ("needs_it", "needs_part", "needs_thing", "needs_renamed"):
        with pytest.raises(ModuleNotFoundError, match="no_such_package"):
            getattr(module, name)()


def test_a_star_import_binds_what_it_brings(loaded):
    assert loaded("from math import *\ndef f(): return cos(0.0)").f() == 1.0


def test_a_star_import_that_fails_leaves_a_missing_name_behind(loaded):
    module = loaded("from no_such_package import *\ndef f(): return thing()\ndef g(): return 1")
    assert module.g() == 1
    with pytest.raises(NameError, match="thing"):
        module.f()


def test_annotations_from_the_future_hold_for_the_whole_file(loaded):
    module = loaded("""
        from __future__ import annotations
        def f(x: NoSuchType) -> Neither: return x
        class C:
            def g(self) -> C: return self
    """)
    assert module.f(1) == 1
    assert module.f.__annotations__ == {"x": "NoSuchType", "return": "Neither"}


def test_our_own_future_imports_do_not_reach_the_students_file(loaded):
    assert loaded("def f(x: int): return x").f.__annotations__ == {"x": int}


@pytest.mark.parametrize(
    "statement",
    [
        "RATE = 1 / 0",
        "RATE: float = 1 / 0",
        "RATE = OTHER = [][1]",
        "OTHER, (RATE, *MORE) = None",
        "if True:\n    1 / 0\n    RATE = 1",
        "for RATE in 5: pass",
        "with 1 / 0 as RATE: pass",
        "try:\n    1 / 0\nfinally:\n    RATE = 1 / 0",
        "def RATE(x=1 / 0): pass",
        "class RATE:\n    x = 1 / 0",
        "import sys; RATE = sys.exit()",
    ],
)
def test_a_statement_that_raises_costs_its_own_names_only(loaded, statement):
    module = loaded(f"BEFORE = 1\n{statement}\nAFTER = 2\ndef f(): return RATE + 0\n")
    assert (module.BEFORE, module.AFTER) == (1, 2)
    with pytest.raises((ArithmeticError, LookupError, TypeError, SystemExit, NameError)):
        module.f()


def test_a_name_that_was_bound_before_keeps_its_value(loaded):
    assert loaded("RATE = 1\nRATE = 1 / 0").RATE == 1


def test_a_class_over_a_missing_base_costs_only_that_class(loaded):
    module = loaded("""
        from no_such_package import Missing
        class Mine(Missing):
            def f(self): return 1
        class Also(Missing, metaclass=type): pass
        def make(): return Mine()
        def other(): return 1
    """)
    assert module.other() == 1
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        module.make()


def test_names_inside_functions_are_not_bound_by_a_failing_statement(loaded):
    module = loaded("def f(x=1 / 0):\n    inner = 1\n    return inner\n")
    assert not hasattr(module, "inner")


def test_lines_in_errors_are_the_students_own(loaded):
    module = loaded("import math\n\n\ndef f():\n    x = 1\n    return x / 0\n")
    with pytest.raises(ZeroDivisionError) as caught:
        module.f()
    assert (caught.traceback[-1].path.name, caught.traceback[-1].lineno + 1) == ("work.py", 6)


def test_source_that_is_no_python_is_refused_with_its_line(loaded):
    with pytest.raises(SyntaxError) as caught:
        loaded("x = 1\ny = = 2\n")
    assert caught.value.lineno == 2


def test_a_source_that_cannot_be_compiled_is_refused(loaded):
    with pytest.raises(SyntaxError):
        loaded("return 1")


@pytest.mark.parametrize(
    "source", ["# é ü 学习率\nNAME = '学习率'", "NAME = '学习率'\r\nX = 1\r\n"]
)
def test_any_text_and_any_line_ending_survives(loaded, source):
    assert loaded(source).NAME == "学习率"


def test_an_empty_source_is_an_empty_module(loaded):
    assert not [name for name in vars(loaded("")) if not name.startswith("__")]
