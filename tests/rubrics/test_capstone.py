"""The checks of `capstone` on recordings made by hand: each accepts the limit and fails beyond it.

The weights are those of a base that was really fine-tuned, once for all tests, or changed from it.
"""

import re
from functools import cache
from types import ModuleType, SimpleNamespace

import keras
import numpy as np
import pytest

from graders import rubrics
from graders.arrays import decoded, encoded
from graders.judge.accuracy import NOISE
from graders.judge.declare import checks_of, declared, known_of, probe_of
from graders.judge.digits import drawn, labels_of
from graders.judge.expectations import at_least
from graders.judge.forward import HEAD, shipped
from graders.judge.judge import judge
from graders.judge.scope import Scope
from graders.judge.zones import BASE_MOVED, CAPSTONE_DROP, FEATURES_FOLLOW, FEATURES_KNOW
from graders.lab import arrays_of, load_digits_split, load_pretrained, named_variables
from graders.recording import Outcome, Raised, Record, Recording
from graders.rubrics.capstone import (
    checks,
    hidden_checks,
    inputs,
    misconceptions,
    other_labels,
    outcome,
    probes,
)
from graders.rubrics.capstone.following import explained
from graders.submission import Submission

both = pytest.mark.parametrize("batch_norm", [False, True])


def right(images, share=1.0):
    """Logits that are right for the first `share` of the images, and for no other."""
    labels = labels_of("validation", images)
    wrong = np.arange(len(labels)) >= round(share * len(labels))
    return np.eye(5, dtype=np.float32)[(labels + wrong) % 5]


OTHER = other_labels.drawn(np.random.default_rng([0, 1]))
"""What `inputs.cases(0)` asks with."""


@cache
def fine_tuned(batch_norm, labelling=None):
    """The weights of a base after a head's training and its own, statistics as they were.

    With the digits for labels, or with the first or second labelling of OTHER.
    """
    base, _ = load_pretrained(batch_norm, narrow=True)
    variables, split = named_variables(base), load_digits_split()
    keras.utils.set_random_seed(0)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model = keras.Model(base.input, keras.layers.Dense(5)(base.output))
    for tuned, learning_rate in ((False, 5e-3), (True, 1e-3)):
        for layer in base.layers:
            layer.trainable = tuned and not isinstance(layer, keras.layers.BatchNormalization)
        model.compile(keras.optimizers.Adam(learning_rate), loss, steps_per_execution=10)
        labels = split.target_y if labelling is None else np.array(OTHER[labelling]["y"])
        model.fit(split.target_x, labels, epochs=20, batch_size=24, verbose=0)
    return arrays_of(variables)


def start(batch_norm):
    """The weights that the base came with, as arrays that may be changed."""
    weights = shipped(batch_norm, narrow=True).items()
    return {name: array.copy() for name, array in weights if name not in HEAD}


def shaken(weights, moved, seed=0):
    """The same with every kernel away from all its multiples by `moved` of its size."""
    random = np.random.default_rng(seed)
    for name in [name for name in weights if name.endswith("kernel")]:
        kernel, noise = weights[name], random.normal(size=weights[name].shape)
        noise -= np.sum(noise * kernel) / np.sum(kernel**2) * kernel
        size = moved * np.linalg.norm(kernel) / np.linalg.norm(noise)
        weights[name] = (kernel + size * noise).astype(np.float32)
    return weights


def upside_down(weights):
    """A base whose features are the negatives of those of `weights`."""
    flipped = {name: -weights[name] for name in ("narrow/kernel", "narrow/bias")}
    return weights | flipped


def in_disorder(batch_norm):
    """A base that knows nothing any more: the numbers of its kernels are the same, elsewhere."""
    random, weights = np.random.default_rng(0), start(batch_norm)
    for name in [name for name in weights if name.endswith("kernel")]:
        weights[name] = random.permutation(weights[name].ravel()).reshape(weights[name].shape)
    return weights


def case(batch_norm=False, share=0.95, without=0.2, **changed):
    """What a good submission leaves, but for what is changed."""
    images = drawn("validation", np.random.default_rng(0))
    weights = {name: array.copy() for name, array in fine_tuned(batch_norm).items()}
    seen = {
        "batch_norm": batch_norm,
        "which": "validation",
        "images": images,
        "model": "keras.Model",
        "not_finite": [],
        "weights": weights,
        "others": [fine_tuned(batch_norm, 0), fine_tuned(batch_norm, 1)],
        "labellings": OTHER,
        "raised_with_others": "",
        "logits": right(images, share),
        "without_base": right(images, without),
    }
    return SimpleNamespace(**(seen | changed))


def fails(check, seen):
    with pytest.raises(AssertionError):
        check(seen)


def fails_on(check, seen):
    """The same for a check of either probe, which takes its case by the probe's name."""
    with pytest.raises(AssertionError):
        check(**{probe_of(check): seen})


