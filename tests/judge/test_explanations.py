"""Explanations are kept for a person to mark, and give no points before that."""

from dataclasses import replace

import pytest

from graders.judge.explanations import keep
from graders.rubrics import Explanation


@pytest.fixture
def rubric(sample):
    prompt = Explanation("E1", "Why twice?", "Think of halves.", ("first", "second"))
    return replace(sample, explanations=(prompt,))


def test_what_was_written_is_kept_for_a_person(rubric):
    (item,) = keep(rubric, {"E1": "Because each doubling counts."})
    assert (item.verdict, item.points, item.max_points) == ("recorded", 0.0, 2.0)
    assert item.marked_by is None
    assert [(concept.id, concept.met) for concept in item.concepts] == [
        ("first", None),
        ("second", None),
    ]


@pytest.mark.parametrize("texts", [{}, {"E1": ""}, {"E1": " \n"}, {"other": "text"}])
def test_where_nothing_was_written_nothing_was_attempted(rubric, texts):
    (item,) = keep(rubric, texts)
    assert item.verdict == "not_attempted"
