"""Near-identical submissions: copies under other names are found, answers written apart are not."""

import sys

import pytest

from graders import rubrics, similarity
from graders.course import starter
from graders.similarity import NEAR_IDENTICAL, NotInstalled, near_identical
from graders.submission import Submission

pytest.importorskip("copydetect")
FOLDER = rubrics.load("schedules").folder / "examples" / "accepted"
NAMES = {"autograph_if": "ada", "built_in_schedules": "ben", "tf_cond_case_gather": "cem"}


def handed_in(student, code, slug="schedules", path="s.py"):
    return Submission(slug, path, "00", student, code, code)


def code(name):
    return (FOLDER / f"{name}.py").read_text(encoding="utf-8")


def renamed(text):
    """What a copyist does: other names, comments and strings."""
    for old, new in (("step", "t"), ("warmup", "ramp"), ("total", "whole"), ("initial", "first")):
        text = text.replace(old, new)
    return "# My own work.\n" + text.replace("\n\n\n", "\n\n\n# next\n")


def test_a_renamed_copy_is_found_and_its_owners_are_named():
    apart = [handed_in(student, code(name)) for name, student in NAMES.items()]
    copy = handed_in("dora", renamed(code("autograph_if")))
    (pair,) = near_identical([*apart, copy], {"schedules": starter("schedules")})
    assert (pair.assignment, pair.first, pair.second) == ("schedules", "ada", "dora")
    assert NEAR_IDENTICAL < pair.share <= 1


@pytest.mark.parametrize("slug", rubrics.slugs())
def test_answers_written_apart_are_far_from_it(slug, monkeypatch):
    monkeypatch.setattr(similarity, "NEAR_IDENTICAL", 0.4)
    files = sorted((rubrics.load(slug).folder / "examples" / "accepted").glob("*.py"))
    apart = [handed_in(path.stem, path.read_text(encoding="utf-8"), slug) for path in files]
    assert len(apart) >= 6
    assert near_identical(apart, {slug: starter(slug)}) == ()


def test_what_everybody_started_from_makes_nobody_alike():
    given = starter("schedules")
    both = [handed_in("ada", given + "\nx = 1\n"), handed_in("ben", given + "\ny = 2\n")]
    assert near_identical(both, {"schedules": given}) == ()
    assert len(near_identical(both, {})) == 1


def test_one_person_s_two_files_and_other_assignments_are_not_compared():
    text = code("autograph_if")
    alone = [
        handed_in("ada", text),
        handed_in("ada", text, path="t.py"),
        handed_in("ben", text, "stability"),
        handed_in(None, "x = 1\n", path="a.py"),
        handed_in(None, "x = 1\n", path="b.py"),
    ]
    assert near_identical(alone, {}) == ()


def test_without_the_library_it_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "copydetect", None)
    with pytest.raises(NotInstalled):
        near_identical([handed_in("ada", "x"), handed_in("ben", "x")], {})
