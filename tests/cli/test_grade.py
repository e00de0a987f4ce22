import csv
import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from graders import rubrics, workers
from graders.cli.class_run import Options, grade
from graders.intake import collect
from graders.judge.scope import Scope
from graders.judge.unjudged import grader_failed
from graders.results import Results

from .processes import descendants, gone


def test_a_class_leaves_a_page_a_gradebook_and_every_report(class_run):
    folder, run = class_run
    assert run.returncode == 0, run.stderr
    results = folder / "results"
    assert "ana" in (results / "index.html").read_text(encoding="utf-8")
    with (results / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 3
    for ending in ("json", "html"):
        found = {path.parent.name for path in results.glob(f"reports/*/optimizers.{ending}")}
        assert found == {"ana", "ben", "eva"}
    assert json.loads((results / "run.json").read_text())["seed"] == 7
    assert str(Path("results/index.html")) in run.stdout


def test_all_reports_are_one_json_array_with_the_refusal_in_it(class_run):
    folder, _ = class_run
    reports = json.loads((folder / "all.json").read_text(encoding="utf-8"))
    status = {item["submission"]["student"]: item["status"] for item in reports}
    assert status == {"ana": "graded", "ben": "refused", "eva": "graded"}
    assert all(report["max_score"] for report in reports if report["status"] == "graded")


def test_progress_is_a_plain_line_a_submission_without_a_terminal(class_run):
    _, run = class_run
    counted = [line for line in run.stderr.splitlines() if line.startswith("[")]
    assert [line.split("]")[0] for line in counted] == ["[1/3", "[2/3", "[3/3"]


def test_resume_keeps_the_seed_and_runs_no_code_again(resumed):
    folder, resume = resumed
    kept = sorted((folder / "results" / "recordings").iterdir())
    before = [(path.name, path.stat().st_mtime_ns) for path in kept]
    assert len(before) == 2
    run = resume()
    assert run.returncode == 0, run.stderr
    again = sorted((folder / "results" / "recordings").iterdir())
    assert [(path.name, path.stat().st_mtime_ns) for path in again] == before
    assert json.loads((folder / "results" / "run.json").read_text())["seed"] == 7


def test_keep_removes_old_recordings_that_the_run_did_not_use(resumed):
    folder, resume = resumed
    recordings = folder / "results" / "recordings"
    used = {path.name for path in recordings.iterdir()}
    for days, name in ((40, "old.json"), (20, "young.json")):
        (recordings / name).write_text("{}")
        long_ago = time.time() - days * 86_400
        os.utime(recordings / name, (long_ago, long_ago))
    for name in used:
        os.utime(recordings / name, (1, 1))
    run = resume("--keep", "30")
    assert run.returncode == 0, run.stderr
    assert "1 old recording removed." in run.stdout
    assert {path.name for path in recordings.iterdir()} == used | {"young.json"}


def test_a_second_run_in_the_same_folder_is_a_sentence(resumed):
    folder, resume = resumed
    page = (folder / "results" / "index.html").read_bytes()
    with Results(folder / "results").hold():
        run = resume()
    assert run.returncode == 2
    assert run.stderr.startswith("lrgrade: another run is at work in results: ")
    assert len(run.stderr.splitlines()) == 1
    assert (folder / "results" / "index.html").read_bytes() == page


def test_resume_refuses_another_seed(resumed):
    _, resume = resumed
    run = resume("--seed", "8")
    assert run.returncode == 2
    assert "begun with --seed 7" in run.stderr


@pytest.mark.parametrize(
    ("paths", "says"),
    [
        (("absent",), "no such file"),
        (("empty",), "nothing to grade"),
        (("broken",), "not valid Python"),
    ],
)
def test_nothing_that_can_be_graded_is_an_error(lrgrade, tmp_path, paths, says):
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "optimizers.py").write_text("def f(:\n")
    run = lrgrade("grade", *paths, "--out", "results")
    assert run.returncode == 2
    assert says in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "results").exists()


