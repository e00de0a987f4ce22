"""Runs pytest, in this process, over one rubric's checks, with nothing from outside.

No conftest, no ini file, no plugin but ours, no options from the environment, and never in a
submission's folder: the result depends on the recording and the checks alone.
"""

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Literal

import pytest

from graders.judge.finding import Finding
from graders.judge.plugin import Judging
from graders.recording import Recording
from graders.rubrics import Rubric

CLEAN = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""}


UNUSED = (
    "assertion",
    "cacheprovider",
    "capture",
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
    "skipping",
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


class _Brief:
    """Reports that a check failed, without its traceback: reading that for each takes longer
    than judging, and what there is to say is in the findings."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        """The outcome of one phase of a check."""
        assert call.when != "collect"
        outcome: Literal["passed", "failed"] = "failed" if call.excinfo else "passed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)


def findings(recording: Recording, rubric: Rubric, hidden: bool) -> dict[str, list[Finding]]:
    """What each check found, by id. Raises JudgeError when pytest could not run them."""
    judging = Judging(recording)
    files = [rubric.folder / "checks.py"]
    if hidden and (rubric.folder / "hidden_checks.py").is_file():
        files.append(rubric.folder / "hidden_checks.py")
    said = io.StringIO()
    with _clean_environment(), redirect_stdout(said), redirect_stderr(said):
        code = pytest.main([*_options(), *map(str, files)], plugins=[judging, _Brief()])
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
        "--import-mode=importlib",
        f"--rootdir={_empty_folder()}",
        f"-c{_empty_folder() / 'pytest.ini'}",
        *(f"-pno:{plugin}" for plugin in UNUSED),
    ]


@cache
def _empty_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="lrgrade-judge-"))
    Finalize(None, shutil.rmtree, (folder,), {"ignore_errors": True}, exitpriority=0)
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
