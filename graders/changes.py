"""What differs between two gradings of the same class: who moves, and by which checks.

Plain comparison of reports; nothing is judged or written here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graders.report import Report


@dataclass(frozen=True)
class Change:
    """One submission that moves: its report before and after, and what changed in words."""

    before: Report | None
    after: Report
    reasons: tuple[str, ...]

    @property
    def points(self) -> float:
        """How many points the submission gains; negative where it loses some."""
        old = self.before.score if self.before else None
        return (self.after.score or 0.0) - (old or 0.0)


def changes(before: Iterable[Report], after: Iterable[Report]) -> tuple[Change, ...]:
    """Every submission of `after` whose score or verdicts differ, in the order of `after`."""
    known = {_place(report): report for report in before}
    pairs = ((known.get(_place(report)), report) for report in after)
    found = (Change(old, new, tuple(_reasons(old, new))) for old, new in pairs)
    return tuple(change for change in found if change.reasons)


def _place(report: Report) -> tuple[str | None, str, str | None]:
    return (report.student, report.path, report.assignment)


def _reasons(old: Report | None, new: Report) -> Iterator[str]:
    if old is None:
        yield "was not in the last grading"
        return
    if old.status != new.status:
        yield f"{old.status.replace('_', ' ')} -> {new.status.replace('_', ' ')}"
    before, now = _items(old), _items(new)
    for name, (verdict, points) in now.items():
        then = before.get(name)
        if then is None:
            yield f"{name}: new, {verdict}"
        elif then != (verdict, points):
            yield f"{name}: {_step(then, (verdict, points))}"
    yield from (f"{name}: no longer asked" for name in before if name not in now)


def _items(report: Report) -> dict[str, tuple[str, float]]:
    """Verdict and points of each check, answer and explanation, by how a person calls it."""
    checks = {
        f"{task.name}, {check.title}": (check.verdict, check.points)
        for task in report.tasks
        for check in task.checks
    }
    answers = {f"quiz {answer.id}": (answer.verdict, answer.points) for answer in report.quiz}
    texts = {f"explanation {item.id}": (item.verdict, item.points) for item in report.explanations}
    return {**checks, **answers, **texts}


def _step(then: tuple[str, float], now: tuple[str, float]) -> str:
    if then[0] != now[0]:
        return f"{then[0].replace('_', ' ')} -> {now[0].replace('_', ' ')}"
    return f"{then[1]:g} -> {now[1]:g} points"