@both
def test_a_good_run_passes_every_check(batch_norm):
    seen = case(batch_norm)
    for check in checks_of(checks).values():
        check(**{probe_of(check): seen})


def answered(seen):
    """The outcome of a probe that measured what `seen` holds."""
    weights, *others = (
        {name: encoded(array) for name, array in base.items()}
        for base in (seen.weights, *seen.others)
    )
    logits = {name: encoded(getattr(seen, name)) for name in ("logits", "without_base")}
    result = {"model": seen.model, "not_finite": seen.not_finite, "weights": weights}
    result |= {"others": others, "raised_with_others": seen.raised_with_others, **logits}
    return Outcome("returned", result)


FAULT = Outcome("raised", error=Raised("ValueError", "no bias here", 7, "base.bias"))


def judged(outcomes):
    """What each visible check finds where the two bases, plain one first, had these outcomes."""
    cases = [case for case in inputs.cases(0) if case.visible]
    records = tuple(Record(case, outcomes[case.inputs["batch_norm"]]) for case in cases)
    recording = Recording("capstone", "00", "1", 0, {"sandbox": {}}, records)
    submission = Submission("capstone", "capstone.py", "00", None, "", "")
    (task,) = judge(submission, recording, rubrics.load("capstone"), Scope(hidden=False)).tasks
    return {check.id: check for check in task.checks if check.visibility == "visible"}


def test_an_exception_with_one_base_leaves_the_points_of_the_other():
    plain_fails = judged([FAULT, answered(case(True))])
    assert sum(row.points for row in plain_fails.values()) == 4.75
    other_fails = judged([answered(case(False)), FAULT])
    assert sum(row.points for row in other_fails.values()) == 2.75
    assert {name for name, row in other_fails.items() if row.verdict == "raised"} == {
        name for name, check in checks_of(checks).items() if "BatchNorm" in declared(check).title
    }


def test_hidden_checks_are_judged_for_each_base_too():
    for check in checks_of(hidden_checks).values():
        check(**{probe_of(check): case(declared(check).where["batch_norm"])})
        with pytest.raises(AssertionError):
            check(**{probe_of(check): case(weights=start(False), share=0.5)})


def test_a_training_that_fails_on_one_base_costs_that_base_alone():
    rows = judged([answered(case(False)), answered(case(True, share=0.5))])
    failed = [name for name, row in rows.items() if row.verdict != "pass"]
    assert failed == ["check_fine_tune_learns_the_new_task_with_batch_norm"]


def test_statistics_that_an_average_rounded_are_not_said_to_have_been_trained():
    seen = case(True)
    seen.weights["bn2/moving_mean"] *= np.float32(1 + 1e-6)
    row = judged([answered(case(False)), answered(seen)])["check_fine_tune_keeps_the_statistics"]
    assert (row.verdict, row.misconception[:3]) == ("fail", "C09")


def test_statistics_that_moved_are_told_as_such_whatever_else_went_wrong():
    seen = case(True, share=0.6)
    seen.weights["bn1/moving_mean"] += 1
    row = judged([answered(case(False)), answered(seen)])["check_fine_tune_keeps_the_statistics"]
    assert row.misconception.startswith("M145")


@pytest.mark.parametrize("share", [0.0, 0.2, 0.89])
def test_less_than_ninety_per_cent_has_not_learned(share):
    fails(checks.check_fine_tune_learns_the_new_task, case(share=share))


def test_an_accuracy_that_does_not_come_through_the_base_does_not_count():
    fails(checks.check_fine_tune_learns_the_new_task, case(without=0.95))
    fails(checks.check_fine_tune_tunes_and_uses_the_base, case(without=0.45))


@both
@pytest.mark.parametrize("moved", [0.0, 0.02, 0.3])
def test_a_base_that_stayed_or_was_only_shaken_is_not_fine_tuned(batch_norm, moved):
    """Whatever the head makes of it: its accuracy is 0.95 here."""
    seen = case(batch_norm, weights=shaken(start(batch_norm), moved))
    assert outcome.relative_change(seen) == pytest.approx(moved, abs=1e-5)
    assert outcome.known_by_features(seen) < FEATURES_KNOW
    for name, check in checks_of(checks).items():
        if checks.MODEL not in name:
            fails_on(check, seen)


@both
def test_features_that_know_without_a_change_were_not_trained_here(batch_norm, monkeypatch):
    monkeypatch.setattr(outcome, "known_by_features", lambda case: 1.0)
    monkeypatch.setattr(outcome, "follows", lambda case: 0.2)
    tuned, untuned = checks.check_fine_tune_tunes_and_uses_the_base, start(batch_norm)
    fails(tuned, case(batch_norm, weights=shaken(untuned, BASE_MOVED - 0.001)))
    tuned(case(batch_norm, weights=shaken(start(batch_norm), BASE_MOVED + 0.001)))


