"""`lrgrade explanations` prints figures, and says why one text is marked as it is."""

import pytest

from graders.authoring.explanation_files import prompts

HELD_BACK = {prompt.explanation.id: prompt.has_held_back for prompt in prompts()}


@pytest.mark.parametrize("name", HELD_BACK)
def test_figures_are_those_of_the_held_back_answers(lrgrade, name):
    run = lrgrade("explanations", "--prompt", name)
    assert run.returncode == 0, run.stderr
    if not HELD_BACK[name]:
        assert f"{name}: no answers are held back" in run.stdout
        return
    assert "held-back answers" in run.stdout
    for word in ("refused", "accepted", "person", "at worst", "all"):
        assert word in run.stdout


def test_one_text_is_marked_with_the_sentences_that_earned_it(lrgrade, tmp_path):
    (tmp_path / "answer.txt").write_text(
        "I use the ReduceLROnPlateau callback. My cat sleeps.", encoding="utf-8"
    )
    run = lrgrade("explanations", "--prompt", "set_up_scheduling", "--mark", "answer.txt")
    assert run.returncode == 0, run.stderr
    assert "mechanism: said" in run.stdout
    assert "I use the ReduceLROnPlateau callback." in run.stdout
    assert "small_start: not said" in run.stdout


def test_an_unknown_prompt_is_refused_with_the_known_ones(lrgrade):
    run = lrgrade("explanations", "--prompt", "nonsense")
    assert run.returncode == 1
    assert "set_up_scheduling" in run.stderr
