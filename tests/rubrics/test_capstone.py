"""The checks of `capstone` on recordings made by hand: each accepts the limit and fails beyond it."""

from types import SimpleNamespace

import numpy as np
import pytest

from graders import rubrics
from graders.arrays import encoded
from graders.judge.accuracy import rise
from graders.judge.declare import checks_of, declared, known_of, probe_of
from graders.judge.digits import drawn, labels_of
from graders.judge.forward import HEAD, shipped
from graders.judge.judge import judge
from graders.judge.scope import Scope
from graders.judge.zones import CAPSTONE_DROP
from graders.recording import Outcome, Raised, Record, Recording
from graders.rubrics.capstone import (
    checks,
    hidden_checks,
    inputs,
    misconceptions,
    outcome,
    through_the_base,
)
from graders.submission import Submission

both = pytest.mark.parametrize("batch_norm", [False, True])


def right(images, share=1.0):
    """Logits that are right for the first `share` of the images, and for no other."""
    labels = labels_of("validation", images)
    wrong = np.arange(len(labels)) >= round(share * len(labels))
    return np.eye(5, dtype=np.float32)[(labels + wrong) % 5]


def shaken(kernel, moved):
    """The kernel, away from all its multiples by `moved` of its size; in disorder below 0."""
    random = np.random.default_rng(0)
    if moved < 0:
        return random.permutation(kernel.ravel()).reshape(kernel.shape)
    noise = random.normal(size=kernel.shape)
    noise -= np.sum(noise * kernel) / np.sum(kernel**2) * kernel
    size = moved * np.linalg.norm(kernel) / np.linalg.norm(noise)
    return (kernel + size * noise).astype(np.float32)


MIXTURES = {
    case.inputs["batch_norm"]: case.inputs["mixtures"]
    for case in inputs.cases(0)
    if case.probe == "fine_tune" and case.visible
}


def spoilt(share):
    """How much a model like most keeps of its accuracy with so much of its base at random."""
    return max(0.2, 1 - share**4)


def answers(images, mixtures, kept):
    """What a model answers that is right on `kept(share)` of the images."""
    return [right(images, kept(share)) for share, _ in mixtures]


def case(batch_norm=False, moved=0.02, share=0.95, without=0.2, kept=None, **changed):
    """What a good submission leaves, but for what is changed."""
    images = drawn("validation", np.random.default_rng(0))
    weights = {
        name: shaken(array, moved) if name.endswith("kernel") else array.copy()
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
        "untuned": right(images, share) / 2,
        "mixtures": MIXTURES[batch_norm],
        "mixed": answers(
            images, MIXTURES[batch_norm], kept or (lambda random: share * spoilt(random))
        ),
    }
    return SimpleNamespace(**(seen | changed))


def fails(check, seen):
    with pytest.raises(AssertionError):
        check(seen)


@both
def test_a_good_run_passes_every_check(batch_norm):
    seen = case(batch_norm)
    for check in checks_of(checks).values():
        check(**{probe_of(check): seen})


def answered(seen):
    """The outcome of a probe that measured what `seen` holds."""
    weights = {name: encoded(array) for name, array in seen.weights.items()}
    names = ("logits", "without_base", "untuned")
    logits = {name: encoded(getattr(seen, name)) for name in names}
    logits["mixed"] = [encoded(array) for array in seen.mixed]
    result = {"model": seen.model, "not_finite": seen.not_finite, "weights": weights} | logits
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
            check(**{probe_of(check): case(moved=0, share=0.5)})


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
def test_a_base_that_hardly_moved_was_not_fine_tuned(batch_norm):
    fails(checks.check_fine_tune_tunes_and_uses_the_base, case(batch_norm, moved=0.009))
    fails(checks.check_fine_tune_remembers_the_old_task, case(batch_norm, moved=0))


@both
def test_the_change_is_that_of_all_kernels_together(batch_norm):
    assert outcome.relative_change(case(batch_norm, moved=0.5)) == pytest.approx(0.5, rel=1e-5)


@both
def test_a_kernel_that_was_multiplied_has_not_moved(batch_norm):
    seen = case(batch_norm, moved=0)
    seen.weights["feat/kernel"] *= np.float32(1.5)
    assert outcome.relative_change(seen) == pytest.approx(0, abs=1e-6)
    fails(checks.check_fine_tune_tunes_and_uses_the_base, seen)


