"""Explanations are marked where the marking data is here, and otherwise kept for a person."""

from dataclasses import replace

import pytest

from graders import rubrics
from graders.judge.explanations import mark, read_markers
from graders.judge.scope import Scope
from graders.rubrics import Explanation

PROMPT = "set_up_scheduling"
FULL = (
    "I create Adam with a small learning rate of 1e-4. CosineDecay lowers it smoothly to zero "
    "during training. I pass the schedule to the optimizer and watch the validation loss."
)


@pytest.fixture
def rubric(sample):
    prompt = Explanation("E1", "Why twice?", "Think of halves.", ("first", "second"))
    return replace(sample, explanations=(prompt,))


@pytest.fixture
def marked():
    """The report of a text, marked as the whole class is."""
    schedules = rubrics.load("schedules")
    markers = Scope(hidden=True).markers("schedules")

    def one(text):
        (item,) = mark(schedules, {PROMPT: text}, markers)
        return item

    return one


def test_where_the_marking_data_is_absent_a_text_is_kept_for_a_person(rubric):
    (item,) = mark(rubric, {"E1": "Because each doubling counts."}, {})
    assert (item.verdict, item.points, item.max_points) == ("recorded", 0.0, 2.0)
    assert item.marked_by is None
    assert [(concept.id, concept.met) for concept in item.concepts] == [
        ("first", None),
        ("second", None),
    ]


@pytest.mark.parametrize("texts", [{}, {"E1": ""}, {"E1": " \n"}, {"other": "text"}])
def test_where_nothing_was_written_nothing_was_attempted(rubric, texts):
    (item,) = mark(rubric, texts, {})
    assert item.verdict == "not_attempted"


def test_a_student_s_own_check_has_no_marking_data():
    assert Scope(hidden=False).markers("schedules") == {}
    assert set(Scope(hidden=True).markers("schedules")) == {PROMPT}


def test_a_whole_answer_gets_every_point_and_says_which_sentence_earned_it(marked):
    item = marked(FULL)
    assert (item.verdict, item.points, item.marked_by) == ("pass", 4.0, "automatic")
    assert all(concept.evidence in FULL and concept.sure >= 0.5 for concept in item.concepts)
    assert "1e-4" in item.concepts[0].evidence


def test_a_missing_concept_costs_its_point_and_gets_the_hint(marked):
    item = marked("My choice is the ReduceLROnPlateau callback of Keras.")
    assert (item.verdict, item.points) == ("fail", 1.0)
    assert "Consider how to change learning rate during training." in item.message
    assert "ask for a person to look" in item.message


def test_a_message_never_holds_the_words_that_would_earn_the_point(marked):
    message = marked("I don't know, I would read the Keras documentation.").message.lower()
    for answer in ("1e-", "cosine", "reducelr", "decay", "val_loss", "fit("):
        assert answer not in message


def test_what_a_text_takes_back_is_left_to_a_person(marked):
    item = marked(f"{FULL} All of the above is nonsense.")
    assert (item.points, item.verdict) == (0.0, "fail")
    assert [concept.met for concept in item.concepts] == [None] * 4
    assert "4 ideas wait for a person" in item.message


def test_an_unwritten_explanation_counts_where_it_can_be_marked(marked):
    item = marked(" ")
    assert (item.verdict, item.points, item.max_points) == ("not_attempted", 0.0, 4.0)
    assert item.marked_by == "automatic"


def test_markers_are_read_once():
    assert read_markers("schedules") is read_markers("schedules")
