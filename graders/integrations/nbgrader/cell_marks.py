"""Report -> the mark of each cell that nbgrader's gradebook knows.

Plain data; it imports nothing of nbgrader, and it escapes nothing: what it writes is shown as the
output of a cell, which nbgrader escapes. Only a finite number from 0 to the maximum is a score.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graders.render.answers import (
    concept_line,
    explanation_line,
    explanation_remark,
    quiz_line,
    quiz_result,
)
from graders.render.findings import Finding, findings
from graders.render.visible import one_line, visible
from graders.render.words import VERDICT_WORDS, note_lines, points, refusal
from graders.report import Check, ExplanationReport, QuizAnswer, Report, TaskReport


@dataclass(frozen=True)
class Mark:
    """One cell's mark.

    `score` is None where nobody has marked it yet; `message` is for the student. `waits` says
    that a person has to look: the score is then a proposal.
    """

    score: float | None
    most: float
    message: str
    waits: bool = False


def cell_marks(report: Report) -> dict[str, Mark]:
    """The marks of a report: one for each task by its name, for `QUIZ` and for `EXPLANATIONS`.

    Raises ValueError where the report has no marks: a fault of the grader, or something that was
    not judged here, as without the hidden checks.
    """
    if report.status == "grader_error":
        raise ValueError("; ".join(note.text for note in report.notes) or "the grader failed")
    unjudged = [item.id for item in report.items if not _judged_enough(item)]
    if unjudged:
        raise ValueError(
            f"not judged here: {', '.join(unjudged)}; the hidden checks and the quiz's key have "
            "to be there"
        )
    marks = {task.name: _task(task) for task in report.tasks}
    if report.quiz:
        marks["QUIZ"] = _quiz(report)
    if report.explanations:
        marks["EXPLANATIONS"] = _explanations(report.explanations)
    return _refused(report, marks) if report.status == "refused" else _with_notes(report, marks)


def _judged_enough(item: Check | QuizAnswer | ExplanationReport) -> bool:
    """An explanation may be left to a person; everything else has to have a verdict."""
    if isinstance(item, ExplanationReport):
        return True
    return item.verdict not in ("not_run", "recorded", "grader_error")


def together(marks: Sequence[Mark]) -> Mark:
    """The mark of a cell that several of them belong to."""
    scores = [mark.score for mark in marks]
    total = math.fsum(score or 0.0 for score in scores)
    return _mark(
        None if None in scores else total,
        math.fsum(mark.most for mark in marks),
        "\n\n".join(mark.message for mark in marks),
        any(mark.waits for mark in marks),
    )


def _mark(score: float | None, most: float, message: str, waits: bool = False) -> Mark:
    """A mark; raises ValueError where its score is none."""
    if not math.isfinite(most) or not (score is None or 0 <= score <= most):
        raise ValueError(f"{score!r} of {most!r} is no score")
    rounded = None if score is None else round(float(score), 9)
    return Mark(rounded, round(float(most), 9), visible(message), waits)


def _task(task: TaskReport) -> Mark:
    return _mark(task.score, task.max_score, "\n".join(_task_lines(task)))


def _task_lines(task: TaskReport) -> Iterator[str]:
    yield f"{task.name}: {points(task.score)} of {points(task.max_score)} points"
    for check in task.checks:
        yield f"- {_check_line(check)}"
    for finding in findings(task):
        yield ""
        yield from _finding_lines(finding)


def _check_line(check: Check) -> str:
    earned = f"{points(check.points)} of {points(check.max_points)}"
    return f"{check.title.removesuffix('.')}: {VERDICT_WORDS[check.verdict]} ({earned})"


def _finding_lines(finding: Finding) -> Iterator[str]:
    yield f"{finding.checks[0].title.removesuffix('.')}:"
    for text in finding.parts_in_words:
        yield from (f"  {line}" for line in text.split("\n"))


def _quiz(report: Report) -> Mark:
    lines = [f"Quiz: {quiz_line(report.quiz)}"]
    lines += [f"- {answer.id}: {quiz_result(answer)}" for answer in report.quiz]
    earned = math.fsum(answer.points for answer in report.quiz)
    most = math.fsum(answer.max_points for answer in report.quiz)
    return _mark(round(earned, 9), round(most, 9), "\n".join(lines))


def _explanations(items: tuple[ExplanationReport, ...]) -> Mark:
    unmarked = any(item.verdict == "recorded" for item in items)
    return _mark(
        None if unmarked else math.fsum(item.points for item in items),
        math.fsum(item.max_points for item in items),
        "\n".join(line for item in items for line in _explanation_lines(item)),
        waits=any(_waits(item) for item in items),
    )


def _waits(item: ExplanationReport) -> bool:
    """True where a text is there that no person has decided on entirely."""
    if item.verdict == "not_attempted":
        return False
    by_a_person = item.marked_by not in (None, "automatic")
    return not by_a_person or any(concept.met is None for concept in item.concepts)


def _explanation_lines(item: ExplanationReport) -> Iterator[str]:
    yield f"{item.id}: {explanation_line(item)}"
    yield from filter(None, (concept_line(item), explanation_remark(item)))


def _with_notes(report: Report, marks: dict[str, Mark]) -> dict[str, Mark]:
    """nbgrader has no place for a whole report: its notes stand under the first cell's message."""
    told = visible("\n".join(note_lines(report)))
    first = next(iter(marks), None)
    if not told or first is None:
        return marks
    return marks | {first: replace(marks[first], message=f"{marks[first].message}\n\n{told}")}


def _refused(report: Report, marks: dict[str, Mark]) -> dict[str, Mark]:
    """Nothing was graded, so a person has to look; the reason stands with every cell."""
    reason = f"Not graded: {one_line(refusal(report))}"
    return {name: _mark(0.0, mark.most, reason, waits=True) for name, mark in marks.items()}
