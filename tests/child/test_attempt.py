"""Exceptions of student code, written down as data."""

import linecache

import pytest

from graders.child.attempt import LONGEST_MESSAGE, LONGEST_NAME, attempted, message_of, told


class Refused(ValueError):
    """A student's own exception."""


class Silent(Exception):
    def __str__(self):
        raise RuntimeError("no text")


def raising(error):
    def call():
        raise error

    return call


def caught(source, path):
    """The exception that a call of `f`, as `source` in the file `path` defines it, raises."""
    path.write_text(source)
    linecache.checkcache(str(path))
    names = {}
    exec(compile(source, str(path), "exec"), names)
    with pytest.raises(BaseException) as info:  # noqa: PT011 - the source decides which
        names["f"]()
    return info.value


def test_a_value_that_was_returned_is_described():
    assert attempted(lambda: 8) == {"returned": {"type": "int", "value": 8, "text": "8"}}


def test_an_exception_is_told_by_class_and_message():
    result = attempted(raising(ValueError("too small")))
    assert (result["raised"], result["message"]) == ("ValueError", "too small")
    assert result["is_a"] == ["ValueError", "Exception", "BaseException", "object"]


def test_a_students_subclass_is_one_of_pythons_classes_too():
    result = attempted(raising(Refused("no")))
    assert result["raised"] == "Refused"
    assert "Refused" not in result["is_a"]
    assert "ValueError" in result["is_a"]


def test_a_stub_goes_on_upwards():
    def stub():
        raise NotImplementedError()

    with pytest.raises(NotImplementedError):
        attempted(stub)


def test_a_finished_function_may_raise_not_implemented_error():
    def finished(kind):
        if abs(kind):
            raise NotImplementedError("this kind")

    assert attempted(lambda: finished(1))["raised"] == "NotImplementedError"


@pytest.mark.parametrize("error", [SystemExit(1), KeyboardInterrupt()])
def test_what_ends_a_program_goes_on_upwards(error):
    with pytest.raises(type(error)):
        attempted(raising(error))


def test_a_message_that_cannot_be_made_is_empty():
    assert message_of(Silent()) == ""
    assert attempted(raising(Silent()))["message"] == ""


def test_a_long_message_is_cut():
    assert len(message_of(ValueError("x" * 5000))) == LONGEST_MESSAGE
    assert len(told(type("x" * 5000, (Exception,), {})(), "")["type"]) == LONGEST_NAME


def test_an_exception_names_the_line_of_the_students_file(tmp_path):
    path = tmp_path / "work.py"
    error = caught("def f():\n    x = 0\n    return 1 / x  # here\n", path)
    assert told(error, str(path)) == {
        "type": "ZeroDivisionError",
        "message": "division by zero",
        "line": 3,
        "code": "return 1 / x  # here",
        "from_student": True,
    }


def test_an_exception_of_a_library_names_the_line_that_called_it(tmp_path):
    path = tmp_path / "work.py"
    error = caught("import json\n\ndef f():\n    return json.loads('{')\n", path)
    result = told(error, str(path))
    assert (result["line"], result["from_student"]) == (4, False)


def test_an_exception_from_elsewhere_has_no_line(tmp_path):
    error = caught("def f():\n    raise KeyError('k')\n", tmp_path / "other.py")
    result = told(error, str(tmp_path / "work.py"))
    assert (result["line"], result["code"], result["from_student"]) == (None, "", False)


def test_a_class_that_calls_itself_valueerror_is_none():
    fake = type("ValueError", (Exception,), {})
    result = attempted(raising(fake()))
    assert result["raised"] == "ValueError"
    assert "ValueError" not in result["is_a"]
