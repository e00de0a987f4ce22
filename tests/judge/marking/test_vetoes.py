"""The rules that take away: lists of words, echoes of the prompt, questions, words in no order."""

import pytest

from graders.judge.marking.sentences import sentences
from graders.judge.marking.vetoes import (
    asks,
    echo_of,
    is_left_open,
    is_list_of_words,
    is_salad,
    refusal_begins,
    without_echo,
    without_lists,
)

PROMPT = (
    "Explain why fine-tuning a model requires a different learning rate than training from scratch."
)


@pytest.mark.parametrize(
    "text",
    [
        "pretrained features small rate forgetting random large",
        "1e-4, CosineDecay, callback, decay, fit, val_loss.",
        "features = pretrained; lr = small; forget = too_high",
        "and small and CosineDecay and decay and fit and callbacks",
        "adam 1e-4 cosine warmup plateau callback fit compile val_loss W W W",
    ],
)
def test_words_without_a_statement_are_a_list(text):
    assert is_list_of_words(sentences(text))


@pytest.mark.parametrize(
    "text",
    [
        "The model is already good.",
        "model.compile(optimizer=Adam(CosineDecay(1e-4, decay_steps=2000)), loss=loss)",
        "- class: InverseTimeDecay\n- initial rate: 5e-5\n- behaviour: rate falls off quickly",
        "u gota go slow w smal steps, else u overwright the stuff",
        "the lerning rate shoud shrinc evry epok",
        "start trained -> weights good -> small lr, gentle updates",
        "ReduceLROnPlateau(monitor='val_loss', factor=0.3, patience=3); Adam(1e-4)  # cuts lr x0.3",
    ],
)
def test_short_misspelt_or_coded_statements_are_no_list(text):
    assert not is_list_of_words(sentences(text))
    assert not is_salad(sentences(text))


def test_shuffled_words_are_a_salad():
    assert is_salad(sentences("rate the of weights a are useful, forgets large the and random is"))


def test_a_list_inside_a_text_is_taken_out():
    (kept,) = without_lists(sentences("So features, small steps, forgetting, random init, far."))
    assert "steps" not in kept.words


def test_a_number_alone_does_not_break_a_list():
    (kept,) = without_lists(
        sentences("I name Adam, 1e-4, CosineDecay, decay, callbacks, val_loss.")
    )
    assert not {"1e-4", "decay", "val_loss"} & set(kept.words)


@pytest.mark.parametrize(
    "text", [PROMPT, "Well, fine-tuning requires a different rate than training from scratch."]
)
def test_what_the_prompt_says_is_not_the_student_s(text):
    (sentence,) = sentences(text)
    assert without_echo(sentence, echo_of(PROMPT)) == ()


def test_what_a_student_adds_to_the_prompt_stays():
    text = "Fine-tuning a model requires a different learning rate because its weights are good already."
    (sentence,) = sentences(text)
    assert without_echo(sentence, echo_of(PROMPT))[-5:] == (
        "weights",
        "are",
        "good",
        "already",
        ".",
    )


def test_a_question_and_the_answer_no_are_told():
    question, answer = sentences("Is the rate small? No, it is large.")
    assert asks(question)
    assert refusal_begins(answer)
    assert not refusal_begins(sentences("It is small.")[0])


def test_answers_marked_with_a_letter_and_a_colon_are_no_salad():
    assert not is_salad(sentences("Q: Is it any good? A: Yes. Q: Can I spoil it? A: Easily."))


@pytest.mark.parametrize(
    ("text", "left_open"),
    [
        ("Is the rate small? I would like to know, too.", True),
        ("And are the features lost? It depends.", False),
        ("Is it small? A: Yes, 1e-4.", False),
        ("Which rate? A small one.", False),
        ("Which rate?", True),
        ("Is the rate small? No, large.", True),
    ],
)
def test_a_question_counts_where_the_next_sentence_takes_it_up(text, left_open):
    question, *following = sentences(text)
    assert is_left_open(question, None, following[0] if following else None) is left_open


def test_the_last_of_several_questions_in_a_row_is_left_open_as_well():
    first, second, statement = sentences("How small? And which rate? One would have to try.")
    assert is_left_open(second, first, statement)
    assert not is_left_open(second, None, statement)
