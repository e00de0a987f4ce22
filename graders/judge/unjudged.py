"""The reports of what could not be judged: a refused input, and a fault of ours.

They list the usual checks in the usual order, without points. pytest is not needed for that.
"""

from graders.judge import explanations, quiz
from graders.judge.checks import nothing_judged
from graders.judge.scope import Scope
from graders.report import Report, ReportNote, Status, Verdict
from graders.rubrics import Rubric
from graders.submission import Refusal, Submission


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
        explanations=explanations.mark(rubric, {}, scope.markers(rubric.slug)) if rubric else (),
        notes=(ReportNote(status, reason),),
    )
