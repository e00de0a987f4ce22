import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graders import course, isolation
from graders.cli.doctor import _remark

ROOT = course.root()


@pytest.fixture
def copied(tmp_path):
    """A course of its own, so that nothing is written into this one; runs commands in it."""
    leave_out = shutil.ignore_patterns("__pycache__", "examples", "sample_class")
    for name in ("graders", "assignments", "solutions"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=leave_out)

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-c", "from graders.cli import main; main()", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return tmp_path, run


def test_publish_finds_and_mends_a_stale_file(copied):
    root, run = copied
    published = root / "assignments" / "optimizers" / "optimizers.py"
    fresh = published.read_bytes()
    published.write_text("something else\n")
    checked = run("publish", "--check")
    assert checked.returncode == 1
    assert f"stale {published.relative_to(root)}" in checked.stdout
    assert published.read_text() == "something else\n"
    written = run("publish", "optimizers")
    assert written.returncode == 0, written.stderr
    assert f"wrote {published.relative_to(root)}" in written.stdout
    assert published.read_bytes() == fresh
    assert run("publish", "--check").returncode == 0


@pytest.mark.parametrize("name", ["publish", "verify"])
def test_an_unknown_assignment_is_told_with_those_there_are(lrgrade, name):
    run = lrgrade(name, "baking")
    assert run.returncode == 1
    assert "no assignment is called 'baking'; there are:" in run.stderr
    assert "Traceback" not in run.stderr


def test_new_makes_an_assignment_that_can_be_published(copied):
    root, run = copied
    made = run("new", "warmups")
    assert made.returncode == 0, made.stderr
    assert str(Path("solutions", "warmups", "warmups.py")) in made.stdout
    assert "lrgrade publish warmups" in made.stdout
    published = run("publish", "warmups")
    assert published.returncode == 0, published.stderr
    assert (root / "assignments" / "warmups" / "warmups.ipynb").is_file()
    again = run("new", "warmups")
    assert again.returncode == 1
    assert "Traceback" not in again.stderr


@pytest.mark.parametrize("slug", ["Not A Name", "../outside", "class"])
def test_new_refuses_what_cannot_be_a_name(copied, slug):
    root, run = copied
    refused = run("new", slug)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert sorted(path.name for path in root.iterdir()) == ["assignments", "graders", "solutions"]


def test_doctor_shows_versions_and_sandbox_layers(lrgrade):
    run = lrgrade("doctor")
    sound = not isolation.lacking(isolation.DEMANDED)
    assert run.returncode == (0 if sound else 1), run.stdout + run.stderr
    for name in ("python", "tensorflow", "keras", "Sandbox", *isolation.LAYERS):
        assert name in run.stdout


@pytest.mark.parametrize(
    ("name", "found", "good", "said"),
    [
        ("keras", "3.15.1", True, ""),
        ("keras", "3.9.0", False, "needs >=3.10: pip install 'keras>=3.10'"),
        ("python", "3.10.1", False, "needs >=3.11: install that version"),
        ("keras", "4.0.0", True, "newer than 3.15.1, the newest that the course was tested on"),
    ],
)
def test_doctor_says_what_to_do_about_a_version(name, found, good, said):
    assert _remark(name, found, good).strip() == said
