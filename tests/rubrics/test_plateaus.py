"""The judge's rules of `plateaus` are those of Keras's own callbacks, and its scripts are fair."""

import math
import re
from types import SimpleNamespace

import numpy as np
import pytest

from graders import course
from graders.judge.declare import known_of
from graders.record import Inputs
from graders.rubrics import load
from graders.rubrics.plateaus import checks, formulas, misconceptions

KERAS = """
import keras
from graders.lab import fit_on_script

def measure(factor, patience, min_lr, losses, first_lr):
    callbacks = [
        keras.callbacks.ReduceLROnPlateau(factor=factor, patience=patience, min_lr=min_lr),
        keras.callbacks.EarlyStopping(patience=2 * patience + 1, restore_best_weights=True),
    ]
    losses = [float("nan") if loss is None else loss for loss in losses]
    fit = fit_on_script(callbacks, losses, first_lr)
    return {"rates": fit.rates, "bias": [w[1].item() for w in fit.weights], "end": fit.final[1].item()}
"""
ARGUMENTS = ("factor", "patience", "min_lr", "losses", "first_lr")


def scripts(seeds):
    for seed in seeds:
        for case in Inputs(seed, hidden=True).cases(load("plateaus")):
            if case.probe == "plateau_callbacks" and (seed == 0 or not case.visible):
                yield {name: case.inputs[name] for name in ARGUMENTS}


def test_the_judges_rules_are_those_of_the_callbacks_that_keras_has(in_child):
    asked = list(scripts(range(10)))
    for script, outcome in zip(asked, in_child(KERAS, *asked), strict=True):
        assert outcome["ending"] == "returned", outcome
        seen, losses = outcome["result"], script["losses"]
        trained = formulas.epochs_trained(losses, formulas.allowed(script["patience"]))
        assert seen["rates"] == pytest.approx(formulas.rates(**script)[:trained], rel=1e-6), script
        best = formulas.lowest(losses[:trained])
        assert seen["end"] == seen["bias"][best], script
        assert len(set(seen["bias"])) == trained, "every epoch's weights differ"


def test_scripts_of_any_seed_have_no_ties():
    for script in scripts(range(200)):
        losses = np.array([loss for loss in script["losses"] if loss is not None])
        gaps = np.abs(losses[:, None] - losses)
        assert np.all((gaps == 0) | (gaps > 0.99e-6)), script
        assert np.all(np.abs(gaps - formulas.SMALLEST_DROP) > 0.99e-6), script


def test_some_scripts_of_a_seed_stop_and_in_each_the_rate_falls():
    for seed in range(50):
        drawn = list(scripts([seed + 1]))
        ends = [
            formulas.epochs_trained(s["losses"], formulas.allowed(s["patience"])) for s in drawn
        ]
        assert any(end < len(s["losses"]) for end, s in zip(ends, drawn, strict=True))
        for end, script in zip(ends, drawn, strict=True):
            assert len(set(formulas.rates(**script)[:end])) > 1, script


def test_the_table_of_the_lesson_is_true():
    lesson = (course.root() / "solutions/plateaus/plateaus.py").read_text(encoding="utf-8")
    losses = [
        float(n) for n in re.search(r"`val_loss` after it \| (.*) \| \|", lesson)[1].split("|")
    ]
    told = [float(n) for n in re.search(r"rate in it \| (.*) \| not", lesson)[1].split("|")]
    assert formulas.rates(losses, 0.1, 0.5, 2, 0.03) == told
    assert formulas.epochs_trained([*losses, 0.8], formulas.allowed(2)) == len(losses)


FLAT = {"losses": [1.0] * 9, "first_lr": 0.1, "factor": 0.5, "patience": 2, "min_lr": 1e-6}


def recorded(epochs, final, **other):
    """What a probe sees of a fit that trained `epochs` epochs and ends with those of `final`."""
    script = FLAT | other
    weights = [[np.array([float(epoch)])] for epoch in range(epochs)]
    rates = formulas.rates(**script)[:epochs]
    return SimpleNamespace(
        **script, about="plateau", rates=rates, weights=weights, final=weights[final], watched=[]
    )


def test_the_first_best_weights_are_wanted_after_a_stop():
    checks.check_plateau_callbacks_restore_the_best(recorded(6, 0))
    with pytest.raises(AssertionError):
        checks.check_plateau_callbacks_restore_the_best(recorded(6, 5))


def test_last_and_best_weights_are_both_right_without_a_stop():
    falling = {"losses": [1.0, 0.9, 0.8, 0.9]}
    for final in (2, 3):
        checks.check_plateau_callbacks_restore_the_best(recorded(4, final, **falling))
    with pytest.raises(AssertionError):
        checks.check_plateau_callbacks_restore_the_best(recorded(4, 0, **falling))


def test_a_stop_at_another_epoch_does_not_cost_the_points_of_the_rate():
    for epochs in (5, 6, 9):
        checks.check_plateau_callbacks_reduce_the_rate(recorded(epochs, 0))
    with pytest.raises(AssertionError):
        checks.check_plateau_callbacks_reduce_the_rate(recorded(3, 0))


@pytest.mark.parametrize("epochs", [0, 5, 7, 9])
def test_the_stop_is_exact_to_the_epoch(epochs):
    case = recorded(epochs, 0) if epochs else SimpleNamespace(**FLAT, rates=[])
    checks.check_plateau_callbacks_stop(recorded(6, 0))
    with pytest.raises(AssertionError):
        checks.check_plateau_callbacks_stop(case)


def test_no_rule_takes_nan_for_an_improvement():
    losses = [1.0, 0.9, None, None, None]
    assert formulas.rates(losses, 0.1, 0.5, 2, 0.0)[-1] == 0.05
    assert formulas.epochs_trained(losses, 3) == 5
    assert formulas.lowest(losses) == 1
    assert math.isnan(formulas.numbers(losses)[2])


def test_right_rates_show_no_known_mistake():
    for known, recognises in known_of(misconceptions):
        if "plateau_callbacks" in known.probes:
            assert not recognises(recorded(6, 0)), known.id
