"""The workflows for instructors, held to the public schemas and a security linter, offline."""

import subprocess
import sys
from pathlib import Path

import pytest

from graders import course

FOLDER = course.root() / "docs" / "workflows"
BIN = Path(sys.executable).parent
GITHUB = sorted(path for path in FOLDER.glob("*.yml") if ".gitlab" not in path.name)
GITLAB = sorted(FOLDER.glob("*.gitlab-ci.yml"))


def told(*command):
    run = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120)
    return run.returncode, run.stdout + run.stderr


def schema(name, path):
    return told(BIN / "check-jsonschema", "--builtin-schema", f"vendor.{name}", path)


def linted(path):
    return told(BIN / "zizmor", "--offline", "--pedantic", "--no-progress", path)


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_a_workflow_of_github_is_valid_and_safe(path):
    assert schema("github-workflows", path)[0] == 0
    code, said = linted(path)
    assert (code, "No findings" in said) == (0, True), said


@pytest.mark.parametrize("path", GITLAB, ids=lambda path: path.name)
def test_a_pipeline_of_gitlab_is_valid(path):
    assert schema("gitlab-ci", path)[0] == 0


def test_there_is_a_workflow_for_each_kind():
    assert len(GITHUB) >= 2
    assert len(GITLAB) == 1


def test_the_linters_would_notice_a_mistake(tmp_path):
    text = (FOLDER / "grade-pull-requests.yml").read_text(encoding="utf-8")
    unsafe = tmp_path / ".github" / "workflows" / "unsafe.yml"
    unsafe.parent.mkdir(parents=True)
    unsafe.write_text(text.replace("persist-credentials: false", "clean: true"), encoding="utf-8")
    assert linted(unsafe)[0] != 0
    unsafe.write_text(text.replace("runs-on:", "runs_on:"), encoding="utf-8")
    assert schema("github-workflows", unsafe)[0] != 0
