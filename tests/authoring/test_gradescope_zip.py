"""The autograder for Gradescope: what is in it, and that it grades as Gradescope would run it."""

import json
import os
import subprocess
import sys
import zipfile

import pytest
from click.testing import CliRunner

from graders import course, isolation
from graders.cli.gradescope import command

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Gradescope runs it on Linux")

ROOT = course.root()
LRGRADE = '#!/bin/sh\nexec "{python}" -c "from graders.cli import main; main()" "$@"\n'


def packed(tmp_path, *words):
    tmp_path.mkdir(exist_ok=True)
    target = tmp_path / "autograder.zip"
    done = CliRunner().invoke(command, ["stability", "--out", str(target), *words])
    assert (done.exit_code, done.output) == (0, f"wrote {target}\n"), done.output
    return zipfile.ZipFile(target)


def test_it_holds_the_grader_and_one_key_and_no_solution(tmp_path):
    archive = packed(tmp_path)
    names = archive.namelist()
    assert {"setup.sh", "run_autograder", "settings.sh", "pyproject.toml"} <= set(names)
    assert "graders/rubrics/stability/hidden_checks.py" in names
    assert [name for name in names if name.startswith("solutions/")] == [
        name for name in ["solutions/stability/quiz.toml"] if (ROOT / name).is_file()
    ]
    assert not [name for name in names if "/examples/" in name or "__pycache__" in name]
    for name in ("setup.sh", "run_autograder"):
        assert archive.getinfo(name).external_attr >> 16 == 0o755


def test_the_same_settings_give_the_same_bytes(tmp_path):
    packed(tmp_path, "--seed", "4")
    before = (tmp_path / "autograder.zip").read_bytes()
    packed(tmp_path, "--seed", "4")
    assert (tmp_path / "autograder.zip").read_bytes() == before


def run(tmp_path, **files):
    """What `run_autograder` does with these files handed in."""
    words = ["--without-sandbox"] if isolation.lacking(isolation.DEMANDED) else []
    packed(tmp_path, *words).extractall(tmp_path / "source")
    script = tmp_path / "source/venv/bin/lrgrade"
    script.parent.mkdir(parents=True)
    script.write_text(LRGRADE.format(python=sys.executable))
    script.chmod(0o755)
    (tmp_path / "results").mkdir()
    for name, text in files.items():
        place = tmp_path / "submission" / name.replace("_py", ".py")
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")
    told = subprocess.run(
        ["bash", str(tmp_path / "source/run_autograder")],
        env=os.environ | {"AUTOGRADER": str(tmp_path), "PYTHONPATH": str(tmp_path / "source")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert told.returncode == 0, told.stderr
    return json.loads((tmp_path / "results/results.json").read_text())


def test_it_grades_one_file_and_refuses_two(tmp_path):
    solution = (ROOT / "solutions/stability/stability.py").read_text(encoding="utf-8")
    data = run(tmp_path / "one", stability_py=solution)
    assert data["score"] == sum(test.get("max_score", 0) for test in data["tests"]) > 0
    assert any(test["visibility"] == "after_published" for test in data["tests"])
    two = run(tmp_path / "two", stability_py=solution, again_py=solution)
    assert (two["score"], two["tests"]) == (0, [])
    assert two["output"] == "Hand in one file, a script or a notebook: there are 2."


def test_what_cannot_be_packed_is_one_sentence(tmp_path):
    done = CliRunner().invoke(command, ["none", "--out", str(tmp_path / "x.zip")])
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    done = CliRunner().invoke(command, ["stability", "--out", str(tmp_path / "no/x.zip")])
    assert (done.exit_code, "cannot be written" in done.stderr) == (2, True)
