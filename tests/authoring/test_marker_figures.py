"""Counting what a marker accepts, refuses and leaves to a person, and the rates that ship."""

import pytest

from graders.authoring.answers import Answer
from graders.authoring.explanation_files import prompts
from graders.authoring.marker_figures import Count, Figures, cross_validated, measure
from graders.judge.marking.marker import Marked, Marking


class Echoing:
    """Marks as the text says: `yes`, `no` or `open`."""

    concepts = ("a",)

    def mark(self, text):
        return Marking((Marked("a", {"yes": True, "no": False, "open": None}[text], 1.0),))


HONEST = [Answer("ada", text, frozenset({"a"})) for text in ("yes", "no", "open")]
SILENT = [Answer("ben", "yes", frozenset())]
ADVERSARIAL = [
    Answer("ada", "yes", frozenset(), frozenset({"a"})),
    Answer("ada", "yes", frozenset({"a"}), frozenset()),
]


def test_each_kind_of_concept_is_counted_apart():
    figures = measure(Echoing(), [*HONEST, *SILENT, *ADVERSARIAL])["a"]
    assert figures.earned == Count(accepted=1, refused=1, to_a_person=1)
    assert figures.unsaid == Count(accepted=1)
    assert figures.tempting == Count(accepted=1)


def test_a_share_of_nothing_is_nothing():
    assert Count().share(0) == 0
    assert Count(accepted=1, refused=3).share(3) == 0.75


def test_no_voice_is_measured_by_a_marker_that_was_fitted_on_it():
    seen = []

    def fit(answers):
        seen.append({answer.voice for answer in answers})
        return Echoing()

    total = cross_validated([*HONEST, *SILENT], fit)
    assert total["a"].earned.all + total["a"].unsaid.all == 4
    assert {"ada"} in seen
    assert {"ben"} in seen


HELD_BACK = [prompt for prompt in prompts() if prompt.has_held_back]
"""Empty while the answers last held back are fitted on and others are being written."""


@pytest.mark.parametrize("prompt", HELD_BACK, ids=lambda prompt: prompt.explanation.id)
def test_the_held_back_voices_are_none_of_those_fitted_on(prompt):
    held_back = prompt.answers("held_back")
    fitted = {answer.voice for answer in prompt.answers("fitting")}
    assert not fitted & {answer.voice for answer in held_back}
    assert not {answer.text for answer in prompt.answers("fitting")} & {a.text for a in held_back}


@pytest.mark.parametrize("prompt", prompts(), ids=lambda prompt: prompt.explanation.id)
def test_a_prompt_ships_with_enough_labelled_answers(prompt):
    kinds = ["fitting", *(["held_back"] if prompt.has_held_back else [])]
    assert sum(len(prompt.answers(kind)) for kind in kinds) >= 150
    known = set(prompt.explanation.concepts)
    for kind in (*kinds, "phrases"):
        for answer in prompt.answers(kind):
            assert answer.earned | (answer.tempting or frozenset()) <= known


@pytest.mark.parametrize("prompt", HELD_BACK, ids=lambda prompt: prompt.explanation.id)
def test_on_held_back_voices_the_shipped_marker_errs_as_little_as_the_goal_says(prompt):
    total = sum(measure(prompt.marker, prompt.answers("held_back")).values(), Figures())
    earned, tempting = total.earned, total.tempting
    # A little above the figures of decision 0006, and within the goal of 15 % and 3 %.
    refused, person = {"why_a_different_rate": (0.06, 0.16), "set_up_scheduling": (0.03, 0.11)}[
        prompt.explanation.id
    ]
    assert earned.share(earned.refused) <= refused
    assert earned.share(earned.to_a_person) <= person
    assert tempting.share(tempting.accepted) <= 0.03


@pytest.mark.slow
@pytest.mark.parametrize("prompt", prompts(), ids=lambda prompt: prompt.explanation.id)
def test_on_voices_left_out_of_the_fitting_a_marker_errs_as_little_as_stated(prompt):
    # The rates of docs/decisions/0006.
    pytest.importorskip("sklearn")
    found = cross_validated(prompt.answers("fitting"), lambda some: prompt.fitted(tuple(some)))
    total = sum(found.values(), Figures())
    earned, tempting = total.earned, total.tempting
    refused, at_worst = {"why_a_different_rate": (0.06, 0.25), "set_up_scheduling": (0.03, 0.15)}[
        prompt.explanation.id
    ]
    assert earned.share(earned.refused) <= refused
    assert earned.share(earned.refused + earned.to_a_person) <= at_worst
    assert tempting.share(tempting.accepted) <= 0.02
