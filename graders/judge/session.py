"""Runs pytest, in this process, over one rubric's checks, with nothing from outside.

No conftest, no ini file, no plugin but ours, no options from the environment, and never in a
submission's folder: the result depends on the recording and the checks alone.
"""

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path

import pytest

from graders.judge.finding import Finding
from graders.judge.plugin import Judging
from graders.recording import Recording
from graders.rubrics import Rubric

CLEAN = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""}


UNUSED = (
    "assertion",
    "cacheprovider",
    "debugging",
    "doctest",
    "faulthandler",
    "junitxml",
    "legacypath",
    "logging",
    "monkeypatch",
    "pastebin",
    "recwarn",
    "setuponly",
    "setupplan",
    "stepwise",
    "subtests",
    "threadexception",
    "tmpdir",
    "unittest",
    "unraisableexception",
    "warnings",
)
"""pytest's own plugins that judging does not need; without them it takes half the time."""


class JudgeError(RuntimeError):
    """pytest itself failed; never a student's fault."""


def findings(recording: Recording, rubric: Rubric, hidden: bool) -> dict[str, list[Finding]]:
    """What each check found, by id. Raises JudgeError when pytest could not run them."""
    judging = Judging(recording)
    files = [rubric.folder / "checks.py"]
    if hidden and (rubric.folder / "hidden_checks.py").is_file():
        files.append(rubric.folder / "hidden_checks.py")
    said = io.StringIO()
    with _clean_environment(), redirect_stdout(said), redirect_stderr(said):
        code = pytest.main([*_options(), *map(str, files)], plugins=[judging])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise JudgeError(f"pytest ended with {code!r}: {said.getvalue()[-2000:]}")
    return judging.findings


def _options() -> list[str]:
    return [
        "--noconftest",
        "--quiet",
        "--tb=no",
        "--no-header",
        "--no-summary",
        "--capture=no",
        "--import-mode=importlib",
        f"--rootdir={_empty_folder()}",
        f"-c{_empty_folder() / 'pytest.ini'}",
        *(f"-pno:{plugin}" for plugin in UNUSED),
    ]


@cache
def _empty_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="lrgrade-judge-"))
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return folder


@contextmanager
def _clean_environment() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in CLEAN}
    os.environ.update(CLEAN)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
