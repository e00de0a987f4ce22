"""Findings -> the verdict of each check, in the rubric's order.

A check passes when it passed on every one of its cases. Where it did not, the first case that
says most decides: a fault of ours, then how a run ended, then a disagreement.
"""

import importlib
from dataclasses import replace
from functools import cache
from types import ModuleType

from graders.judge import messages
from graders.judge.declare import CheckFunction, checks_of, declared, known_of, probe_of
from graders.judge.finding import Finding
from graders.report import Check, TaskReport, Verdict
from graders.rubrics import Rubric

GRADER_ERROR = (
    "The grader made a mistake here, not you: this check has no result, and it costs you nothing."
)


def task_reports(
    rubric: Rubric, findings: dict[str, list[Finding]], hidden: bool
) -> tuple[TaskReport, ...]:
    """Every task of the rubric with all its checks, whatever was found."""
    checks: dict[str, list[Check]] = {task.name: [] for task in rubric.tasks}
    for name, check in declared_checks(rubric, "checks").items():
        row = _row(rubric, name, check, findings.get(name, []), hidden=False)
        checks[_task(rubric, check)].append(row)
    functions = declared_checks(rubric, "hidden_checks") if hidden else {}
    for known in rubric.hidden:
        if known.id in functions:
            found = findings.get(known.id, [])
            row = _row(rubric, known.id, functions[known.id], found, hidden=True)
        else:
            row = Check(known.id, known.title, "not_run", 0.0, known.points, visibility="hidden")
        checks[known.task].append(row)
    return tuple(TaskReport(name, _skipping(rubric, rows)) for name, rows in checks.items())


def nothing_judged(
    rubric: Rubric, verdict: Verdict, message: str, hidden: bool
) -> tuple[TaskReport, ...]:
    """The same checks in the same order, all with one verdict and no points."""
    reports = task_reports(rubric, {}, hidden)
    return tuple(
        TaskReport(
            task.name,
            tuple(
                check
                if check.verdict == "not_run"
                else replace(check, verdict=verdict, message=message, hint="")
                for check in task.checks
            ),
        )
        for task in reports
    )


def declared_checks(rubric: Rubric, file: str) -> dict[str, CheckFunction]:
    """The checks that one file of the rubric declares; none where the file is absent."""
    module = _module(rubric.slug, file)
    return checks_of(module) if module else {}


@cache
def _module(slug: str, file: str) -> ModuleType | None:
    name = f"graders.rubrics.{slug}.{file}"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return None


def _task(rubric: Rubric, check: CheckFunction) -> str:
    return rubric.task_of(probe_of(check))


def _row(
    rubric: Rubric, name: str, check: CheckFunction, found: list[Finding], hidden: bool
) -> Check:
    rule = declared(check)
    verdict, words = _verdict(rubric, check, found, hidden)
    return Check(
        id=name,
        title=rule.title,
        verdict=verdict,
        points=rule.points if verdict == "pass" else 0.0,
        max_points=rule.points,
        message=words.message,
        hint=words.hint,
        misconception=words.misconception,
        visibility="hidden" if hidden else "visible",
    )


def _verdict(
    rubric: Rubric, check: CheckFunction, found: list[Finding], hidden: bool
) -> tuple[Verdict, messages.Words]:
    faults = [finding for finding in found if finding.fault]
    if faults or not found:
        return "grader_error", messages.Words(GRADER_ERROR, faults[0].fault if faults else "")
    for finding in found:
        if not finding.judged and finding.record is not None:
            ending = finding.record.outcome.ending
            if ending == "raised":
                return "raised", messages.raised(finding.record, hidden)
            if ending == "grader_error":
                return "grader_error", messages.Words(GRADER_ERROR, finding.record.outcome.detail)
            return ending, messages.ended(finding.record, hidden)  # type: ignore[return-value]
    for finding in found:
        if not finding.passed:
            module = _module(rubric.slug, "misconceptions")
            mistakes = known_of(module) if module else []
            return "fail", messages.failed(finding, declared(check), mistakes, hidden)
    return "pass", messages.Words("", "")


def _skipping(rubric: Rubric, rows: list[Check]) -> tuple[Check, ...]:
    """Mark a failed check that needs another one that did not pass: it says nothing new."""
    functions = declared_checks(rubric, "checks") | declared_checks(rubric, "hidden_checks")
    passed = {row.id for row in rows if row.verdict == "pass"}
    titles = {row.id: row.title for row in rows}
    result = []
    for row in rows:
        needs = declared(functions[row.id]).needs if row.id in functions else ()
        missing = [name for name in needs if name not in passed]
        if row.verdict == "fail" and missing:
            text = f"This waits for another check: {titles[missing[0]]}"
            row = replace(row, verdict="skipped", message=text, hint="", misconception=None)
        result.append(row)
    return tuple(result)
