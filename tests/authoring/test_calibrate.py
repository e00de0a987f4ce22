"""Measuring, comparing and writing; the slow ones train and say when a new Keras moves a figure."""

import pytest
from calibration.samples import changed, one, runs

from graders.authoring import calibrate, calibration_file, recorded_runs
from graders.authoring.calibrate import Calibration, changes, drawn_rates, measure, write
from graders.authoring.calibration_plan import OPTIMIZERS, Batch, Recipe
from graders.authoring.training_runs import TrainingFailed, trained


def unwatched(runs, total):
    return runs


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Files of its own, so that nothing is written into the course."""
    monkeypatch.setattr(calibration_file, "PATH", tmp_path / "calibration.json")
    monkeypatch.setattr(recorded_runs, "VISIBLE", tmp_path / "stability" / "recorded_runs.json")
    monkeypatch.setattr(recorded_runs, "HIDDEN", tmp_path / "stability" / "hidden_runs.json")
    monkeypatch.setattr(calibrate, "FOLDERS_OF_PLOTS", (tmp_path / "images",))
    monkeypatch.setattr(calibration_file.read, "__defaults__", (tmp_path / "calibration.json",))
    return tmp_path


def test_what_was_written_has_not_moved(folder):
    calibration = Calibration(tuple(runs(12)), 12)
    written = write(calibration)
    assert all(path.is_file() for path in written)
    assert {path.relative_to(folder).as_posix() for path in written} == {
        "calibration.json",
        "stability/recorded_runs.json",
        "stability/hidden_runs.json",
        "images/accuracy_adam.svg",
        "images/accuracy_sgd.svg",
        "images/loss_adam.svg",
    }
    assert changes(calibration) == []


def test_fewer_seeds_are_compared_with_the_same_runs_alone(folder):
    write(Calibration(tuple(runs(12)), 12))
    assert changes(Calibration(tuple(runs(2)), 2)) == []


def test_a_run_that_moved_is_told_and_so_is_the_figure(folder):
    write(Calibration(tuple(runs(12)), 12))
    again = [run for run in runs(12) if run.recipe != one().recipe or run.base_seed]
    found = changes(Calibration((*again, one(source_after=0.7)), 12))
    assert any("was healthy, is forgetting" in sentence for sentence in found)
    assert any(sentence.startswith("own_bases: margins: adam: drop") for sentence in found)


def test_a_drawn_run_with_the_wrong_verdict_is_told(folder):
    write(Calibration(tuple(runs(12)), 12))
    made = runs(12)
    place = next(n for n, r in enumerate(made) if r.series == "drawn" and r.rate_zone == "good")
    made[place] = changed(made[place], source_after=0.1)
    assert changes(Calibration(tuple(made), 12)) == ["drawn rates: 1 of 6 good that fail"]


def test_a_training_process_that_fails_says_what_it_said():
    plan = [Batch("bases", 0, 0, (Recipe("no such optimizer", 1.0, 1.0),))]
    with pytest.raises(TrainingFailed, match="no such optimizer"):
        list(trained(plan))


@pytest.mark.slow
def test_two_seeds_measured_again_have_not_moved():
    assert changes(measure(2, 4, unwatched)) == []


@pytest.mark.slow
def test_no_good_run_in_a_thousand_fails_and_no_bad_one_passes():
    counts = drawn_rates(1000, 24, unwatched)
    print(counts)
    assert {name: share["count"] for name, share in counts.items()} == {
        "good that fail": 0,
        "too timid that pass": 0,
        "too high that pass": 0,
    }
    assert sum(share["of"] for share in counts.values()) == 2000
    assert set(OPTIMIZERS) == {"adam", "sgd", "momentum"}
