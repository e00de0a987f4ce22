"""Labelled answers are read, put together, negated and glued, always in the same way."""

import json

import pytest

from graders.authoring.answers import Answer, composed, glued, negated, read_answers

SHORT = [
    Answer("p", "The weights are good.", frozenset({"a"})),
    Answer("p", "I take small steps.", frozenset({"b"})),
    Answer("p", "It forgets with large ones", frozenset({"c"})),
    Answer("p", "I know nothing.", frozenset()),
    Answer("p", "They are useless.", frozenset(), frozenset({"a"})),
    Answer("p", "Take huge steps.", frozenset(), frozenset({"b"})),
]


def test_an_adversarial_answer_may_honestly_earn_what_tempts(tmp_path):
    line = {
        "voice": "v",
        "kind": "adversarial",
        "text": "t",
        "concepts": ["a"],
        "tempting": ["a", "b"],
    }
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    (answer,) = read_answers(path)
    assert (answer.earned, answer.tempting, answer.honest) == ({"a"}, {"b"}, False)


def test_a_composed_answer_says_what_its_parts_say():
    for answer in composed(SHORT, 20, 0, seed=1):
        assert answer.honest
        assert answer.earned == {
            concept
            for part in SHORT
            if part.text.rstrip(".") in answer.text
            for concept in part.earned
        }


@pytest.mark.parametrize("make", [negated, glued])
def test_a_spoilt_answer_earns_nothing_and_is_the_same_every_time(make):
    made = make(SHORT, 20, seed=1)
    assert made
    assert made == make(SHORT, 20, seed=1)
    assert all(answer.earned == frozenset() and answer.tempting for answer in made)


def test_every_verb_that_can_be_told_is_negated():
    texts = {answer.text for answer in negated(SHORT[:1], 10, seed=0)}
    assert all(text.startswith("The weights are ") and text != SHORT[0].text for text in texts)
