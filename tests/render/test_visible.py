import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.render import visible as module
from graders.render.visible import ascii_only, visible

from .strategies import steady


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("\x07", r"\x07"),
        ("over\rwritten", r"over\rwritten"),
        ("\u202eevil\u2069", r"\u202eevil\u2069"),
        ("\u2028", r"\u2028"),
        ("\x85", r"\x85"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
    ],
)
def test_what_acts_is_shown_as_an_escape(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["halving(0.1)", "Zoë, 李", "a\n\tb", "👩\u200d🔬", "می\u200cخوا"])
def test_what_only_shows_is_kept(text):
    assert visible(text) == text


def test_windows_line_ends_are_line_ends():
    assert visible("a\r\nb") == "a\nb"


@given(st.text(st.characters()))
@steady
def test_visible_text_can_be_written_and_steers_nothing(text):
    shown = visible(text)
    shown.encode("utf-8")
    assert not {c for c in shown if unicodedata.category(c) == "Cc"} - {"\n", "\t"}


@given(st.text(st.characters()))
@steady
def test_ascii_only_is_ascii(text):
    assert ascii_only(text).isascii()


def test_examples_in_the_docstrings_hold():
    assert doctest.testmod(module) == doctest.TestResults(failed=0, attempted=3)