@pytest.mark.parametrize(
    "options",
    [
        ("--out", "a_file"),
        ("--out", "a_file/results"),
        ("--json", "a_file/all.json"),
        ("--json", "."),
    ],
)
def test_results_that_cannot_be_written_are_told_before_grading(lrgrade, tmp_path, stub, options):
    (tmp_path / "a_file").write_text("")
    (tmp_path / "optimizers.py").write_text(stub, encoding="utf-8")
    run = lrgrade("grade", "optimizers.py", *options)
    assert run.returncode == 2
    assert "cannot be written" in run.stderr
    assert len(run.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--resume",), "name its folder with --out"),
        (("--keep", "3"), "name its folder with --out"),
        (("--assignment", "baking"), "no assignment is called 'baking'"),
        (("--workers", "0"), "--workers"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(lrgrade, arguments, says):
    run = lrgrade("grade", "optimizers.py", *arguments)
    assert run.returncode == 2
    assert says in run.stderr
    assert "Traceback" not in run.stderr


def test_two_files_for_one_assignment_are_refused_together(lrgrade, tmp_path):
    folder = tmp_path / "class" / "ana" / "schedules"
    folder.mkdir(parents=True)
    notebook = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "schedules.py").write_text("x = 1\n")
    (folder / "schedules.ipynb").write_text(json.dumps(notebook))
    run = lrgrade("grade", "class")
    assert run.returncode == 2
    assert "schedules.py" in run.stderr
    assert "schedules.ipynb" in run.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_ctrl_c_keeps_what_is_finished_and_resume_goes_on(lrgrade, command, tmp_path, right):
    for number in range(8):
        folder = tmp_path / "class" / f"student{number}" / "optimizers"
        folder.mkdir(parents=True)
        (folder / "optimizers.py").write_text(f"{right}\n# {number}\n", encoding="utf-8")
    arguments = ("grade", "class", "--out", "results", "--workers", "1")
    with subprocess.Popen(
        [*command, *arguments],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    ) as run:
        line = next(line for line in run.stderr if line.startswith("["))
        started = descendants(run.pid)
        os.killpg(run.pid, signal.SIGINT)
        _, said = run.communicate(timeout=30)
    assert line.startswith("[1/8]")
    assert run.returncode == 130, said
    assert "--resume" in said
    assert "Traceback" not in said
    assert started
    assert gone(started)
    finished = list((tmp_path / "results").glob("reports/*/optimizers.json"))
    assert 1 <= len(finished) < 8
    assert (tmp_path / "results" / "index.html").is_file()
    again = lrgrade(*arguments, "--resume")
    assert again.returncode == 0, again.stderr
    assert len(list((tmp_path / "results").glob("reports/*/optimizers.json"))) == 8


def test_a_full_disk_while_reports_are_written_is_a_sentence(monkeypatch, capsys, tmp_path):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Results, "write", full)
    assert _exit_code_of_a_run(monkeypatch, tmp_path) == 3
    _one_sentence_about_the_disk(capsys)


def test_a_disk_that_stays_full_is_the_same_sentence(monkeypatch, capsys, tmp_path):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Results, "write", full)
    monkeypatch.setattr(Results, "finish", full)
    assert _exit_code_of_a_run(monkeypatch, tmp_path) == 3
    _one_sentence_about_the_disk(capsys)


def test_a_disk_that_is_full_at_the_end_is_the_same_sentence(monkeypatch, capsys, tmp_path):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Results, "finish", full)
    assert _exit_code_of_a_run(monkeypatch, tmp_path) == 3
    _one_sentence_about_the_disk(capsys)


def test_a_fault_of_the_grader_is_told_by_the_exit_code(monkeypatch, tmp_path):
    assert _exit_code_of_a_run(monkeypatch, tmp_path) == 3


def _exit_code_of_a_run(monkeypatch, folder):
    """Grade one submission in this process, with a report that no code was run for."""
    (folder / "optimizers.py").write_text("def set_lr(optimizer, lr): pass\n")
    known = rubrics.load_all()
    items = collect([folder / "optimizers.py"], known)
    report = grader_failed(items[0], known["optimizers"], Scope(True), "made up")
    monkeypatch.setattr(workers, "grade_class", lambda *_: iter([(0, report)]))
    try:
        return grade(items, Options(out=folder / "results"))
    except click.exceptions.Exit as ending:
        return ending.exit_code


def _one_sentence_about_the_disk(capsys):
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("lrgrade:")]
    assert len(said) == 1
    assert "No space left on device" in said[0]
    assert "--resume" in said[0]
