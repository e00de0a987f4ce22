"""Recording -> Report: the judge's whole work, on one screen."""

import time
from dataclasses import dataclass

from graders.judge import explanations, quiz
from graders.judge.checks import nothing_judged, task_reports
from graders.judge.session import findings
from graders.recording import Recording
from graders.report import Report, ReportNote, Status, Verdict
from graders.rubrics import Rubric
from graders.submission import Refusal, Submission


@dataclass(frozen=True)
class Scope:
    """What is judged here: hidden checks and the quiz's key, or the student's view of them."""

    hidden: bool

    def key(self, slug: str) -> dict[str, quiz.Key] | None:
        """The quiz's key, when this scope may see it and it is here."""
        return quiz.read_key(slug) if self.hidden else None


def judge(submission: Submission, recording: Recording, rubric: Rubric, scope: Scope) -> Report:
    """Every verdict of one recorded submission. Raises JudgeError when pytest failed."""
    began = time.perf_counter()
    tasks = task_reports(rubric, findings(recording, rubric, scope.hidden), scope.hidden)
    broken = any(check.verdict == "grader_error" for task in tasks for check in task.checks)
    status: Status = "grader_error" if broken else "graded"
    notes = [ReportNote(note.kind, note.text) for note in submission.notes]
    notes += [ReportNote("run", text) for text in recording.notes]
    return Report(
        assignment=rubric.slug,
        path=submission.path,
        sha256=submission.sha256,
        student=submission.student,
        status=status,
        tasks=tasks,
        quiz=quiz.mark(rubric, submission.quiz, scope.key(rubric.slug)),
        explanations=explanations.keep(rubric, submission.explanations),
        notes=tuple(notes),
        environment=dict(recording.environment, seed=recording.seed),
        timing={"run": recording.seconds, "judge": time.perf_counter() - began},
    )


def refused(refusal: Refusal, rubric: Rubric | None, scope: Scope) -> Report:
    """The report of an input that could not be graded: the usual checks, without points."""
    return _without_result(refusal, rubric, scope, "refused", refusal.reason)


def grader_failed(submission: Submission, rubric: Rubric, scope: Scope, reason: str) -> Report:
    """The report of a submission that a fault of ours kept from being graded."""
    return _without_result(submission, rubric, scope, "grader_error", reason)


def _without_result(
    item: Submission | Refusal, rubric: Rubric | None, scope: Scope, status: Status, reason: str
) -> Report:
    verdict: Verdict = "not_attempted" if status == "refused" else "grader_error"
    return Report(
        assignment=item.assignment,
        path=item.path,
        sha256=item.sha256,
        student=item.student,
        status=status,
        tasks=nothing_judged(rubric, verdict, reason, scope.hidden) if rubric else (),
        quiz=quiz.mark(rubric, {}, scope.key(rubric.slug)) if rubric else (),
        explanations=explanations.keep(rubric, {}) if rubric else (),
        notes=(ReportNote(status, reason),),
    )
