"""From runs to figures: what counts as an error, and with which interval."""

import math

import pytest
from calibration.samples import changed, one, runs

from graders.authoring.calibration_numbers import (
    distributions,
    errors,
    margins,
    other_thresholds,
    share,
    spread,
    verdict_errors,
)


def swept(runs):
    return [run for run in runs if run.series in ("bases", "orders")]


@pytest.mark.parametrize("of", [50, 1000])
def test_no_error_seen_leaves_an_upper_bound_of_about_37_in_ten_n(of):
    low, high = share(0, of)["interval"]
    assert low == 0
    assert high == pytest.approx(1 - 0.025 ** (1 / of), rel=1e-3)


def test_the_interval_is_clopper_and_pearsons():
    # Clopper and Pearson (1934), the standard example: 10 of 100.
    assert share(10, 100)["interval"] == pytest.approx([0.04900, 0.17622], rel=1e-3)
    assert share(7, 7)["interval"][1] == 1


def test_of_nothing_everything_is_possible():
    assert share(0, 0) == {"count": 0, "of": 0, "interval": [0.0, 1.0]}


def test_a_spread_is_least_median_largest_and_none_where_not_finite():
    assert spread([3.0, 1.0, 2.0]) == [1.0, 2.0, 3.0]
    assert spread([1.0, math.nan, 2.0]) == [1.0, 2.0, None]
    assert spread([math.inf]) == [None, None, None]


def test_healthy_runs_at_good_rates_are_no_errors_and_bad_rates_do_not_pass():
    for criteria in errors(swept(runs())).values():
        verdict = criteria["healthy (all three)"]
        assert [verdict[kind]["count"] for kind in verdict] == [0, 0, 0]
        assert all(verdict[kind]["of"] > 0 for kind in verdict)


def test_a_finite_loss_alone_passes_every_bad_run():
    finite = errors(swept(runs()))["adam"]["loss is finite"]
    assert finite["too high that pass"]["count"] == finite["too high that pass"]["of"] > 0


@pytest.mark.parametrize(
    ("rate", "numbers", "kind"),
    [
        (1e-3, {"source_after": 0.5}, "good that fail"),
        (1e-3, {"final_loss": math.nan}, "good that fail"),
        (1e-6, {}, "too timid that pass"),
        (1e-1, {}, "too high that pass"),
    ],
)
def test_a_verdict_that_does_not_fit_the_rate_is_counted_where_it_belongs(rate, numbers, kind):
    counts = verdict_errors([one(rate, **numbers)])
    assert {name: share["count"] for name, share in counts.items() if share["count"]} == {kind: 1}


def test_a_margin_is_between_the_worst_good_run_and_the_best_bad_one():
    everything = [*swept(runs()), one(3e-3, source_after=0.85), one(2e-2, source_after=0.7)]
    seen = margins(everything)["adam"]["drop"]
    assert seen == {"worst_good": 0.15, "threshold": 0.2, "best_bad": 0.3}


def test_a_diverged_run_with_no_number_does_not_become_the_best_bad_one():
    everything = [*swept(runs()), one(1.0, largest_loss=math.inf)]
    assert margins(everything)["adam"]["spike"]["best_bad"] == 15.0


def test_grey_rates_count_in_the_distributions_only():
    grey = one(1e-2, source_after=0.1)
    assert verdict_errors([grey])["good that fail"]["of"] == 0
    assert distributions([grey])["adam"]["bases"]["0.01"]["named"] == {"forgetting": 1}


def test_the_other_thresholds_come_from_the_tasks():
    tasks = [changed(run, moved=0.3) for run in runs() if run.series in ("tasks", "capstone")]
    assert other_thresholds(tasks)["capstone, base moved"]["seen"] == [0.3, 0.3, 0.3]
    known = other_thresholds(tasks)["capstone, features know"]
    assert known == {"at_least": 0.74, "seen": [0.9] * 3, "refused": {"frozen": [0.6] * 3}}