@both
def test_a_kernel_that_was_multiplied_has_not_moved(batch_norm):
    seen = case(batch_norm, weights=start(batch_norm))
    seen.weights["narrow/kernel"] *= np.float32(1.5)
    assert outcome.relative_change(seen) == pytest.approx(0, abs=1e-6)
    fails(checks.check_fine_tune_tunes_and_uses_the_base, seen)


@both
def test_bases_that_are_the_same_with_other_labels_were_not_trained(batch_norm):
    """Whatever was done where the labels are the digits, which anybody recognises."""
    seen = case(batch_norm, others=[start(batch_norm)] * 2)
    assert outcome.follows(seen) == 0
    fails(checks.check_fine_tune_tunes_and_uses_the_base, seen)
    assert recognised(seen) == ["features_do_not_follow"]


@both
def test_a_training_follows_its_labels_and_no_others(batch_norm):
    seen = case(batch_norm)
    assert outcome.follows(seen) > 5 * FEATURES_FOLLOW
    assert outcome.follows(case(batch_norm, others=seen.others[::-1])) < 0
    assert (
        outcome.follows(case(batch_norm, labellings=other_labels.drawn(np.random.default_rng(1))))
        < 0
    )
    weights = {name: np.full_like(w, np.nan) for name, w in fine_tuned(batch_norm).items()}
    assert not at_least(FEATURES_FOLLOW).agrees(
        outcome.follows(case(batch_norm, others=[weights, start(batch_norm)]))
    )


@both
def test_an_exception_with_other_labels_is_named_and_leaves_the_sound_model(batch_norm):
    text = "line 9: IndexError: list index out of range"
    seen = answered(case(batch_norm, others=[], raised_with_others=text))
    rows = judged([seen, seen] if not batch_norm else [answered(case(False)), seen])
    row = rows[checks.TUNED + checks.OTHER * batch_norm]
    assert f"seen {text!r}, expected no exception in a call with other labels" in row.message
    assert row.misconception.startswith("C15")
    assert rows[checks.MODEL + checks.OTHER * batch_norm].verdict == "pass"


@both
def test_a_call_with_other_labels_that_raises_is_told_by_the_probe(batch_norm):
    def fine_tune(base, x, y, x_val, y_val):
        if not np.array_equal(y, load_digits_split().target_y):
            raise ValueError("never as good as that")
        return keras.Model(base.input, keras.layers.Dense(5)(base.output))

    submission = ModuleType("capstone")
    submission.fine_tune, submission.__file__ = fine_tune, __file__
    asked = next(c for c in inputs.cases(0) if c.inputs["batch_norm"] == batch_norm)
    seen = probes.fine_tune(submission, SimpleNamespace(**decoded(asked.inputs)))
    assert seen["model"] == "keras.Model"
    assert seen["others"] == []
    assert re.fullmatch(r"line \d+: ValueError: never as good as that", seen["raised_with_others"])


def test_noise_that_depends_on_labels_follows_them_by_luck_only():
    """However large it is: chance makes as much of a difference for labels that nobody saw."""
    random, followed = np.random.default_rng(0), 0
    for number in range(50):
        moved = random.choice([0.1, 1.0, 10.0])
        noisy = [shaken(start(False), moved, seed) for seed in (2 * number, 2 * number + 1)]
        labellings = other_labels.drawn(np.random.default_rng(100 + number))
        seen = case(others=noisy, labellings=labellings)
        followed += outcome.follows(seen) >= FEATURES_FOLLOW
    assert followed <= 3


def test_other_labels_are_halves_of_two_digits_each_and_drawn():
    digits = np.asarray(load_digits_split().target_y)
    shared = []
    for labels in OTHER:
        y = np.array(labels["y"])
        parts = [np.unique(digits[y == label], return_counts=True) for label in range(5)]
        assert all(len(found) == 2 and counts.min() >= 10 for found, counts in parts)
        shared += [tuple(found) for found, _ in parts]
        assert len(labels["y_val"]) == 296
    assert len(set(shared)) == 10, "no two digits share a label twice"
    assert other_labels.drawn(np.random.default_rng([0, 1])) == OTHER
    assert other_labels.drawn(np.random.default_rng(1)) != OTHER


def test_what_labels_explain_of_features():
    """All of the spread of one direction that they tell apart, less what noise of 0.3 hides."""
    labels = np.repeat(np.arange(5), 48)
    seen = np.eye(12)[labels][:, :2] * 1.0
    ones, nothing = np.array([labels]), np.array([np.tile(np.arange(5), 48)])
    variance = 0.16
    assert explained(seen[:, :1], ones) == pytest.approx(variance / (variance + NOISE**2))
    assert explained(seen[:, :1], nothing) == pytest.approx(0, abs=1e-3)
    assert explained(1e-3 * seen, ones) == pytest.approx(0, abs=1e-4)
    assert explained(100 * seen, ones) == pytest.approx(2, abs=1e-3)


