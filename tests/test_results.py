"""The folder of a run: whatever students are called, files stay inside it and apart."""

import csv
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graders.gradebook import Alike
from graders.report import Check, Report, ReportNote, TaskReport
from graders.results import Busy, Results, Run
from graders.submission import Refusal

ROW = Check("check_a", "A check.", "pass", 1.0, 1.0)
REPORT = Report("sample", "ada/sample.py", "00", "ada", "graded", (TaskReport("f", (ROW,)),))
ODD = [
    "../x",
    "a/b",
    "a_b",
    "a\\b",
    "",
    ".",
    "..",
    "...",
    "/etc/passwd",
    "-rf",
    "C:\\x",
    "CON",
    "Zoë Ångström",
    "李雷",
    "😀",
    "x" * 300,
    "x" * 301,
    "a\x00b",
    "a\nb",
    "<script>",
    "ada lovelace",
    "ada@example.org",
    "\ud800",
]


@pytest.fixture
def results(tmp_path):
    return Results(tmp_path / "run")


def written(results, ending):
    return sorted(results.folder.glob(f"reports/**/*{ending}"))


@pytest.mark.parametrize("student", ODD)
def test_the_report_of_an_odd_name_stays_inside_the_folder(results, student, tmp_path):
    results.write(replace(REPORT, student=student, path="sample.py"))
    (path,) = (item for item in tmp_path.rglob("*.json"))
    assert path.resolve().is_relative_to((results.folder / "reports").resolve())
    assert len(path.relative_to(results.folder).parts) == 3
    assert all(len(part) < 120 for part in path.relative_to(results.folder).parts)
    assert path.with_suffix(".html").is_file()


def test_odd_names_never_share_a_file(results):
    for number, student in enumerate(ODD):
        results.write(replace(REPORT, student=student, path=f"{number}/sample.py"))
    assert len(written(results, ".json")) == len(written(results, ".html")) == len(ODD)


def test_two_names_that_differ_in_what_is_replaced_stay_apart(results):
    for student in ("a/b", "a:b", "a_b"):
        results.write(replace(REPORT, student=student))
    assert len({path.parent for path in written(results, ".json")}) == 3


def test_two_files_of_one_student_stay_apart(results):
    results.write(REPORT)
    results.write(replace(REPORT, path="ada/other.py"))
    names = [str(path.relative_to(results.folder)) for path in written(results, ".json")]
    assert names == ["reports/ada/sample-2.json", "reports/ada/sample.json"]


def test_writing_a_report_again_replaces_it(results):
    results.write(REPORT)
    results.write(replace(REPORT, status="grader_error"))
    (path,) = written(results, ".json")
    assert json.loads(path.read_text(encoding="utf-8"))["status"] == "grader_error"


@pytest.mark.parametrize("path", ["../../x.py", "/etc/x.py", "a/b/c.zip", "x", "..py"])
def test_without_a_student_the_path_names_the_folder(results, path, tmp_path):
    note = (ReportNote("refused", "no"),)
    results.write(Report(None, path, None, None, "refused", notes=note))
    (file,) = (item for item in tmp_path.rglob("*.json"))
    assert file.resolve().is_relative_to((results.folder / "reports").resolve())


def test_a_path_without_a_name_has_a_place_too(results):
    results.write(Report(None, ".", None, None, "refused"))


def test_the_class_page_links_to_every_report(results):
    reports = [replace(REPORT, student=name, path=name) for name in ("ada", "a/b", "Zoë")]
    for report in reports:
        results.write(report)
    results.finish(reports, seed=7)
    page = results.class_page.read_text(encoding="utf-8")
    for path in written(results, ".html"):
        assert Path(path).relative_to(results.folder).as_posix() in page


def test_the_gradebook_has_a_row_for_each_student(results):
    reports = [replace(REPORT, student=name, path=name) for name in ("ada", "bob")]
    results.finish(reports, seed=7)
    text = (results.folder / "gradebook.csv").read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(text.splitlines()))) >= 3


