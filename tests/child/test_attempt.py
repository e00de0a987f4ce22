import linecache

import pytest

from graders.child.attempt import LONGEST_MESSAGE, attempted, message_of, told


class TooSmall(ValueError):
    pass


class Mute(ValueError):
    def __str__(self):
        raise RuntimeError("not for you")


def raising(error):
    def call():
        raise error

    return call


def stub():
    raise NotImplementedError()


def finished():
    if len("ab") == 2:
        raise NotImplementedError("only for lists")


def caught(call):
    try:
        call()
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def test_a_returned_value_is_described():
    assert attempted(lambda: 0.5) == {"returned": {"type": "float", "value": 0.5, "text": "0.5"}}


def test_an_exception_is_told_with_the_classes_it_belongs_to():
    seen = attempted(raising(TooSmall("must be at least 1")))
    assert (seen["raised"], seen["message"]) == ("TooSmall", "must be at least 1")
    assert seen["is_a"][0] == "ValueError"
    assert "TooSmall" not in seen["is_a"]


def test_a_class_that_calls_itself_valueerror_is_none():
    fake = type("ValueError", (Exception,), {})
    seen = attempted(raising(fake()))
    assert seen["raised"] == "ValueError"
    assert "ValueError" not in seen["is_a"]


def test_an_exception_without_a_usable_text_is_still_told():
    assert attempted(raising(Mute()))["message"] == ""


def test_a_long_message_is_cut():
    assert message_of(ValueError("x" * 100_000)) == "x" * LONGEST_MESSAGE


def test_a_stub_is_not_an_attempt():
    with pytest.raises(NotImplementedError):
        attempted(stub)


def test_a_finished_function_may_raise_notimplementederror():
    assert attempted(finished)["raised"] == "NotImplementedError"


def test_leaving_python_is_no_exception_to_record():
    with pytest.raises(SystemExit):
        attempted(raising(SystemExit()))


@pytest.fixture
def student(tmp_path):
    """A file of the student's that raises directly and through a library."""
    path = tmp_path / "work.py"
    path.write_text(
        "import json\n\ndef own():\n    raise KeyError('a')\n\ndef lib():\n    json.loads('{')\n"
    )
    names = {}
    exec(compile(path.read_text(), str(path), "exec"), names)
    linecache.checkcache(str(path))
    return str(path), names


def test_the_students_own_line_is_told(student):
    path, names = student
    assert told(caught(names["own"]), path) == {
        "type": "KeyError",
        "message": "'a'",
        "line": 4,
        "code": "raise KeyError('a')",
        "from_student": True,
    }


def test_the_line_that_called_a_library_is_the_students(student):
    path, names = student
    seen = told(caught(names["lib"]), path)
    assert (seen["type"], seen["line"], seen["code"]) == ("JSONDecodeError", 7, "json.loads('{')")
    assert not seen["from_student"]


def test_an_exception_from_elsewhere_has_no_line(student):
    seen = told(caught(raising(ValueError())), student[0])
    assert (seen["line"], seen["code"], seen["from_student"]) == (None, "", False)
