"""calibration.json: read back as it was written, and what it says holds for what is kept."""

import json
import math

import pytest
from calibration.samples import one, runs

from graders.authoring import calibration_file, recorded_runs
from graders.authoring.calibration_file import THRESHOLDS, derived, read, text
from graders.judge import zones
from graders.judge.zones import zone


@pytest.fixture(scope="module")
def kept():
    return read()


def test_what_was_written_is_read_back(tmp_path):
    path = tmp_path / "calibration.json"
    made = runs()
    path.write_text(text(made, 2, {"keras": "3"}))
    head, back = read(path)
    assert back == [
        calibration_file._run(dict(zip(head["columns"], calibration_file._row(run), strict=True)))
        for run in made
        if run.series != "drawn"
    ]
    assert head["seeds"] == 2
    assert head["versions"] == {"keras": "3"}


def test_a_number_that_is_not_finite_is_kept_as_json_allows(tmp_path):
    path = tmp_path / "calibration.json"
    path.write_text(text([*runs(), one(1.0, final_loss=math.nan)], 2, {}))
    json.loads(path.read_text(), parse_constant=pytest.fail)
    assert math.isnan(read(path)[1][-1].numbers["final_loss"])


def test_the_kept_thresholds_are_those_that_judge(kept):
    assert kept[0]["thresholds"] == {name: getattr(zones, name) for name in THRESHOLDS}


def test_the_kept_figures_follow_from_the_kept_runs(kept):
    head, runs_of_it = kept
    again = derived(runs_of_it)
    for name in ("shipped_base", "own_bases", "other_thresholds"):
        assert head[name] == again[name]


def test_with_the_shipped_base_no_kept_good_run_fails_and_no_bad_one_passes(kept):
    shipped = [c["healthy (all three)"] for c in kept[0]["shipped_base"]["errors"].values()]
    for counts in (*shipped, kept[0]["drawn_rates"]):
        assert [share["count"] for share in counts.values()] == [0, 0, 0]
    assert kept[0]["drawn_rates"]["good that fail"]["of"] == 1000


def test_on_other_bases_no_bad_run_passes_and_one_good_run_in_a_hundred_may_fail(kept):
    for criteria in kept[0]["own_bases"]["errors"].values():
        good, timid, high = criteria["healthy (all three)"].values()
        assert timid["count"] == high["count"] == 0
        assert good["count"] <= 0.02 * good["of"]


def test_each_threshold_stands_between_what_passes_and_what_must_not(kept):
    for margins in kept[0]["shipped_base"]["margins"].values():
        for name in ("drop", "loss_ratio"):
            margin = margins[name]
            assert margin["worst_good"] < margin["threshold"] < margin["best_bad"]
    for name, seen in kept[0]["other_thresholds"].items():
        least, _, largest = seen["seen"]
        held = largest <= seen["at_most"] if "at_most" in seen else least >= seen["at_least"]
        assert held, name


def test_the_kept_recorded_runs_are_forty_whose_numbers_have_their_zone():
    paths = (recorded_runs.VISIBLE, recorded_runs.HIDDEN)
    kept = [run for path in paths for run in json.loads(path.read_text())]
    assert [run["zone"] for run in kept].count("healthy") == 10
    assert len(kept) == 40
    for run in kept:
        numbers = (run["initial_loss"], run["final_loss"], 0.0, run["source_before"])
        assert zone(zones.FineTuning(*numbers, run["source_after"])) == run["zone"]


def test_the_recorded_runs_are_ten_of_each_zone():
    chosen = recorded_runs.chosen(runs(12))
    assert {
        name: [r["zone"] for r in chosen].count(name) for name in recorded_runs.RATES
    } == dict.fromkeys(recorded_runs.RATES, 10)


def test_a_run_that_is_not_what_its_rate_says_is_not_recorded():
    spoiled = [run if run.recipe.rate != 1e-3 else one(1e-3, source_after=0.1) for run in runs(12)]
    with pytest.raises(ValueError, match="is forgetting, not healthy"):
        recorded_runs.chosen([*spoiled, one(1e-4, source_after=0.1)])
