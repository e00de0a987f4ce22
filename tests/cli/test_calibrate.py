"""`lrgrade calibrate`: prints, compares or writes, and says by its exit code which."""

from pathlib import Path

import pytest
from calibration.samples import runs
from click.testing import CliRunner

from graders import course
from graders.authoring import calibrate, calibration_file
from graders.authoring.calibrate import Calibration
from graders.cli.calibrate import command


@pytest.fixture
def measured(monkeypatch):
    """No training: made-up runs, and a note of what was asked and written."""
    asked, written = [], []

    def measure(seeds, drawn, watch):
        asked.append((seeds, drawn))
        made = runs(seeds, drawn)
        return Calibration(tuple(watch(iter(made), len(made))), seeds)

    def write(calibration):
        written.append(calibration)
        return [Path("calibration.json")]

    monkeypatch.setattr(calibrate, "measure", measure)
    monkeypatch.setattr(calibrate, "write", write)
    monkeypatch.setattr(calibrate, "changes", lambda calibration: [])
    return asked, written


def test_it_prints_tables_and_writes(measured):
    asked, written = measured
    result = CliRunner().invoke(command, ["--seeds", "10", "--drawn", "4"], terminal_width=200)
    assert result.exit_code == 0
    assert asked == [(10, 4)]
    assert len(written) == 1
    assert "wrote calibration.json" in result.stdout
    for words in (
        "adam, other bases",
        "95 % intervals",
        "margins, shipped base",
        "other thresholds",
    ):
        assert words in result.stdout
    assert "runs" in result.stderr


def test_check_writes_nothing_and_tells_that_nothing_moved(measured):
    result = CliRunner().invoke(command, ["--check", "--seeds", "2", "--drawn", "4"])
    assert result.exit_code == 0
    assert measured[1] == []
    assert result.stdout.rstrip().endswith("Nothing moved.")


def test_fewer_seeds_take_fewer_drawn_rates(measured):
    CliRunner().invoke(command, ["--check", "--seeds", "2"])
    assert measured[0] == [(2, 83)]


def test_check_needs_something_to_compare_with(measured, monkeypatch, tmp_path):
    monkeypatch.setattr(calibration_file, "PATH", tmp_path / "calibration.json")
    result = CliRunner().invoke(command, ["--check", "--seeds", "2"])
    assert result.exit_code == 1
    assert "calibration.json is not there; without --check it is made" in result.output
    assert measured == ([], [])


def test_check_lists_what_moved_and_exits_with_1(measured, monkeypatch):
    monkeypatch.setattr(calibrate, "changes", lambda calibration: ["a: was 1, is 2"])
    result = CliRunner().invoke(command, ["--check", "--seeds", "2", "--drawn", "4"])
    assert result.exit_code == 1
    assert "- a: was 1, is 2\n1 moved." in result.stdout


def test_too_few_seeds_to_keep_are_refused_before_anything_is_trained(measured):
    result = CliRunner().invoke(command, ["--seeds", "3"])
    assert result.exit_code == 1
    assert "3 seeds are too few to keep; --check takes any number" in result.output
    assert measured == ([], [])


def test_without_a_course_around_it_says_what_it_needs(measured, monkeypatch):
    monkeypatch.setattr(course, "root", lambda: None)
    result = CliRunner().invoke(command)
    assert result.exit_code == 1
    assert "needs the course's folder" in result.output


def test_the_help_has_examples():
    result = CliRunner().invoke(command, ["--help"])
    assert "lrgrade calibrate --check --seeds 2" in result.output
