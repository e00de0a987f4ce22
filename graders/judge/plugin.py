"""The pytest plugin that runs a rubric's checks over one recording.

Each probe of the recording is a fixture of the same name; a check runs once for each of its
cases, visible ones in checks.py and hidden ones in hidden_checks.py. The plugin keeps a Finding
for each run. It is used by our own judge and by `pytest --submission`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from graders.judge.declare import declared, probe_of
from graders.judge.expectations import Expectation, listening
from graders.judge.finding import Finding
from graders.judge.seen import seen
from graders.recording import Record, Recording

FILES = {"checks.py": True, "hidden_checks.py": False}


class NotJudged(Exception):
    """The case has no result to judge; `record` says how it ended."""

    def __init__(self, record: Record) -> None:
        error = record.outcome.error
        text = f"{error.type}: {error.message}" if error else record.outcome.detail
        super().__init__(f"{record.case.called}: {record.outcome.ending} {text}".rstrip())
        self.record = record


class CheckModule(pytest.Module):
    """A checks.py: its `check_*` functions are the tests, and nothing else is."""

    def funcnamefilter(self, name: str) -> bool:
        """Only checks are collected."""
        return name.startswith("check_")

    def classnamefilter(self, name: str) -> bool:
        """No class is."""
        return False


class Judging:
    """Runs the checks of one recording and keeps what each found, by check id."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self.findings: dict[str, list[Finding]] = {}

    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> pytest.Collector | None:
        """Collect a rubric's checks, whatever pytest's own patterns say."""
        if file_path.name in FILES:
            return CheckModule.from_parent(parent, path=file_path)
        return None

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Give a check each of its probe's cases, and a placeholder where there is none."""
        visible = FILES.get(metafunc.definition.path.name)
        where = declared(metafunc.function).where
        probe = probe_of(metafunc.function)
        records: list[Record | None] = [
            record
            for record in self._recording.of(probe)
            if record.case.visible is visible and _matches(record.case.inputs, where)
        ]
        ids = [record.case.called for record in records if record]
        metafunc.parametrize(probe, records or [None], ids=ids or ["no case"])

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Iterator[None]:
        """Hand the check what was seen, and keep what it says."""
        findings = self.findings.setdefault(pyfuncitem.originalname, [])
        probe = probe_of(pyfuncitem.function)
        record = cast(Record | None, pyfuncitem.funcargs[probe])
        read: set[str] = set()
        with listening() as heard:
            try:
                pyfuncitem.funcargs[probe] = _seen(probe, record, read)
                result = yield
            except AssertionError as error:
                mismatch = heard[0] if heard else None
                text = _first_line(error)
                findings.append(Finding(record, mismatch, text, read=frozenset(read)))
                raise
            except NotJudged as error:
                findings.append(Finding(error.record, judged=False))
                raise
            except Exception as error:
                findings.append(Finding(record, fault=f"{type(error).__name__}: {error}"))
                raise
        findings.append(Finding(record, passed=True))
        return result

    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> list[str] | None:
        """Show seen and expected instead of the whole sequences."""
        mismatch = right.mismatch(left) if isinstance(right, Expectation) and op == "==" else None
        if mismatch is None:
            return None
        place = f"{mismatch.where}: " if mismatch.where else ""
        return [f"{place}seen {mismatch.seen}, expected {mismatch.expected}"]


def _seen(probe: str, record: Record | None, read: set[str]) -> SimpleNamespace:
    if record is None:
        raise LookupError(f"the recording has no case of {probe} for this check")
    if record.outcome.ending != "returned":
        raise NotJudged(record)
    return seen(record, read)


def _matches(inputs: Mapping[str, Any], where: Mapping[str, Any]) -> bool:
    values = SimpleNamespace(**inputs)
    return all(getattr(values, name, None) == value for name, value in where.items())


def _first_line(error: AssertionError) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else ""
