"""Numbers about a class: how many were graded, the median, and which checks fail most.

Pure functions of a gradebook. It ranks checks, never students.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from graders.gradebook import Gradebook
from graders.render import item_analysis
from graders.render.words import NEEDS_WORK
from graders.report import NOT_JUDGED_HERE, Report


@dataclass(frozen=True)
class Numbers:
    """How some submissions went; `median` is in percent, None where nothing was graded."""

    submissions: int
    graded: int
    refused: int
    grader_errors: int
    median: float | None


@dataclass(frozen=True)
class CheckCount:
    """One check over a class: how many it was judged for, did not pass it, or left it out."""

    task: str
    title: str
    judged: int
    failed: int
    not_attempted: int


@dataclass(frozen=True)
class AssignmentSummary:
    """One assignment over a class; `checks` holds what somebody failed, the most failed first.

    `distribution` counts the graded in each tenth of the maximum.
    """

    name: str
    numbers: Numbers
    checks: tuple[CheckCount, ...]
    distribution: tuple[int, ...]
    tasks: tuple[item_analysis.TaskFigures, ...]
    misconceptions: tuple[tuple[str, int], ...]
    questions: tuple[item_analysis.QuestionFigures, ...]
    suspicions: tuple[item_analysis.Suspicion, ...]


def numbers(gradebook: Gradebook) -> Numbers:
    """The numbers of the whole class."""
    return _numbers(gradebook.reports)


def assignments(gradebook: Gradebook) -> tuple[AssignmentSummary, ...]:
    """Each assignment of the gradebook, in order of first appearance."""
    groups: dict[str, list[Report]] = {}
    for report in gradebook.reports:
        groups.setdefault(report.assignment or "unknown", []).append(report)
    return tuple(_assignment(name, reports) for name, reports in groups.items())


def _assignment(name: str, reports: list[Report]) -> AssignmentSummary:
    graded = [report for report in reports if report.status == "graded"]
    return AssignmentSummary(
        name,
        _numbers(reports),
        _failed_checks(graded),
        item_analysis.distribution(graded),
        item_analysis.tasks(graded),
        item_analysis.misconceptions(graded),
        item_analysis.questions(graded),
        item_analysis.suspicions(graded),
    )


def _numbers(reports: Iterable[Report]) -> Numbers:
    statuses = [report.status for report in reports]
    percents = [_percent(report) for report in reports if report.status == "graded"]
    return Numbers(
        submissions=len(statuses),
        graded=statuses.count("graded"),
        refused=statuses.count("refused"),
        grader_errors=statuses.count("grader_error"),
        median=median(percents) if percents else None,
    )


def _percent(report: Report) -> float:
    return 100 * (report.score or 0.0) / report.max_score if report.max_score else 0.0


def _failed_checks(reports: Iterable[Report]) -> tuple[CheckCount, ...]:
    verdicts: dict[tuple[str, str, str], list[str]] = {}
    for report in reports:
        for task in report.tasks:
            for check in task.checks:
                seen = verdicts.setdefault((task.name, check.id, check.title), [])
                seen.extend({check.verdict} - NOT_JUDGED_HERE)
    counts = [_count(task, title, seen) for (task, _, title), seen in verdicts.items()]
    return tuple(sorted((c for c in counts if c.failed), key=lambda c: -c.failed))


def _count(task: str, title: str, verdicts: list[str]) -> CheckCount:
    failed = sum(verdict in NEEDS_WORK for verdict in verdicts)
    return CheckCount(task, title, len(verdicts), failed, verdicts.count("not_attempted"))
