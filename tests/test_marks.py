"""Marks of people: kept by text, put on the report, never on another text."""

import json

import pytest

from graders.marks import Marks, waiting
from graders.report import Concept, ExplanationReport, Report

TEXT = "The weights know something already."


def item(*met, text=TEXT, marked_by="automatic"):
    concepts = tuple(Concept(f"c{n}", one, 0.6, "so") for n, one in enumerate(met))
    earned = float(sum(one is True for one in met))
    return ExplanationReport("why", "fail", earned, 3.0, marked_by, "old", concepts, text)


def report(one, student="ada"):
    return Report("sample", "x.py", "00", student, "graded", explanations=(one,))


def marked(tmp_path, one, found, by="R. Ali"):
    marks = Marks(tmp_path / "marks.json")
    marks.keep(report(one), one, found, by)
    return Marks(tmp_path / "marks.json")


def test_a_person_decides_what_was_left_open(tmp_path):
    unsure = item(True, None, False)
    (after,) = marked(tmp_path, unsure, {"c1": True}).on(report(unsure)).explanations
    assert [concept.met for concept in after.concepts] == [True, True, False]
    assert (after.points, after.verdict, after.marked_by) == (2.0, "fail", "R. Ali")
    assert (after.message, waiting(after)) == ("", ())


def test_a_person_may_overrule_and_full_points_pass(tmp_path):
    wrong = item(True, True, False)
    (after,) = marked(tmp_path, wrong, {"c2": True}).on(report(wrong)).explanations
    assert (after.points, after.verdict) == (3.0, "pass")
    lost = marked(tmp_path, wrong, {"c0": False, "c2": False}).on(report(wrong))
    assert lost.explanations[0].points == 1.0


def test_later_decisions_join_the_earlier_ones(tmp_path):
    open_ones = item(None, None, None)
    marks = marked(tmp_path, open_ones, {"c0": True})
    first = marks.on(report(open_ones))
    assert "rest waits" in first.explanations[0].message
    marks.keep(first, first.explanations[0], {"c1": False}, "B")
    (after,) = Marks(tmp_path / "marks.json").on(report(open_ones)).explanations
    assert [concept.met for concept in after.concepts] == [True, False, None]


@pytest.mark.parametrize(
    "other",
    [
        report(item(None, None, None, text="Another text.")),
        report(item(None, None, None), student="bob"),
        report(item(None, None, None, marked_by=None)),
    ],
    ids=["another text", "another student", "nobody marked it"],
)
def test_a_mark_is_for_this_text_of_this_student(tmp_path, other):
    assert marked(tmp_path, item(None, None, None), {"c0": True}).on(other) == other


def test_nothing_waits_where_nothing_was_marked():
    assert waiting(item(None, True, False)) == ("c0",)
    assert waiting(item(None, None, None, marked_by=None)) == ()


@pytest.mark.parametrize(
    "data",
    ["{", "[1]", "[{}]", json.dumps([dict.fromkeys(("owner", "by"), "x")]), '{"a": 1}', "3"],
)
def test_a_damaged_file_is_told(tmp_path, data):
    (tmp_path / "marks.json").write_text(data)
    with pytest.raises(ValueError, match=r"marks|JSON|Expecting"):
        Marks(tmp_path / "marks.json")


def test_a_mark_that_is_no_yes_or_no_is_refused(tmp_path):
    marked(tmp_path, item(None), {"c0": True})
    file = tmp_path / "marks.json"
    file.write_text(file.read_text().replace("true", "1"))
    with pytest.raises(ValueError, match="no file of marks"):
        Marks(file)
