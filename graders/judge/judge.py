"""Recording -> Report: the judge's whole work, on one screen."""

import time
from collections.abc import Iterator

import numpy as np

from graders.judge import explanations, quiz
from graders.judge.checks import task_reports
from graders.judge.scope import Scope
from graders.judge.session import findings
from graders.missing_layers import missing
from graders.recording import Recording
from graders.report import SANDBOX_NOTE, Report, ReportNote, Status
from graders.rubrics import Rubric
from graders.submission import Submission


def judge(submission: Submission, recording: Recording, rubric: Rubric, scope: Scope) -> Report:
    """Every verdict of one recorded submission. Raises JudgeError when pytest failed."""
    began = time.perf_counter()
    with np.errstate(all="ignore"):  # Whatever number came back, it is an answer and no fault.
        tasks = task_reports(rubric, findings(recording, rubric, scope.hidden), scope.hidden)
    broken = any(check.verdict == "grader_error" for task in tasks for check in task.checks)
    status: Status = "grader_error" if broken else "graded"
    return Report(
        assignment=rubric.slug,
        path=submission.path,
        sha256=submission.sha256,
        student=submission.student,
        status=status,
        tasks=tasks,
        quiz=quiz.mark(rubric, submission.quiz, scope.key(rubric.slug)),
        explanations=explanations.mark(rubric, submission.explanations, scope.markers(rubric.slug)),
        notes=tuple(_notes(submission, recording, scope)),
        environment=dict(recording.environment, seed=recording.seed),
        timing={
            "run": recording.seconds,
            "judge": time.perf_counter() - began,
            **_of_tasks(recording, rubric),
        },
    )


def _notes(submission: Submission, recording: Recording, scope: Scope) -> Iterator[ReportNote]:
    """What intake and the run found worth telling, and the layers that the run was without.

    Students who check their own code, with the visible checks and under no name, are not told.
    """
    yield from (ReportNote(note.kind, note.text) for note in submission.notes)
    yield from (ReportNote("run", text) for text in recording.notes)
    layers = missing(recording.environment.get("sandbox", {}))
    if layers and (scope.hidden or submission.student is not None):
        text = f"The code ran without these layers of the sandbox: {', '.join(layers)}."
        yield ReportNote(SANDBOX_NOTE, text)


def _of_tasks(recording: Recording, rubric: Rubric) -> dict[str, float]:
    """Processor seconds of each task's probes, as the child told them."""
    seconds: dict[str, float] = {}
    for record in recording.records:
        name = f"task {rubric.task_of(record.case.probe)}"
        seconds[name] = seconds.get(name, 0.0) + record.outcome.seconds
    return seconds
