"""What the judge takes for right in `stability`: the bound, the range, the cut, the names."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from graders.judge.zones import FORGETTING_DROP, TIMID_LOSS
from graders.rubrics.stability import checks, formulas
from graders.rubrics.stability.inputs import cases
from graders.rubrics.stability.probes import diagnose, lr_range, max_stable_lr, suggest_lr
from graders.rubrics.stability.runs import recorded_runs

SEEDS = range(100)


def drawn(probe):
    return [
        SimpleNamespace(**case.inputs)
        for seed in SEEDS
        for case in cases(seed)
        if case.probe == probe and (seed == 0 or not case.visible)
    ]


def test_the_bound_is_that_of_the_curriculum():
    assert formulas.largest_stable([[10.0]]) == pytest.approx(0.2)
    assert formulas.largest_stable([[10.0]], 0.9) == pytest.approx(0.38)
    assert formulas.largest_stable([[4.0, 1.0], [1.0, 2.0]]) == pytest.approx(2 / (3 + 2**0.5))


@pytest.mark.parametrize(
    ("rate", "momentum", "left"), [(0.19, 0, 2.66e-5), (0.20, 0, 1.0), (0.21, 0, 13780.6)]
)
def test_a_walk_on_a_parabola_ends_where_the_lesson_says(rate, momentum, left):
    assert formulas.loss_after([[10.0]], momentum, rate, steps=50) == pytest.approx(left, rel=1e-2)


def test_every_bound_parts_what_falls_from_what_grows():
    for case in drawn("max_stable_lr"):
        bound = formulas.largest_stable(case.hessian, case.momentum or 0.0)
        walked = SimpleNamespace(**vars(case), returned={"type": "float", "value": bound})
        assert checks.walked(walked, 0.95).endswith("falls")
        assert checks.walked(walked, 1.05).endswith("grows")


@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_there_is_no_walk_without_a_rate(value):
    case = SimpleNamespace(
        hessian=[[1.0]], momentum=None, returned={"type": "float", "value": value}
    )
    assert checks.walked(case, 0.95) == "there is no rate to walk with"


@pytest.mark.parametrize("value", [0.0, 1e-9, -1.0])
def test_a_rate_that_is_far_too_small_or_negative_does_not_part_them(value):
    case = SimpleNamespace(
        hessian=[[1.0]], momentum=None, returned={"type": "float", "value": value}
    )
    seen = (checks.walked(case, 0.95)[-5:], checks.walked(case, 1.05)[-5:])
    assert seen != ("falls", "grows")


def test_no_drawn_matrix_is_a_trap_for_power_iteration():
    for case in drawn("max_stable_lr"):
        values, vectors = np.linalg.eigh(case.hessian)
        assert len(values) == 1 or values[-2] <= 0.71 * values[-1]
        assert abs(vectors[:, -1].sum()) > 0.1
        assert np.isrealobj(np.linalg.eigvals(case.hessian))


@pytest.mark.parametrize(
    ("losses", "kept"),
    [
        ([1.0, 0.5, 0.8, 1.9, 2.1, 0.1], 4),
        ([1.0, math.nan, 0.1], 1),
        ([1.0, 0.5, math.inf], 2),
        ([9.0, 1.0, 3.0], 3),
    ],
)
def test_losses_are_kept_up_to_the_first_bad_one(losses, kept):
    assert formulas.kept(losses) == losses[:kept]


def test_the_first_of_equal_losses_is_suggested():
    assert formulas.suggested([0.1, 0.2, 0.3], [2.0, 1.0, 1.0]) == pytest.approx(0.02)


def test_no_loss_lies_near_the_limit_of_a_jump():
    for case in drawn("suggest_lr"):
        losses = [float(loss) for loss in case.losses]
        assert math.isfinite(losses[0])
        for place in range(1, len(losses)):
            lowest = min(losses[:place])
            if math.isfinite(losses[place]) and math.isfinite(sum(losses[:place])):
                assert abs(losses[place] / (formulas.JUMP * lowest) - 1) > 0.01


def test_a_drawn_curve_always_has_something_to_cut():
    for case in drawn("suggest_lr"):
        if case.about == "drawn":
            losses = [float(loss) for loss in case.losses]
            assert min(formulas.kept(losses)) > losses[-2]


def test_no_run_lies_near_a_limit():
    for case in drawn("diagnose"):
        ratio = float(case.final_loss) / case.initial_loss
        drop = case.source_before - case.source_after
        assert abs(drop / FORGETTING_DROP - 1) > 0.01
        assert not min(abs(ratio / limit - 1) for limit in (TIMID_LOSS, 1.0)) < 0.01


def test_the_four_names_are_asked_for_in_hidden_cases_of_every_seed():
    for seed in SEEDS:
        hidden = [case for case in cases(seed) if case.probe == "diagnose" and not case.visible]
        names = {checks.named(SimpleNamespace(**case.inputs)) for case in hidden}
        assert names == {"diverged", "forgetting", "too_timid", "healthy"}


def test_the_rules_name_every_recorded_run_as_its_zone():
    runs = recorded_runs().values()
    assert len(runs) == 40
    for run in runs:
        losses = (run.initial_loss, run.final_loss)
        assert formulas.label(*losses, run.source_before, run.source_after) == run.zone
        ratio, drop = run.final_loss / run.initial_loss, run.source_before - run.source_after
        away = (ratio - 1, ratio / TIMID_LOSS - 1, drop / FORGETTING_DROP - 1)
        assert min(map(abs, away)) > 0.001


def test_visible_and_hidden_runs_are_of_every_zone_and_travel_without_it():
    for visible in (True, False):
        recorded = [
            case for case in cases(0) if case.probe == "diagnose_run" and case.visible is visible
        ]
        zones = [recorded_runs()[case.inputs["run"]].zone for case in recorded]
        assert sorted(set(zones)) == ["diverged", "forgetting", "healthy", "too_timid"]
        assert len(zones) == 20
        assert not any(zone in case.inputs.values() for case in recorded for zone in zones)


def test_the_rules_are_asked_in_their_order():
    assert formulas.label(0.5, 0.45, 1.0, 0.5) == "forgetting"
    assert formulas.label(0.5, math.nan, 1.0, 0.5) == "diverged"
    assert formulas.label(0.5, 0.45, 1.0, 0.95) == "too_timid"
    assert formulas.label(0.5, 0.39, 1.0, 0.95) == "healthy"


def test_the_probes_write_down_whatever_comes_back():
    odd = SimpleNamespace(
        max_stable_lr=lambda hessian: "0.2",
        lr_range=lambda start, end, n: [object()],
        suggest_lr=lambda lrs, losses: losses[1],
        diagnose=lambda *numbers: None,
    )
    curve = SimpleNamespace(lrs=[1.0, 2.0], losses=[1.0, "nan"])
    run = SimpleNamespace(initial_loss=1.0, final_loss="inf", source_before=1.0, source_after=1.0)
    ends = SimpleNamespace(start=0.1, end=1.0, n=3)
    matrix = SimpleNamespace(hessian=[[1.0]], momentum=None)
    assert max_stable_lr(odd, matrix)["returned"]["type"] == "str"
    assert lr_range(odd, ends)["values"] == []
    assert suggest_lr(odd, curve)["returned"]["type"] == "float64"
    assert diagnose(odd, run) == {"label": None}
