import ast

import pytest

from graders.intake.blank import blanked


def without(text, *gone):
    body = ast.parse(text).body
    return blanked(text, body, [index for index in range(len(body)) if index not in gone])


def test_a_line_of_its_own_becomes_empty():
    assert without("a = 1\nfit()  # try\nb = 2\n", 1) == "a = 1\n\nb = 2\n"


def test_a_shared_line_keeps_its_columns():
    assert without("a = 1; fit(); b = 2", 1) == "a = 1; 0    ; b = 2"


def test_columns_are_kept_after_letters_of_several_bytes():
    assert without("a = 'größer'; fit('ö'); b = 2", 1) == "a = 'größer'; 0        ; b = 2"


def test_a_statement_over_several_lines_that_shares_both_ends():
    text = "a = 1; fit(\n    1,\n); b = 2"
    assert without(text, 1) == "a = 1; 0   \n\n0; b = 2"


def test_decorators_go_with_their_function():
    assert without("@cache\n@other\ndef f():\n    pass\na = 1", 0) == "\n\n\n\na = 1"


def test_a_kept_text_with_strange_lines_is_not_touched():
    text = "a = '''\n; fit()\n\x0c'''\nfit()"
    assert without(text, 1) == "a = '''\n; fit()\n\x0c'''\n"


@pytest.mark.parametrize("text", ["", "a = 1\n", "# nothing\n"])
def test_nothing_to_blank_leaves_the_text(text):
    assert without(text) == text
