import json
import shutil
import subprocess
import sys

import jsonschema
import pytest

from graders import course, rubrics
from graders.cli.group import COMMANDS

SCHEMA = course.GRADERS / "render" / "report.schema.json"


def one_sentence(run):
    """The run says what is wrong, and nobody is shown the inside of the program."""
    said = run.stdout + run.stderr
    assert said.strip()
    assert "Traceback" not in said
    return said


def test_help_lists_every_command(lrgrade):
    run = lrgrade("--help")
    assert run.returncode == 0
    for name, line in COMMANDS.items():
        assert name in run.stdout
        assert line.split(":")[0] in run.stdout


def test_help_answers_without_tensorflow(tmp_path):
    script = (
        "import sys\nfrom graders.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "slow = ('tensorflow', 'keras', 'numpy', 'pytest')\n"
        "print([name for name in slow if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, "--help"],
        cwd=tmp_path, capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    assert run.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(lrgrade, name):
    run = lrgrade(name, "--help")
    assert run.returncode == 0
    assert "Example" in run.stdout


def test_a_right_file_passes_and_leaves_a_report(lrgrade, tmp_path, right):
    (tmp_path / "optimizers.py").write_text(right, encoding="utf-8")
    run = lrgrade("check", "optimizers.py", "--json", "report.json")
    assert run.returncode == 0, run.stderr
    hidden = len(rubrics.load("optimizers").hidden)
    said = " ".join(run.stdout.split())
    assert f"all visible checks passed; {hidden} hidden checks count too" in said
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert report["score"] == report["max_score"] > 0


@pytest.mark.parametrize(("name", "said"), [("capstone", "6 minutes at most"), ("plateaus", "")])
def test_who_has_to_wait_long_is_told_so(lrgrade, tmp_path, name, said):
    shutil.copy(course.root() / "assignments" / name / f"{name}.py", tmp_path)
    run = lrgrade("check", f"{name}.py")
    assert (said in run.stderr) if said else not run.stderr
    assert "checking" not in run.stdout


def test_the_stub_does_not_pass_in_any_locale(lrgrade, tmp_path, stub):
    (tmp_path / "optimizers.py").write_text(stub, encoding="utf-8")
    run = lrgrade("check", "optimizers.py", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert run.returncode == 1, run.stderr
    assert "Traceback" not in run.stderr
    assert (run.stdout + run.stderr).isascii()
    assert "\\u" not in run.stdout


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("absent/optimizers.py", None, "no such file"),
        ("optimizers.py", b"# Mu\xdfe\nx = 1\n", "UTF-8"),
        ("optimizers.ipynb", b'{"cells": [', "notebook"),
        ("optimizers.py", b"def make_optimizer(:\n", "line 1"),
        ("optimizers.py", b"\x00\x00\x00", ""),
        ("optimizers.txt", b"hello", "neither"),
        ("work.py", b"x = 1\n", "assignment"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(
    lrgrade, tmp_path, name, content, says
):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    run = lrgrade("check", name)
    assert run.returncode == 2
    assert says in one_sentence(run)


def test_an_unknown_assignment_is_refused_with_those_there_are(lrgrade, tmp_path):
    (tmp_path / "work.py").write_text("x = 1\n")
    run = lrgrade("check", "work.py", "--assignment", "baking")
    assert run.returncode == 2
    assert f"called 'baking'; there are: {', '.join(rubrics.slugs())}" in run.stderr
    assert len(one_sentence(run).splitlines()) == 1


def test_a_folder_of_several_is_not_one_file(lrgrade, tmp_path):
    for name in ("optimizers.py", "schedules.py"):
        (tmp_path / name).write_text("x = 1\n")
    run = lrgrade("check", ".")
    assert run.returncode == 2
    assert "holds 2 submissions; name one file" in one_sentence(run)


def test_a_report_that_cannot_be_written_is_one_sentence(lrgrade, tmp_path):
    (tmp_path / "optimizers.py").write_text("def make_optimizer(:\n")
    run = lrgrade("check", "optimizers.py", "--json", "optimizers.py/report.json")
    assert run.returncode == 2
    assert "cannot be written" in run.stderr
    assert "Traceback" not in run.stderr