def test_right_labels_that_get_likelier_count_though_their_logits_get_smaller():
    """As after label smoothing, or with a head that trains beside the base."""
    seen = case()
    labels = seen.logits.argmax(axis=1)
    seen.logits = 2 * np.eye(5, dtype=np.float32)[labels]
    seen.untuned = 5 * np.random.default_rng(0).normal(size=seen.logits.shape).astype(np.float32)
    assert rise(seen.untuned, seen.logits, labels) < 0.25
    assert through_the_base.helped(seen) > 0.4


def test_a_change_that_lifts_any_label_alike_is_no_training_and_the_head_may_be_right():
    seen = case()
    noise = np.random.default_rng(0).normal(size=(2, *seen.logits.shape)).astype(np.float32)
    right = 6 * np.eye(5, dtype=np.float32)[seen.logits.argmax(axis=1)]
    seen.logits, seen.untuned = right + noise
    assert abs(through_the_base.helped(seen)) < 0.1
    fails(checks.check_fine_tune_tunes_and_uses_the_base, seen)
    fails(checks.check_fine_tune_remembers_the_old_task, seen)
    checks.check_fine_tune_learns_the_new_task(seen)
    assert recognised(seen) == ["moved_anywhere"]


@pytest.mark.parametrize(
    "kept",
    [
        lambda random: 0.95,  # the base is not used
        lambda random: 0.95 if random < 0.9 else 0.2,  # switched off beyond a distance
        lambda random: 0.2,  # switched off by any change
        lambda random: 0.95 * spoilt(random) if random < 1 else 0.8,  # too much is left
        lambda random: 0.95 * spoilt(random) - (random < 0.2) * 0.11,  # a little costs too much
    ],
)
def test_a_model_that_does_not_get_worse_with_its_base_does_not_use_it(kept):
    for check in (
        checks.check_fine_tune_tunes_and_uses_the_base,
        checks.check_fine_tune_learns_the_new_task,
        checks.check_fine_tune_remembers_the_old_task,
    ):
        fails(check, case(kept=kept))


def test_a_model_that_knows_little_need_not_lose_it_by_degrees():
    checks.check_fine_tune_tunes_and_uses_the_base(
        case(share=0.55, kept=lambda random: 0.55 if random < 0.2 else 0.2)
    )


@pytest.mark.parametrize("answers_given", [[], [None] * 13])
def test_answers_that_are_missing_are_no_agreement(answers_given):
    fails(checks.check_fine_tune_tunes_and_uses_the_base, case(mixed=answers_given))


def test_every_share_is_asked_in_an_order_that_is_drawn():
    asked = [through_the_base.drawn_mixtures(np.random.default_rng(seed)) for seed in (0, 1)]
    shares = [[share for share, _ in mixtures] for mixtures in asked]
    assert shares[0] != shares[1]
    wanted = [*through_the_base.BETWEEN, 0.1, 0.1, 1.0, 1.0, 1.0]
    assert sorted(shares[0]) == sorted(shares[1]) == sorted(wanted)
    assert {seed for _, seed in asked[0]}.isdisjoint(seed for _, seed in asked[1])


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
    kernel = seen.weights["feat/kernel"]
    kernel[:, :18] = -kernel[:, :18]
    assert outcome.forgotten(seen) > misconceptions.NOTICEABLE_DROP
    assert recognised(seen) == ["rough"]


@both
@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, []),
        ({"moved": 0, "without": 0.95}, ["another_network"]),
        ({"moved": 0, "share": 0.83}, ["base_still_frozen"]),
        ({"share": 0.85}, ["too_timid"]),
        ({"share": 0.3}, ["nothing_learned"]),
        ({"kept": lambda random: 0.95}, ["by_rules_of_its_own"]),
        ({"moved": -1, "share": 0.2}, ["diverged"]),
        ({"moved": -1}, ["forgotten"]),
        ({"model": "None", "logits": None}, ["no_model"]),
        ({"logits": None}, ["several_outputs"]),
        ({"logits": np.zeros(296, np.float32)}, ["one_number"]),
        ({"logits": np.zeros((296, 1), np.float32)}, ["one_number"]),
        ({"logits": np.zeros((296, 32), np.float32)}, ["base_returned"]),
    ],
)
def test_mistakes_are_told_apart(batch_norm, changed, name):
    assert recognised(case(batch_norm, **changed)) == name
