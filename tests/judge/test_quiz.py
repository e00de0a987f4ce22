"""Marking quiz answers, with the key and without it."""

import pytest

from graders import course, rubrics
from graders.judge.quiz import Key, mark, read_key
from graders.judge.scope import Scope

KEY = {
    "Q1": Key("cosine", {"constant": "it never falls", "cosine": "yes", "step": "it jumps"}),
    "Q2": Key("no", {"yes": "it does not", "no": "right"}),
}


@pytest.fixture
def marked(sample):
    """The verdict on one answer to the first question."""
    return lambda answer, key=KEY: mark(sample, {"Q1": answer}, key)[0]


def test_every_question_is_listed_in_the_rubrics_order(sample):
    answers = mark(sample, {"Q2": "no", "elsewhere": "x"}, KEY)
    assert [(item.id, item.verdict) for item in answers] == [
        ("Q1", "not_attempted"),
        ("Q2", "pass"),
    ]


def test_the_right_option_gives_the_points(marked):
    item = marked("cosine")
    assert (item.correct, item.verdict, item.points, item.message) == (True, "pass", 0.5, "yes")


def test_another_option_gives_none_and_says_why(marked):
    item = marked("step")
    assert (item.correct, item.verdict, item.points) == (False, "fail", 0.0)
    assert item.message == "it jumps"


@pytest.mark.parametrize("answer", ["COSINE", " Cosine\n"])
def test_case_and_blanks_do_not_matter(marked, answer):
    item = marked(answer)
    assert (item.verdict, item.answer) == ("pass", answer)


@pytest.mark.parametrize("answer", ["cosin", "Cosines"])
def test_an_unknown_option_fails_and_names_the_near_one(marked, answer):
    item = marked(answer)
    assert (item.verdict, item.correct) == ("fail", False)
    assert item.message == (
        f"`{answer}` is not an option of Q1 (constant, cosine, step); did you mean `cosine`?"
    )


def test_an_option_like_no_other_is_told_the_ids(marked):
    assert marked("zzz").message.endswith("(constant, cosine, step); write one of these words.")


@pytest.mark.parametrize("answer", ["", "   ", "\n"])
def test_an_empty_answer_is_no_attempt(marked, answer):
    item = marked(answer)
    assert (item.verdict, item.answer, item.correct) == ("not_attempted", None, None)


@pytest.mark.parametrize("answer", ["cosine", "step", "cosin", "", None])
def test_without_the_key_every_answer_is_recorded(sample, answer):
    answers = {"Q1": answer} if answer is not None else {}
    item = mark(sample, answers, None)[0]
    assert (item.verdict, item.correct, item.points, item.answer) == ("recorded", None, 0.0, answer)
    assert ("did you mean" in item.message) is (answer == "cosin")


@pytest.mark.parametrize("slug", rubrics.slugs())
def test_the_key_of_each_assignment_fits_its_questions(slug):
    rubric, key = rubrics.load(slug), read_key(slug)
    assert set(key or {}) == {question.id for question in rubric.quiz}
    for question in rubric.quiz:
        assert key[question.id].option in question.options
        assert set(key[question.id].why) == set(question.options)


def test_there_is_no_key_where_the_solutions_are_absent(monkeypatch):
    monkeypatch.setattr(course, "root", lambda: None)
    assert read_key(rubrics.slugs()[0]) is None


def test_there_is_no_key_for_an_assignment_without_a_quiz():
    assert read_key("no_such_assignment") is None


def test_a_students_scope_never_sees_the_key():
    assert Scope(hidden=False).key(rubrics.slugs()[0]) is None
