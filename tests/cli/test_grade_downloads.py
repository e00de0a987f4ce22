"""`lrgrade grade` on the flat download of a learning platform. No code is run."""

import csv
import json

import pytest
from click.testing import CliRunner

from graders import isolation, rubrics, workers
from graders.cli.grade import command
from graders.cli.regrade import _collected
from graders.judge.checks import nothing_judged
from graders.report import Report
from graders.results import Results


def not_run(items, settings, make_executor):
    for place, item in enumerate(items):
        tasks = nothing_judged(rubrics.load(item.assignment), "fail", "", True)
        known = (item.assignment, item.path, item.sha256, item.student)
        yield place, Report(*known, "graded", tasks)


@pytest.fixture
def grade(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "grade_class", not_run)
    monkeypatch.setattr(isolation, "lacking", lambda layers: [])
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "moodle"
    folder.mkdir()
    for name in (
        "name_123_schedules.py",
        "name_123_schedules (1).py",
        "Jane Doe_9_assignsubmission_file_schedules.py",
        "odd schedules.py",
    ):
        (folder / name).write_text("x = 1\n")
    (tmp_path / "class.csv").write_text("id,name\njd7,Jane Doe\n456,Ana Lee\n")
    (tmp_path / "map.csv").write_text("file,id\nodd schedules.py,zoe\n")

    def run(*words):
        done = CliRunner().invoke(command, ["moodle", "--out", "out", *words])
        assert done.exit_code == 0, done.output
        return done

    return run


def rows(folder):
    with (folder / "out" / "gradebook.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_class_list_map_and_names_say_whose_a_file_is(grade, tmp_path):
    done = grade("--roster", "class.csv", "--map", "map.csv")
    assert set(rows(tmp_path)) == {"name_123", "jd7", "zoe", "456"}
    assert rows(tmp_path)["456"]["status"] == "missing"
    assert "name_123_schedules (1).py: Of 2 attempts this is the latest" in done.stderr
    (path,) = (tmp_path / "out" / "reports" / "name_123").glob("*.json")
    assert json.loads(path.read_text())["submission"]["path"].endswith("schedules (1).py")


def test_what_was_said_holds_for_the_next_run_and_for_regrade(grade, tmp_path):
    grade("--roster", "class.csv", "--map", "map.csv")
    grade("--resume")
    assert set(rows(tmp_path)) == {"name_123", "jd7", "zoe", "456"}
    results = Results(tmp_path / "out")
    found = _collected(results.kept_run(), results)
    assert sorted(item.student for item in found) == ["jd7", "name_123", "zoe"]


@pytest.mark.parametrize(
    ("text", "said"), [(None, "map.csv cannot be read"), ("a,b\n", "needs the columns")]
)
def test_a_bad_map_is_told_in_one_sentence(grade, tmp_path, text, said):
    (tmp_path / "map.csv").unlink()
    if text is not None:
        (tmp_path / "map.csv").write_text(text)
    done = CliRunner().invoke(command, ["moodle", "--map", "map.csv"])
    assert done.exit_code == 2
    assert said in done.stderr
