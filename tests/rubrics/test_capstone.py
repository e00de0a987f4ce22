"""The checks of `capstone` on recordings made by hand: each accepts the limit and fails beyond it."""

from types import SimpleNamespace

import numpy as np
import pytest

from graders.judge.digits import drawn, labels_of
from graders.judge.forward import HEAD, shipped
from graders.judge.zones import CAPSTONE_DROP
from graders.rubrics.capstone import checks, misconceptions, outcome

both = pytest.mark.parametrize("batch_norm", [False, True])


def right(images, share=1.0):
    """Logits that are right for the first `share` of the images, and for no other."""
    labels = labels_of("validation", images)
    wrong = np.arange(len(labels)) >= round(share * len(labels))
    return np.eye(5, dtype=np.float32)[(labels + wrong) % 5]


def case(batch_norm=False, moved=0.02, share=0.95, without=0.2, **changed):
    """What a good submission leaves, but for what is changed."""
    images = drawn("validation", np.random.default_rng(0))
    weights = {
        name: array * np.float32(1 + moved) if name.endswith("kernel") else array.copy()
        for name, array in shipped(batch_norm).items()
        if name not in HEAD
    }
    seen = {
        "batch_norm": batch_norm,
        "which": "validation",
        "images": images,
        "model": "keras.Model",
        "not_finite": [],
        "weights": weights,
        "logits": right(images, share),
        "without_base": right(images, without),
    }
    return SimpleNamespace(**(seen | changed))


def fails(check, seen):
    with pytest.raises(AssertionError):
        check(seen)


@both
def test_a_good_run_passes_every_check(batch_norm):
    seen = case(batch_norm)
    for name, check in vars(checks).items():
        if name.startswith("check_"):
            check(seen)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.89])
def test_less_than_ninety_per_cent_has_not_learned(share):
    fails(checks.check_fine_tune_learns_the_new_task, case(share=share))


def test_an_accuracy_that_does_not_come_through_the_base_does_not_count():
    fails(checks.check_fine_tune_learns_the_new_task, case(without=0.95))
    fails(checks.check_fine_tune_uses_the_base, case(without=0.45))


@both
def test_a_base_that_hardly_moved_was_not_fine_tuned(batch_norm):
    fails(checks.check_fine_tune_moves_the_base, case(batch_norm, moved=0.009))
    fails(checks.check_fine_tune_remembers_the_old_task, case(batch_norm, moved=0))


@both
def test_the_change_is_that_of_all_kernels_together(batch_norm):
    assert outcome.relative_change(case(batch_norm, moved=0.5)) == pytest.approx(0.5, rel=1e-5)


@both
def test_a_base_that_lost_its_old_task_has_forgotten(batch_norm):
    seen = case(batch_norm)
    seen.weights["feat/kernel"] = -seen.weights["feat/kernel"]
    assert outcome.forgotten(seen) > CAPSTONE_DROP
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
        {"logits": np.zeros((296, 32), np.float32)},
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
    seen.logits = seen.without_base = np.full((296, 5), np.nan, np.float32)
    for name, check in vars(checks).items():
        if name.startswith("check_") and name != "check_fine_tune_uses_the_base":
            fails(check, seen)


def recognised(seen):
    names = ("base_returned", "blown_up", "another_network", "base_still_frozen", "diverged")
    names += ("forgotten", "statistics_moved", "nothing_learned", "too_timid")
    return [name for name in names if getattr(misconceptions, name)(seen)][:1]


@both
@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, []),
        ({"moved": 0, "without": 0.95}, ["another_network"]),
        ({"moved": 0, "share": 0.83}, ["base_still_frozen"]),
        ({"share": 0.85}, ["too_timid"]),
        ({"share": 0.3}, ["nothing_learned"]),
        ({"moved": -1, "share": 0.2}, ["diverged"]),
        ({"moved": -1}, ["forgotten"]),
    ],
)
def test_mistakes_are_told_apart(batch_norm, changed, name):
    assert recognised(case(batch_norm, **changed)) == name
