"""The value that leaves the judge: every verdict of one submission, with its score.

Plain data; everything a person sees is rendered from it. It imports nothing of ours, and it
holds text as it was found: escaping, sorting and cutting are a renderer's work.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

SCHEMA = "lrgrade-report/1"

Verdict = Literal[
    "pass",
    "fail",
    "not_attempted",
    "raised",
    "timeout",
    "memory",
    "crash",
    "tampered",
    "skipped",
    "grader_error",
    "recorded",
    "not_run",
]
Status = Literal["graded", "refused", "grader_error"]
Visibility = Literal["visible", "hidden"]

NOT_JUDGED_HERE: frozenset[Verdict] = frozenset({"recorded", "not_run"})
"""Verdicts whose points count neither in the score nor in the maximum; so do the points of an
explanation that nobody has marked."""


@dataclass(frozen=True)
class Check:
    """One check's verdict.

    `message` says what was called, seen and expected, and on a new line why it matters; `hint`
    is what to try. A hidden check's message holds the why only.
    """

    id: str
    title: str
    verdict: Verdict
    points: float
    max_points: float
    message: str = ""
    hint: str = ""
    misconception: str | None = None
    visibility: Visibility = "visible"


MOST_TELLING: tuple[Verdict, ...] = (
    "grader_error",
    "tampered",
    "timeout",
    "memory",
    "crash",
    "raised",
    "fail",
    "not_attempted",
    "skipped",
    "pass",
    "recorded",
    "not_run",
)
"""Verdicts in the order in which one of them speaks for a whole task."""


@dataclass(frozen=True)
class TaskReport:
    """All checks of one task; `name` is that of the function or class."""

    name: str
    checks: tuple[Check, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict that speaks for the task: `pass` only when all its judged checks passed."""
        return min((check.verdict for check in self.checks), key=MOST_TELLING.index)

    @property
    def score(self) -> float:
        """Points earned among the task's judged checks."""
        return _score(self.checks)

    @property
    def max_score(self) -> float:
        """Points that the task's judged checks can give."""
        return _max_score(self.checks)


@dataclass(frozen=True)
class QuizAnswer:
    """One quiz question; `correct` is None where the key is absent (`recorded`)."""

    id: str
    answer: str | None
    correct: bool | None
    verdict: Verdict
    points: float
    max_points: float
    message: str = ""


@dataclass(frozen=True)
class Concept:
    """One concept of an explanation; `evidence` is the sentence that earned it."""

    id: str
    met: bool | None
    sure: float | None = None
    evidence: str = ""


@dataclass(frozen=True)
class ExplanationReport:
    """One explanation; `marked_by` is `automatic`, a person's name, or None (not marked here).

    `text` is what the student wrote, so that a person can mark it again.
    """

    id: str
    verdict: Verdict
    points: float
    max_points: float
    marked_by: str | None = None
    message: str = ""
    concepts: tuple[Concept, ...] = ()
    text: str = ""


SANDBOX_NOTE = "sandbox"
"""The kind of the note that names the layers of the sandbox which were off."""