RUN = '{"seed": %s, "paths": ["class"], "folder": "/home", "assignment": null}'


def test_the_seed_of_a_run_is_kept(results):
    assert results.kept_run() is None
    results.begin(Run(7, ("class",), "/home", "sample"))
    assert results.kept_run() == Run(7, ("class",), "/home", "sample")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", "\x00", "[" * 100_000]
    + [RUN % seed for seed in ("null", '"x"', '"7"', "true", "-1", "1e3", 2**32)],
)
def test_a_broken_run_file_holds_no_seed(results, text):
    results.begin(Run(7, ("class",), "/home", "sample"))
    (results.folder / "run.json").write_text(RUN % 7)
    assert results.kept_run() == Run(7, ("class",), "/home")
    (results.folder / "run.json").write_text(text)
    assert results.kept_run() is None


def test_a_folder_that_cannot_be_written_is_an_os_error(tmp_path):
    (tmp_path / "run").write_text("a file")
    with pytest.raises(OSError, match="run"):
        Results(tmp_path / "run").begin(Run(7))


def test_names_that_differ_in_case_only_stay_apart_on_every_system(results):
    for student in ("ada", "Ada", "ADA"):
        results.write(replace(REPORT, student=student, path=student))
    paths = {str(path).lower() for path in written(results, ".json")}
    assert len(paths) == 3


@pytest.mark.parametrize("student", ["CON", "nul", "Com1", "LPT9"])
def test_a_name_that_windows_keeps_for_a_device_is_changed(results, student):
    results.write(replace(REPORT, student=student))
    (path,) = written(results, ".json")
    assert path.parent.name.startswith(f"{student}-")


def test_a_second_run_in_the_same_folder_is_refused_until_the_first_has_ended(results):
    with results.hold(), pytest.raises(Busy):
        Results(results.folder).hold()
    with Results(results.folder).hold():
        pass


HOLDS = """
import pathlib, sys, time
from graders.results import Results
held = Results(pathlib.Path(sys.argv[1])).hold()
print("held", flush=True)
time.sleep(60)
"""


def test_a_lock_ends_with_its_process_however_that_ends(results):
    program = [sys.executable, "-c", HOLDS, str(results.folder)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Busy):
            results.hold()
        other.kill()
    with results.hold():
        pass


def test_what_a_killed_run_had_only_begun_to_write_is_cleared_away(results):
    results.write(REPORT)
    results.recordings.mkdir()
    for place in (results.folder, results.recordings, results.folder / "reports" / "ada"):
        (place / ".writing-x").write_text("{")
    with results.hold():
        assert not list(results.folder.rglob(".writing-*"))
    assert len(written(results, "json")) == 1


def test_files_are_given_in_the_order_of_the_items_and_not_of_the_reports(results):
    upper, lower = replace(REPORT, student="Ada"), replace(REPORT, student="ada")
    results.reserve(
        [Refusal(upper.path, "x", "sample", "Ada"), Refusal(lower.path, "x", "sample", "ada")]
    )
    results.write(lower)
    results.write(upper)
    names = [str(path.relative_to(results.folder)) for path in written(results, "json")]
    assert names == ["reports/Ada/sample.json", "reports/ada/sample-2.json"]


def test_near_identical_pairs_stay_on_the_class_page(tmp_path):
    results = Results(tmp_path)
    results.keep_alike([Alike("sample", "ada", "<b>ben", 0.8)])
    again = Results(tmp_path)
    again.finish([REPORT], 1)
    page = (tmp_path / "index.html").read_text()
    assert "Near-identical code" in page
    assert "&lt;b&gt;ben" in page
    assert "80 %" in page
    (tmp_path / "alike.json").write_text('[{"assignment": 3}]')
    again.finish([REPORT], 1)
    assert "Near-identical code" not in (tmp_path / "index.html").read_text()
