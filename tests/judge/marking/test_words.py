"""Words that mean the same are found whole, by their beginning, as phrases, and misspelt."""

import pytest

from graders.judge.marking.words import read_groups, slips_between


@pytest.fixture
def groups(tmp_path):
    path = tmp_path / "prompt.words.toml"
    path.write_text(
        """
[groups]
harm = "forget*, destroy, wash* away, catastroph*"
size = "small, learning rate*"
[categories]
all = ["harm", "size"]
[relations]
pairs = ["all harm"]
""",
        encoding="utf-8",
    )
    return read_groups(path)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("forgetting", {"harm"}),
        ("destroy", {"harm"}),
        ("destroyer", set()),
        ("learning rates", {"size"}),
        ("learning", set()),
    ],
)
def test_a_word_or_phrase_has_its_groups(groups, text, found):
    assert groups.at(tuple(text.split()), 0) == found


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("destory", "destroy"),
        ("forgettin", "forgettin"),
        ("catastropic", "catastroph"),
        ("smal", "smal"),
        ("during", "during"),
        ("x" * 5000, "x" * 5000),
    ],
)
def test_a_misspelt_long_word_is_read_as_the_one_it_looks_like(groups, written, read):
    assert groups.spelled(written, frozenset()) == read


def test_a_known_word_is_no_misspelling(groups):
    assert groups.spelled("destory", frozenset({"destory"})) == "destory"


@pytest.mark.parametrize(
    ("one", "other", "slips"), [("form", "from", 1), ("a", "", 1), ("ab", "cd", 2)]
)
def test_slips_are_counted(one, other, slips):
    assert slips_between(one, other) == slips


def test_relations_hold_the_groups_of_their_categories(groups):
    assert groups.relations == ((frozenset({"harm", "size"}), frozenset({"harm"})),)