@dataclass(frozen=True)
class ReportNote:
    """Something the reader should know that is not a verdict (see submission.Note)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Report:
    """Everything that was found out about one submission.

    `status` is `refused` when nothing could be graded (the reason is the note of kind
    `refused`) and `grader_error` when a fault of ours spoilt a verdict: then `score` is None.
    `assignment` is None only for a refusal whose assignment could not be told.
    """

    assignment: str | None
    path: str
    sha256: str | None
    student: str | None
    status: Status
    tasks: tuple[TaskReport, ...] = ()
    quiz: tuple[QuizAnswer, ...] = ()
    explanations: tuple[ExplanationReport, ...] = ()
    notes: tuple[ReportNote, ...] = ()
    environment: Mapping[str, Any] = field(default_factory=dict)
    timing: Mapping[str, float] = field(default_factory=dict)

    @property
    def items(self) -> tuple["Check | QuizAnswer | ExplanationReport", ...]:
        """Everything that carries points, in report order."""
        checks = [check for task in self.tasks for check in task.checks]
        return (*checks, *self.quiz, *self.explanations)

    @property
    def score(self) -> float | None:
        """Points earned among what was judged here; None when the grader failed."""
        return None if self.status == "grader_error" else _score(self.items)

    @property
    def max_score(self) -> float:
        """Points that what was judged here can give."""
        return _max_score(self.items)

    @property
    def all_passed(self) -> bool:
        """True when everything judged here passed, and something was."""
        judged = _judged(self.items)
        passed = all(item.verdict == "pass" for item in judged)
        return self.status == "graded" and bool(judged) and passed


def to_dict(report: Report) -> dict[str, Any]:
    """`report` as the JSON object that report.schema.json describes."""
    return {
        "schema": SCHEMA,
        "assignment": report.assignment,
        "submission": {
            "path": report.path,
            "sha256": report.sha256,
            "student": report.student,
        },
        "status": report.status,
        "score": report.score,
        "max_score": report.max_score,
        "tasks": [
            {
                "name": task.name,
                "score": task.score,
                "max_score": task.max_score,
                "checks": [vars(check) for check in task.checks],
            }
            for task in report.tasks
        ],
        "quiz": [vars(answer) for answer in report.quiz],
        "explanations": [_explanation(item) for item in report.explanations],
        "notes": [vars(note) for note in report.notes],
        "environment": dict(report.environment),
        "timing": dict(report.timing),
    }


def _explanation(item: ExplanationReport) -> dict[str, Any]:
    return {
        "id": item.id,
        "verdict": item.verdict,
        "score": item.points,
        "max_score": item.max_points,
        "marked_by": item.marked_by,
        "message": item.message,
        "concepts": [vars(concept) for concept in item.concepts],
        "text": item.text,
    }


def from_dict(data: Mapping[str, Any]) -> Report:
    """Read back what `to_dict` wrote; raises KeyError or TypeError when it is something else.

    Raises ValueError when an item's points are not a finite number from 0 to its maximum.
    """
    report = Report(
        assignment=data["assignment"],
        path=data["submission"]["path"],
        sha256=data["submission"]["sha256"],
        student=data["submission"]["student"],
        status=data["status"],
        tasks=tuple(
            TaskReport(task["name"], tuple(Check(**check) for check in task["checks"]))
            for task in data["tasks"]
        ),
        quiz=tuple(QuizAnswer(**answer) for answer in data["quiz"]),
        explanations=tuple(
            ExplanationReport(
                id=item["id"],
                verdict=item["verdict"],
                points=item["score"],
                max_points=item["max_score"],
                marked_by=item["marked_by"],
                message=item["message"],
                concepts=tuple(Concept(**concept) for concept in item["concepts"]),
                text=item["text"],
            )
            for item in data["explanations"]
        ),
        notes=tuple(ReportNote(**note) for note in data["notes"]),
        environment=data["environment"],
        timing=data["timing"],
    )
    for item in report.items:
        if not _is_score(item.points, item.max_points):
            raise ValueError(f"{item.id} has {item.points!r} of {item.max_points!r} points")
    return report


def _is_score(points: object, most: object) -> bool:
    return all(type(number) in (int, float) for number in (points, most)) and (
        0 <= points <= most < math.inf  # type: ignore[operator]
    )


def is_judged(item: Check | QuizAnswer | ExplanationReport) -> bool:
    """True when the item's points count here."""
    unmarked = isinstance(item, ExplanationReport) and item.marked_by is None
    return item.verdict not in NOT_JUDGED_HERE and not unmarked


def _judged(
    items: Iterable[Check | QuizAnswer | ExplanationReport],
) -> list[Check | QuizAnswer | ExplanationReport]:
    return [item for item in items if is_judged(item)]


def _score(items: Iterable[Check | QuizAnswer | ExplanationReport]) -> float:
    return round(math.fsum(item.points for item in _judged(items)), 9)


def _max_score(items: Iterable[Check | QuizAnswer | ExplanationReport]) -> float:
    return round(math.fsum(item.max_points for item in _judged(items)), 9)
