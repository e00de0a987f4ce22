"""The pytest that judges: nothing from outside reaches it, and it leaves nothing behind."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graders import rubrics
from graders.judge import session
from graders.judge.session import JudgeError, findings
from graders.recording import Case, Outcome, Record, Recording

TELL = "import sys\nsys.stderr.write('it ran')\nraise SystemExit('a conftest ran')\n"


def seen(value):
    return Outcome("returned", {"returned": {"type": "float", "value": value, "text": str(value)}})


RECORDING = Recording(
    "sample",
    "00",
    "3",
    1,
    {},
    (
        Record(Case("double", {"x": 1.5}, "double(1.5)"), seen(3.0)),
        Record(Case("double", {"x": 4.0}, "double(4.0)"), seen(9.0)),
        Record(Case("double", {"x": 5.0}, "double(5.0)", visible=False), seen(10.0)),
        Record(Case("name", {}, "name()"), Outcome("returned", {"length": 5})),
    ),
)


@pytest.fixture
def told(sample):
    """What each check found, in short."""

    def run(hidden=True):
        found = findings(RECORDING, sample, hidden)
        return {name: [finding.passed for finding in runs] for name, runs in found.items()}

    return run


EXPECTED = {
    "check_double_value": [True, False],
    "check_double_kind": [True],
    "check_name_length": [True],
    "check_double_others": [True],
}


def test_each_check_runs_once_for_each_of_its_cases(told):
    assert told() == EXPECTED


def test_hidden_checks_are_not_run_for_a_student(told):
    assert "check_double_others" not in told(hidden=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PYTEST_ADDOPTS", "--collect-only"),
        ("PYTEST_ADDOPTS", "-k nothing --no-such-option"),
        ("PYTEST_PLUGINS", "no_such_plugin"),
        ("PYTEST_DISABLE_PLUGIN_AUTOLOAD", ""),
    ],
)
def test_the_environment_changes_nothing_and_is_put_back(told, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert told() == EXPECTED
    assert os.environ[name] == value


def test_files_in_the_current_folder_change_nothing(told, tmp_path, monkeypatch):
    for name in ("conftest.py", "pytest.py", "double.py", "test_x.py", "sitecustomize.py"):
        (tmp_path / name).write_text(TELL)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")
    (tmp_path / "pyproject.toml").write_text("not toml at all [")
    monkeypatch.chdir(tmp_path)
    assert told() == EXPECTED


def test_judging_writes_nothing_into_the_current_folder(told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told()
    assert list(tmp_path.iterdir()) == []


def test_judging_says_nothing(told, capfd):
    told()
    assert capfd.readouterr() == ("", "")


def test_a_case_that_did_not_return_is_not_judged(sample):
    record = Record(Case("name", {}, "name()"), Outcome("timeout"))
    found = findings(Recording("sample", "00", "3", 1, {}, (record,)), sample, hidden=False)
    (finding,) = found["check_name_length"]
    assert (finding.judged, finding.passed, finding.record) == (False, False, record)


def test_a_pytest_that_fails_is_a_judge_error(sample, monkeypatch):
    monkeypatch.setattr(session, "_options", lambda: ["--no-such-option"])
    with pytest.raises(JudgeError, match="no-such-option"):
        findings(RECORDING, sample, hidden=False)


JUDGE = """
import json, sys
from graders import rubrics
from graders.judge.judge import judge
from graders.judge.scope import Scope
from graders.recording import Outcome, Record, Recording
from graders.submission import Submission
import importlib
slug = sys.argv[1]
cases = importlib.import_module(f"graders.rubrics.{slug}.inputs").cases(1)
records = tuple(Record(case, Outcome("timeout", detail="1 s")) for case in cases)
submission = Submission(slug, "x.py", "00", None, "", "")
recording = Recording(slug, "00", "1", 1, {}, records)
report = judge(submission, recording, rubrics.load(slug), Scope(hidden=True))
heavy = [name for name in sys.modules if name.split(".")[0] in ("tensorflow", "keras")]
print(json.dumps([report.status, report.score, heavy]))
"""


@pytest.mark.parametrize("slug", rubrics.slugs())
def test_the_judging_process_does_not_import_tensorflow(slug, tmp_path):
    (tmp_path / "conftest.py").write_text(TELL)
    environment = {
        **os.environ,
        "PYTEST_ADDOPTS": "--collect-only",
        "PYTHONPATH": str(Path(session.__file__).parents[2]),
    }
    done = subprocess.run(
        [sys.executable, "-c", JUDGE, slug],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == ["graded", 0.0, []]


def test_a_conftest_beside_the_checks_is_not_read(sample, tmp_path, monkeypatch):
    shutil.copytree(sample.folder, tmp_path / "sample")
    (tmp_path / "sample" / "conftest.py").write_text(TELL)
    monkeypatch.setattr(rubrics, "HERE", tmp_path)
    assert sample.folder == tmp_path / "sample"
    found = findings(RECORDING, sample, hidden=False)
    assert [finding.passed for finding in found["check_double_value"]] == [True, False]


def test_a_process_that_judges_leaves_no_folder_behind(tmp_path):
    program = "from graders.judge import session; print(session._empty_folder())"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    made = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert Path(made.stdout.strip()).parent == tmp_path
    assert list(tmp_path.iterdir()) == []
