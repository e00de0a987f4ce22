import pytest

from graders.intake.parsing import LONGEST_CODE, parse
from graders.intake.unusable import NotPython


def test_the_line_its_text_and_the_message_are_told():
    with pytest.raises(NotPython) as caught:
        parse("x = 1\n  def halving(:\n")
    assert (caught.value.line, caught.value.code) == (2, "def halving(:")
    assert str(caught.value) == "line 2 (`def halving(:`): unexpected indent"


def test_what_parses_but_does_not_compile_is_no_python():
    with pytest.raises(NotPython, match=r"line 2 .*outside function"):
        parse("x = 1\nreturn x\n")


def test_warnings_about_the_code_stay_inside():
    assert len(parse("x = '\\d'\nassert (x, 'always true')\ny = x is 'd'\n").body) == 3


@pytest.mark.parametrize("text", ["(" * 10_000, "-" * 100_000 + "1", "a." * 100_000 + "b"])
def test_deeply_nested_code_is_refused_and_not_a_crash(text):
    with pytest.raises(NotPython):
        parse(text)


def test_code_beyond_any_length_is_refused_before_it_is_parsed():
    with pytest.raises(NotPython, match="more than 300,000"):
        parse("x = 1\n" * (LONGEST_CODE // 5))


def test_await_at_top_level_is_for_notebooks_only():
    assert parse("await x", interactive=True).body
    with pytest.raises(NotPython):
        parse("await x")
