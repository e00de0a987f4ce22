import ast

import pytest

from graders.intake.scopes import names, root


def of(text):
    return names(ast.parse(text).body[0])


def test_a_parameter_hides_the_global_of_its_name():
    found = of("def f(model, *rest, key=default, **more): return model, rest, key, more, x")
    assert found.reads == {"default", "x"}


def test_a_name_bound_anywhere_in_a_function_is_local_in_all_of_it():
    found = of("def f():\n    print(a)\n    import a\n    for b in c: pass\n    b")
    assert found.reads == {"print", "c"}
    assert found.now.binds == {"f"}


def test_a_nested_function_sees_what_surrounds_it_but_not_a_class_body():
    inside = (
        "def f(a):\n    class C:\n        b = 1\n        def g(self): return a, b\n    return C"
    )
    assert of(inside).reads == {"b"}


def test_a_comprehension_keeps_its_names_and_reads_its_first_source_outside():
    found = of("x = [x for x in x if (last := x)]")
    assert found.reads == {"x"}
    assert found.now.binds == {"x", "last"}


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("import a.b, c as d", {"a", "d"}),
        ("from a import b, c as d", {"b", "d"}),
        ("a, (b, *c) = x", {"a", "b", "c"}),
        ("a += 1", {"a"}),
        ("a: int = 1", {"a"}),
        ("a: int", set()),
        ("for a in x:\n    b = 1\nelse:\n    c = 1", {"a", "b", "c"}),
        ("with x as (a, b): pass", {"a", "b"}),
        ("try:\n    import a\nexcept E as b:\n    c = None", {"a", "b", "c"}),
        ("print(a := 1)", {"a"}),
        ("class A(B):\n    c = 1\n    def d(self): pass", {"A"}),
        ("match x:\n    case [a, *b]: pass\n    case {'k': c, **d}: pass", {"a", "b", "c", "d"}),
        ("class A:\n    global b\n    b = 1", {"A", "b"}),
    ],
)
def test_what_a_statement_binds(text, bound):
    assert of(text).now.binds == bound


def test_what_is_assigned_into_and_what_is_asked():
    found = of("if t:\n    a[0] = a.b.c = 1\n    del d['k'], e\n    f.g[1].append(2)\n    h.i += 1")
    assert found.now.changes == {"a", "d", "e", "h"}
    assert found.now.asks == {"f"}


def test_what_a_function_does_to_globals_happens_later():
    found = of("def f(x):\n    global a\n    a = 1\n    b.append(x)\n    x.c = 2")
    assert found.now.binds == {"f"}
    assert (found.later.binds, found.later.asks) == ({"a"}, {"b"})
    assert found.later.arguments


def test_reading_a_parameter_does_not_change_it():
    assert not of("def f(model): return model.fit(1)").later.arguments


def test_a_decorator_runs_where_the_function_is_defined():
    assert of("@rule\ndef f(): pass").now.decorates == [("rule", "f")]
    assert of("@rule('a')\ndef f(): pass").now.decorates == [("rule", "f")]


def test_the_root_of_a_path():
    assert root(ast.parse("a.b[c].d", mode="eval").body) == "a"
    assert root(ast.parse("f().b", mode="eval").body) is None
