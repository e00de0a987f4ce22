"""How the tasks, questions and checks of one assignment did over a class.

Difficulty and discrimination as classical test theory has them: the mean share of the points, and
the correlation of an item with the rest of the same submission ("corrected item-total
correlation"; Crocker and Algina, Introduction to Classical and Modern Test Theory, chapter 14).
It ranks items, never students.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, fmean, median

from graders.render.words import NEEDS_WORK
from graders.report import NOT_JUDGED_HERE, Report

ENOUGH_FOR_CORRELATION = 10
"""Submissions under which a correlation says nothing."""
ENOUGH_TO_SUSPECT = 15
LOOKS_WRONG = -0.2
"""A correlation that low over that many is rarely chance: the better half fails the item."""
BINS = 10

Pairs = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class TaskFigures:
    """One task: how many attempted it, and among the graded the mean share of its points.

    `discrimination` is None where too few were graded, or all got the same; `seconds` is the median
    of its processor seconds, None where nothing ran.
    """

    name: str
    attempted: int
    share: float
    discrimination: float | None
    seconds: float | None


@dataclass(frozen=True)
class QuestionFigures:
    """One quiz question: who was right among those who answered, and each wrong answer's count."""

    id: str
    right: int
    answered: int
    wrong: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Suspicion:
    """A check that may be at fault itself, and why one could think so."""

    task: str
    title: str
    reason: str


def distribution(reports: Iterable[Report]) -> tuple[int, ...]:
    """How many scores lie in each tenth of the maximum; the full score is in the last."""
    bins = [0] * BINS
    for report in reports:
        if report.max_score:
            share = (report.score or 0.0) / report.max_score
            bins[min(int(BINS * share), BINS - 1)] += 1
    return tuple(bins)


def tasks(reports: Sequence[Report]) -> tuple[TaskFigures, ...]:
    """Every task of graded `reports`, in their order."""
    pairs: dict[str, list[tuple[float, float]]] = {}
    attempted: Counter[str] = Counter()
    for report in reports:
        for task in report.tasks:
            if task.max_score:
                own = task.score / task.max_score
                pairs.setdefault(task.name, []).append((own, (report.score or 0.0) - task.score))
                attempted[task.name] += task.verdict != "not_attempted"
    return tuple(
        TaskFigures(
            name,
            attempted[name],
            fmean(own for own, _ in found),
            _correlation(found),
            _seconds(reports, name),
        )
        for name, found in pairs.items()
    )


def _seconds(reports: Iterable[Report], task: str) -> float | None:
    told = [report.timing.get(f"task {task}") for report in reports]
    found = [seconds for seconds in told if seconds]
    return median(found) if found else None


def misconceptions(reports: Iterable[Report]) -> tuple[tuple[str, int], ...]:
    """Known mistakes in words, each with the number of submissions that show it."""
    counts: Counter[str] = Counter()
    for report in reports:
        shown = {c.misconception for task in report.tasks for c in task.checks if c.misconception}
        counts.update(name.partition(": ")[2] or name for name in shown)
    return tuple(counts.most_common())


def questions(reports: Iterable[Report]) -> tuple[QuestionFigures, ...]:
    """Every question of the quiz that was marked, in order."""
    right: Counter[str] = Counter()
    wrong: dict[str, Counter[str]] = {}
    for report in reports:
        for answer in report.quiz:
            if answer.correct is not None and answer.answer is not None:
                others = wrong.setdefault(answer.id, Counter())
                right[answer.id] += answer.correct
                others.update([] if answer.correct else [answer.answer])
    return tuple(
        QuestionFigures(
            name, right[name], right[name] + others.total(), tuple(others.most_common())
        )
        for name, others in wrong.items()
    )


def suspicions(reports: Sequence[Report]) -> tuple[Suspicion, ...]:
    """Checks that nobody passes, or that better submissions fail more often than weaker ones."""
    pairs: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for report in reports:
        for task in report.tasks:
            for check in task.checks:
                if check.verdict == "pass" or check.verdict in NEEDS_WORK - NOT_JUDGED_HERE:
                    rest = (report.score or 0.0) - check.points
                    found = pairs.setdefault((task.name, check.title), [])
                    found.append((float(check.verdict == "pass"), rest))
    named = ((place, _reason(found)) for place, found in pairs.items())
    return tuple(Suspicion(*place, reason) for place, reason in named if reason)


def _reason(found: Pairs) -> str:
    if len(found) >= ENOUGH_FOR_CORRELATION and not any(own for own, _ in found):
        return f"none of the {len(found)} who attempted it passed"
    value = _correlation(found) if len(found) >= ENOUGH_TO_SUSPECT else None
    if value is not None and value < LOOKS_WRONG:
        return f"better submissions fail it more often (correlation {value:.2f})"
    return ""


def _correlation(found: Pairs) -> float | None:
    if len(found) < ENOUGH_FOR_CORRELATION:
        return None
    try:
        return correlation(*zip(*found, strict=True))
    except StatisticsError:  # one of both is the same for all
        return None
