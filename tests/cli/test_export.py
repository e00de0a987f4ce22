"""`lrgrade export`: a run's reports in other systems' formats."""

import json

import pytest
from click.testing import CliRunner
from junitparser import JUnitXml

from graders.cli.export import command
from graders.report import Check, Report, TaskReport
from graders.results import Results, Run


@pytest.fixture
def folder(tmp_path):
    results = Results(tmp_path / "out")
    results.begin(Run(1))
    hidden = Check("check_h", "Hidden one.", "fail", 0.0, 1.0, visibility="hidden")
    for student in ("ada", "=cmd b"):
        tasks = (TaskReport("f", (Check("check_c", "Title.", "pass", 1.0, 1.0), hidden)),)
        results.write(Report("stability", "s.py", "00", student, "graded", tasks))
    return results.folder


def export(folder, *words):
    return CliRunner().invoke(command, [str(folder), *words])


def test_gradescope_gets_a_file_for_each_report(folder, tmp_path):
    done = export(folder, "gradescope", "--out", str(tmp_path / "g"))
    assert (done.exit_code, done.output) == (0, f"2 reports in {tmp_path / 'g'}\n")
    assert json.loads((tmp_path / "g/ada/stability.json").read_text())["score"] == 1.0
    assert len(list((tmp_path / "g").glob("*/stability.json"))) == 2


def test_junit_gets_one_file_without_what_is_hidden(folder, tmp_path):
    assert export(folder, "junit", "--out", str(tmp_path)).exit_code == 0
    assert [suite.tests for suite in JUnitXml.fromfile(str(tmp_path / "junit.xml"))] == [1, 1]
    assert export(folder, "junit", "--out", str(tmp_path), "--hidden", "visible").exit_code == 0
    assert [suite.tests for suite in JUnitXml.fromfile(str(tmp_path / "junit.xml"))] == [2, 2]


def test_tasks_are_rows_that_add_up_to_the_score(folder, tmp_path):
    assert export(folder, "tasks", "--out", str(tmp_path)).exit_code == 0
    rows = (tmp_path / "tasks.csv").read_text().splitlines()
    assert rows[0] == "student,assignment,task,points,max_points,path"
    assert sorted(rows[1:]) == ["'=cmd b,stability,f,1,2,s.py", "ada,stability,f,1,2,s.py"]


def test_a_sheet_is_filled_in_and_who_has_no_row_is_named(folder, tmp_path):
    sheet = tmp_path / "down.csv"
    sheet.write_text("Student,SIS Login ID,stability (3)\nAda L.,ada,\n", encoding="utf-8-sig")
    done = export(folder, "canvas", "--out", str(tmp_path), "--sheet", str(sheet))
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert f"no row in {sheet} for: =cmd b." in done.stderr
    filled = (tmp_path / "canvas.csv").read_text()
    assert filled == "Student,SIS Login ID,stability (3)\nAda L.,ada,1\n"
    assert export(folder, "moodle", "--out", str(tmp_path)).exit_code == 0


def test_what_cannot_be_used_is_one_sentence(folder, tmp_path):
    (tmp_path / "file").write_text("")
    for words, says in (
        ((tmp_path / "none", "junit", "--out", "x"), "holds no run"),
        ((folder, "junit", "--out", str(tmp_path / "file")), "cannot be written"),
        ((folder, "junit", "--out", "x", "--sheet", "y"), "are for canvas and moodle"),
        ((folder, "canvas", "--out", "x", "--sheet", "none.csv"), "cannot be read"),
        ((folder, "canvas", "--out", "x", "--sheet", str(tmp_path / "file")), "empty"),
        ((folder, "canvas", "--out", "x", "--sheet", "y", "--column", "z"), "ASSIGNMENT=COLUMN"),
    ):
        done = export(*words)
        assert done.exit_code == 2
        assert says in done.stderr
