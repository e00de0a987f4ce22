import subprocess
import sys

import pytest

from graders import rubrics

EXAMPLES = rubrics.HERE / "optimizers" / "examples"


@pytest.fixture
def run_pytest(tmp_path):
    """Runs pytest in a folder of its own, away from this project's settings."""

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


def judged(run_pytest, tmp_path, example):
    file = tmp_path / "optimizers.py"
    file.write_bytes((EXAMPLES / example).read_bytes())
    return run_pytest("--pyargs", "graders.rubrics.optimizers", "--submission", file)


def test_a_right_submission_passes(run_pytest, tmp_path):
    run = judged(run_pytest, tmp_path, "accepted/dictionary_of_classes.py")
    assert run.returncode == 0, run.stdout + run.stderr
    assert " passed" in run.stdout
    assert "failed" not in run.stdout


def test_a_wrong_submission_fails_with_what_was_seen_and_expected(run_pytest, tmp_path):
    run = judged(run_pytest, tmp_path, "wrong/multiplies_by_the_factor.py")
    assert run.returncode == 1, run.stdout + run.stderr
    assert "fine_tuning_rate" in run.stdout
    assert "seen" in run.stdout.lower()
    assert "expected" in run.stdout.lower()


def test_without_a_submission_nothing_of_ours_is_collected(run_pytest, tmp_path):
    (tmp_path / "test_own.py").write_text("def test_of_their_own():\n    assert True\n")
    run = run_pytest("-v", tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "1 passed" in run.stdout
    assert "check_" not in run.stdout


def test_a_submission_that_cannot_be_used_is_a_usage_error(run_pytest, tmp_path):
    (tmp_path / "optimizers.py").write_text("def f(:\n")
    run = run_pytest(
        "--pyargs", "graders.rubrics.optimizers", "--submission", tmp_path / "optimizers.py"
    )
    assert run.returncode == 4
    assert "not valid Python" in run.stderr
    assert "Traceback" not in run.stderr
