"""A text becomes sentences and words: whole tokens of code stay whole, and any text is bounded."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.judge.marking.sentences import (
    MAX_CHARACTERS,
    MAX_SENTENCES,
    MAX_WORD,
    MAX_WORDS,
    sentences,
    words,
)


def split(text):
    return [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Start at 1e-4, i.e. low. Then decay.", ["Start at 1e-4, i.e. low.", "Then decay."]),
        ("a line that\nis wrapped", ["a line that is wrapped"]),
        ("- first\n- second", ["- first", "- second"]),
        ("one\n\ntwo", ["one", "two"]),
        (
            "keras.optimizers.schedules.CosineDecay(0.001)",
            ["keras.optimizers.schedules.CosineDecay(0.001)"],
        ),
        ("... !", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, pieces):
    assert split(text) == pieces


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("val_loss 1e-4 fine-tune", ("val_loss", "1e-4", "fine-tune")),
        ("Don’t", ("don't",)),
        ("learning_rate=1e-4", ("learning_rate", "=", "1e-4")),
        ("Naïve Ｗeights", ("naive",)),
    ],
)
def test_words_are_lower_case_and_plain(text, found):
    assert words(text)[: len(found)] == found


def test_characters_that_nobody_sees_do_not_hide_a_word():
    (sentence,) = sentences("catas\u200btrophic\u202e for\u00adgetting Ｗins")
    assert sentence.words == ("catastrophic", "forgetting", "wins")


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a. ",
        " \n",
        " ",
        "\n",
        "a-",
        "\u200b",
        "e\u0301",
        ".-",
        "'",
        "- a\n",
        "??",
        "ﷺ",
        "1.",
        ";",
    ],
)
def test_a_million_characters_of_anything_take_no_time(unit):
    began = time.process_time()
    found = sentences(unit * (1_000_000 // len(unit)))
    assert time.process_time() - began < 1
    assert len(found) <= MAX_SENTENCES


@given(st.text(max_size=400))
def test_any_text_stays_within_the_limits(text):
    for sentence in sentences(text):
        assert len(sentence.words) <= MAX_WORDS
        assert all(0 < len(word) <= MAX_WORD for word in sentence.words)
        assert len(sentence.text) <= MAX_CHARACTERS
