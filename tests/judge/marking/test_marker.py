"""Both shipped markers: what they say, that they are fitted as they say, and that nothing is slow."""

import re
import time

import pytest

from graders.authoring.explanation_files import prompts

PROMPTS = {prompt.explanation.id: prompt for prompt in prompts()}
MARKERS = {name: prompt.marker for name, prompt in PROMPTS.items()}

WHOLE = {
    "why_a_different_rate": (
        "The pretrained weights already hold useful features, so only small careful updates are "
        "needed. A rate that is too high would overwrite them and the model forgets. From scratch "
        "the weights are random with nothing to lose, so a larger rate is fine."
    ),
    "set_up_scheduling": (
        "I create Adam with a small learning rate of 1e-4. CosineDecay lowers it smoothly to zero "
        "during training. I pass the schedule to the optimizer and watch the validation loss."
    ),
}


def test_both_prompts_of_the_course_have_a_marker():
    assert set(MARKERS) == set(WHOLE)


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_answer_says_every_concept(name):
    marks = MARKERS[name].mark(WHOLE[name]).concepts
    assert [mark.met for mark in marks] == [True] * 4
    assert all(mark.evidence in WHOLE[name] for mark in marks)


@pytest.mark.parametrize("name", WHOLE)
def test_the_prompt_the_hint_and_the_concepts_names_say_nothing(name):
    item = PROMPTS[name].explanation
    for text in (item.prompt, item.hint, f"{item.prompt} {item.hint}", " ".join(item.concepts)):
        assert all(mark.met is False for mark in MARKERS[name].mark(text).concepts)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("change", ["None of this is true: {}", "{} All of this is wrong."])
def test_what_is_denied_is_never_said(name, change):
    marking = MARKERS[name].mark(change.format(WHOLE[name]))
    assert marking.veto == "denial"
    assert all(mark.met is None for mark in marking.concepts)


ASTRAY = (
    "The rose has learned to live in its bed and needs only small drops of water every day. Too "
    "much of it would drown the roots, whereas a seed that is sown from scratch stands a large can."
)


def test_a_text_that_never_names_its_subject_goes_to_a_person():
    marker = MARKERS["why_a_different_rate"]
    assert marker.mark(ASTRAY).veto == "other_subject"
    assert all(mark.met is None for mark in marker.mark(ASTRAY).concepts)
    assert marker.mark(ASTRAY.replace("The rose", "The pretrained network")).veto == ""


def test_a_picture_without_any_word_of_ours_goes_to_a_person_and_a_few_words_do_not():
    marker = MARKERS["why_a_different_rate"]
    picture = marker.mark(
        "When I mend old lace I take tiny stitches, for most of it is still lovely."
    )
    assert picture.veto == "other_subject"
    assert all(mark.met is None for mark in picture.concepts)
    assert all(mark.met is False for mark in marker.mark("With love, dear, and patience.").concepts)


def test_a_sentence_about_another_setting_says_nothing():
    marker = MARKERS["why_a_different_rate"]
    text = "A {} that is too high makes a pretrained network forget what it has learned."
    named = {kind: marker.mark(text.format(kind)).concepts for kind in ("rate", "dropout rate")}
    assert named["rate"][2].met is True
    assert named["dropout rate"][2].met is False


def test_what_goes_on_about_another_setting_says_nothing_either():
    marker = MARKERS["why_a_different_rate"]
    about_it = "Dropout is 0.1 in this place. Keep it small and gentle, with tiny careful changes."
    about_rates = about_it.replace("Dropout is 0.1", "The rate is 1e-5")
    assert marker.mark(about_it).concepts[1].met is False
    assert marker.mark(about_rates).concepts[1].met is not False


def test_a_picture_that_says_a_concept_beyond_doubt_earns_it():
    marker = MARKERS["why_a_different_rate"]
    marking = marker.mark(
        "A trained chess player already knows a lot, so you make only small and careful changes. "
        "Changes that are too big would destroy what was learned. A beginner has nothing to lose."
    )
    assert marking.veto == "other_subject"
    assert True in [mark.met for mark in marking.concepts]
    assert not any(mark.met is False for mark in marking.concepts)


def test_a_claim_the_other_way_round_goes_to_a_person():
    marker = MARKERS["why_a_different_rate"]
    right = marker.mark("Small rates keep the features. " + WHOLE["why_a_different_rate"])
    turned = marker.mark("Small rates destroy the features. " + WHOLE["why_a_different_rate"])
    assert [mark.met for mark in right.concepts] == [True] * 4
    assert [mark.met for mark in turned.concepts][1:3] == [None, None]
    assert "too_high_forgets" in marker.contradicted([("small", "rates", "destroy", "it")])


@pytest.mark.parametrize("name", WHOLE)
def test_the_hints_of_the_concepts_earn_nothing(name):
    hints = PROMPTS[name].explanation.hints
    assert set(hints) == set(PROMPTS[name].explanation.concepts)
    for hint in hints.values():
        assert not any(mark.met for mark in MARKERS[name].mark(f"{hint}.").concepts)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize(
    "unit",
    ["a", "learning rate ", "the small rate ", "lr. ", "x" * 40 + " ", "\u200b", "é", "?", "not "],
)
def test_a_million_characters_are_marked_at_once(name, unit):
    began = time.process_time()
    marks = MARKERS[name].mark(unit * (1_000_000 // len(unit))).concepts
    assert time.process_time() - began < 3
    assert not any(mark.met for mark in marks)


@pytest.mark.parametrize("name", WHOLE)
def test_a_mark_is_the_same_every_time_and_rounded(name):
    marker = MARKERS[name]
    first = marker.mark(WHOLE[name])
    assert first == marker.mark(WHOLE[name])
    assert all(mark.sure == round(mark.sure, 2) for mark in first.concepts)


@pytest.mark.parametrize("name", WHOLE)
def test_words_that_are_only_ever_misspelt_are_not_known_and_so_mended(name):
    marker = MARKERS[name]
    assert "lerning" not in marker.known
    assert "learning" in marker.known


@pytest.mark.parametrize("name", WHOLE)
def test_groups_that_only_rules_read_weigh_nothing(name):
    groups = [set(re.split("=>|<+", weight)) for weight in MARKERS[name].weights]
    assert not any({"domain", "~domain", "subject", "setting"} & names for names in groups)
    assert any({"rate", "small"} <= names for names in groups)


@pytest.mark.slow
@pytest.mark.parametrize("name", WHOLE)
def test_the_marker_that_ships_is_the_fitted_one(name):
    pytest.importorskip("sklearn")
    fitted = PROMPTS[name].fitted(PROMPTS[name].answers("fitting"))
    for answer in PROMPTS[name].answers("fitting"):
        ours, theirs = MARKERS[name].mark(answer.text), fitted.mark(answer.text)
        assert [one.met for one in ours.concepts] == [one.met for one in theirs.concepts]
