"""Features name what a sentence says: groups, their order, negation, and who was named last."""

import pytest

from graders.judge.marking.features import features
from graders.judge.marking.sentences import words
from graders.judge.marking.words import read_groups

WORDS = """
[groups]
small = "small"
large = "large"
rate = "rate*"
harm = "forget*"
[categories]
size = ["small", "large"]
[relations]
pairs = ["size harm"]
"""


@pytest.fixture
def found(tmp_path):
    path = tmp_path / "prompt.words.toml"
    path.write_text(WORDS, encoding="utf-8")
    groups = read_groups(path)
    return lambda *texts: features([words(text) for text in texts], groups)


def test_groups_and_their_order_are_features(found):
    assert {"large", "rate", "large<rate", "w:larg rate", "c:^larg"} <= found("a large rate")


def test_a_negation_marks_what_follows_in_its_clause(found):
    names = found("it does not forget, so the rate is large")
    assert "~harm" in names
    assert "large" in names
    assert "~large" not in names


def test_a_relation_tells_which_size_does_the_harm(found):
    assert "large=>harm" in found("With a large rate.", "It forgets.")
    assert "small=>harm" in found("Large is fine.", "A small one makes it forget.")
    assert "small=>harm" not in found("A large rate forgets, a small one is fine.")


def test_an_empty_text_has_no_features(found):
    assert found() == set()