@both
def test_what_is_missing_is_said_in_the_message(batch_norm):
    seen = answered(case(batch_norm, weights=shaken(start(batch_norm), 0.1)))
    rows = judged([seen, seen] if not batch_norm else [answered(case(False)), seen])
    row = rows[checks.TUNED + checks.OTHER * batch_norm]
    assert "expected at least 0.74 (new images told apart by the base's features; " in row.message
    assert "the model labels 0.95 of target images right, the old task lost 0." in row.message
    assert row.misconception.startswith("C10")


@both
def test_a_base_that_lost_its_old_task_has_forgotten(batch_norm):
    seen = case(batch_norm)
    seen.weights["narrow/kernel"] = -seen.weights["narrow/kernel"]
    assert outcome.forgotten(seen) > CAPSTONE_DROP
    checks.check_fine_tune_tunes_and_uses_the_base(seen)
    fails(checks.check_fine_tune_remembers_the_old_task, seen)


def test_a_statistic_that_moved_by_one_bit_is_seen():
    seen = case(batch_norm=True)
    mean = seen.weights["bn2/moving_mean"]
    mean[3] = np.nextafter(mean[3], np.float32(9))
    fails(checks.check_fine_tune_keeps_the_statistics, seen)


def test_gamma_and_beta_may_change():
    seen = case(batch_norm=True)
    seen.weights["bn1/gamma"] *= np.float32(1.1)
    checks.check_fine_tune_keeps_the_statistics(seen)


@pytest.mark.parametrize(
    "changed",
    [
        {"model": "None", "logits": None},
        {"logits": None},
        {"logits": np.zeros((296, 12), np.float32)},
        {"not_finite": ["dense/kernel"]},
    ],
)
def test_what_is_no_sound_model_is_refused(changed):
    fails(checks.check_fine_tune_returns_a_model, case(**changed))


def test_a_weight_of_the_base_that_is_no_number_is_found_by_the_judge():
    seen = case()
    seen.weights["conv1/bias"][0] = np.nan
    fails(checks.check_fine_tune_returns_a_model, seen)


def test_no_check_passes_when_every_number_is_nan():
    seen = case(batch_norm=True)
    seen.weights = {name: np.full_like(w, np.nan) for name, w in seen.weights.items()}
    seen.others = [seen.weights] * 2
    seen.logits = seen.without_base = np.full((296, 5), np.nan, np.float32)
    for check in checks_of(checks).values():
        with pytest.raises(AssertionError):
            check(**{probe_of(check): seen})


def recognised(seen):
    for known, recognises in known_of(misconceptions):
        if "fine_tune" in known.probes and recognises(seen):
            return [recognises.__name__]
    return []


def test_more_than_a_little_forgotten_and_too_little_learned_is_not_called_too_timid():
    seen = case(share=0.85)
    kernel = seen.weights["narrow/kernel"]
    kernel[:, :2] = -kernel[:, :2]
    assert outcome.forgotten(seen) > misconceptions.NOTICEABLE_DROP
    assert recognised(seen) == ["rough"]


@both
@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, []),
        ({"weights": start, "without": 0.95}, ["another_network"]),
        ({"weights": start, "share": 0.83}, ["base_still_frozen"]),
        ({"weights": lambda norm: shaken(start(norm), 0.005)}, ["hardly_moved"]),
        ({"weights": lambda norm: shaken(start(norm), 0.1)}, ["features_left_behind"]),
        ({"share": 0.85}, ["too_timid"]),
        ({"share": 0.3}, ["nothing_learned"]),
        ({"without": 0.95}, ["by_rules_of_its_own"]),
        ({"weights": in_disorder, "share": 0.2}, ["diverged"]),
        ({"weights": lambda norm: upside_down(fine_tuned(norm))}, ["forgotten"]),
        ({"others": lambda norm: [fine_tuned(norm)] * 2}, ["features_do_not_follow"]),
        ({"others": lambda norm: [in_disorder(norm)] * 2}, ["broken_with_others"]),
        ({"model": "None", "logits": None}, ["no_model"]),
        ({"logits": None}, ["several_outputs"]),
        ({"logits": np.zeros(296, np.float32)}, ["one_number"]),
        ({"logits": np.zeros((296, 1), np.float32)}, ["one_number"]),
        ({"logits": np.zeros((296, 12), np.float32)}, ["base_returned"]),
    ],
)
def test_mistakes_are_told_apart(batch_norm, changed, name):
    made = {key: made(batch_norm) if callable(made) else made for key, made in changed.items()}
    assert recognised(case(batch_norm, **made)) == name
