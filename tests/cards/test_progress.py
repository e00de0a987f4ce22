import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.cards.progress import RATINGS, SCHEMA, Progress, load, put_aside, save

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_card_that_was_never_rated_is_due():
    assert Progress().is_due("too_high", NOW)
    assert Progress().due("too_high") is None


def test_the_better_a_card_was_known_the_later_it_comes_back():
    waits = [Progress().rated("too_high", rating, NOW).due("too_high") - NOW for rating in RATINGS]
    assert waits == sorted(waits)
    assert waits[0] >= DAY
    assert waits[-1] > waits[0]


def test_a_card_known_again_and_again_comes_back_ever_later():
    progress, now, waits = Progress(), NOW, []
    for _ in range(4):
        progress = progress.rated("too_high", 3, now)
        waits.append(progress.due("too_high") - now)
        now = progress.due("too_high")
    assert waits == sorted(set(waits))


def test_a_card_comes_back_on_its_day_whatever_the_hour():
    progress = Progress().rated("too_high", 1, NOW)
    assert not progress.is_due("too_high", NOW)
    assert progress.is_due("too_high", progress.due("too_high") - timedelta(hours=1))


def test_rating_one_card_leaves_the_others_and_the_old_progress_as_they_are():
    before = Progress().rated("too_high", 3, NOW)
    after = before.rated("learning_rate", 3, NOW)
    assert after.cards["too_high"] == before.cards["too_high"]
    assert list(before.cards) == ["too_high"]


def test_what_is_saved_is_loaded_a_card_of_another_version_too(tmp_path):
    progress = Progress().rated("too_high", 2, NOW).rated("a_later_card", 4, NOW + DAY)
    save(tmp_path / "new" / "cards.json", progress)
    assert load(tmp_path / "new" / "cards.json") == progress


def test_no_file_is_no_progress(tmp_path):
    assert load(tmp_path / "cards.json") == Progress()


def test_what_is_put_aside_never_takes_the_place_of_another_file(tmp_path):
    names = []
    for text in ("first", "second"):
        (tmp_path / "cards.json").write_text(text)
        names.append(put_aside(tmp_path / "cards.json", "damaged"))
    assert [path.read_text() for path in names] == ["first", "second"]


SOUND = Progress().rated("too_high", 3, NOW).cards["too_high"].to_dict()


@pytest.mark.parametrize(
    "change",
    [{"state": 9}, {"state": 1}, {"due": "soon"}, {"due": "2026-05-04T12:00:00"}, {"due": None},
     {"due": "9999-12-31T23:59:59+00:00"}, {"last_review": None}, {"stability": float("nan")},
     {"stability": None}, {"difficulty": float("inf")}, {"difficulty": -1}],
)  # fmt: skip
def test_a_card_that_the_library_could_not_go_on_with_is_refused(tmp_path, change):
    file = tmp_path / "cards.json"
    file.write_text(json.dumps({"schema": SCHEMA, "cards": {"too_high": SOUND}}))
    load(file).rated("too_high", 1, NOW)
    file.write_text(json.dumps({"schema": SCHEMA, "cards": {"too_high": {**SOUND, **change}}}))
    with pytest.raises(ValueError, match=r"\w"):
        load(file)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
nearly = st.fixed_dictionaries(
    {}, optional={name: json_values | st.just(value) for name, value in SOUND.items()}
)


@given(content=json_values | nearly.map(lambda card: {"schema": SCHEMA, "cards": {"x": card}}))
def test_whatever_stands_in_the_file_is_loaded_or_refused(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("progress") / "cards.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    try:
        progress = load(file)
    except ValueError:
        return
    for name in progress.cards:
        progress.rated(name, 1, NOW)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"[" * 100_000, b"null"])
def test_a_broken_file_is_refused(tmp_path, content):
    (tmp_path / "cards.json").write_bytes(content)
    with pytest.raises(ValueError, match=r"\w"):
        load(tmp_path / "cards.json")
