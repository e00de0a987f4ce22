import importlib.util

import pytest

from graders import cards, rubrics
from graders.cards import Card, deck, find
from graders.judge.declare import known_of

NAMES = {
    "learning_rate": "What is the learning rate?",
    "smaller_for_fine_tuning": "Why smaller for fine-tuning?",
    "too_high": "How does a high LR affect fine-tuning?",
    "setting_the_rate": "How do you set it in TensorFlow?",
    "adjusting_the_rate": "Common strategy to adjust it?",
}


def test_the_five_cards_have_the_names_that_rubrics_use():
    assert {card.id: card.name for card in deck().values()} == NAMES


@pytest.mark.parametrize("card", deck().values(), ids=deck())
def test_a_card_is_asked_and_answered_in_two_or_three_plain_sentences(card):
    assert card.question.endswith("?")
    assert 2 <= card.answer.count(". ") + 1 <= 3
    assert card.answer.endswith(".")
    assert card.level in ("beginner", "intermediate")
    assert card.lessons
    assert (card.question + card.answer + card.practice).isascii()


@pytest.mark.parametrize("card", deck().values(), ids=deck())
def test_a_card_is_found_by_its_id_its_name_and_its_question(card):
    assert find(card.id) is find(card.name) is find(card.question) is card


def test_a_card_that_is_none_is_told_with_those_there_are():
    with pytest.raises(ValueError, match="'setting'; there are: learning_rate, smaller"):
        find("setting")


def test_the_cards_file_is_part_of_the_package():
    assert cards.FILE.is_file()
    assert isinstance(next(iter(deck().values())), Card)


@pytest.mark.parametrize("slug", rubrics.slugs())
def test_every_card_that_a_rubric_names_is_in_the_deck(slug):
    name = f"graders.rubrics.{slug}.misconceptions"
    if importlib.util.find_spec(name):
        named = {known.card for known, _ in known_of(importlib.import_module(name))}
        assert named - {""} <= set(deck())
