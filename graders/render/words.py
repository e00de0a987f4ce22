"""What a report says in words, the same in every format: scores, verdicts, the closing sentence.

It decides what is said and what is left out, never how it looks; nothing here escapes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from graders.report import (
    NOT_JUDGED_HERE,
    SANDBOX_NOTE,
    Check,
    ExplanationReport,
    QuizAnswer,
    Report,
    Status,
    TaskReport,
    Verdict,
    is_judged,
)

TaskState = Literal["passed", "failed", "not_attempted", "not_judged"]

VERDICT_WORDS: Mapping[Verdict, str] = {
    "pass": "passed",
    "fail": "not yet right",
    "not_attempted": "not attempted",
    "raised": "raised an error",
    "timeout": "took too long",
    "memory": "used too much memory",
    "crash": "crashed",
    "tampered": "sent a result that cannot be believed",
    "skipped": "waits for a check above",
    "grader_error": "fault of the grader",
    "recorded": "recorded",
    "not_run": "not run here",
}

STATUS_WORDS: Mapping[Status, str] = {
    "graded": "graded",
    "refused": "refused",
    "grader_error": "grader error",
}

GRADER_FAULT = "This is a fault of the grader, not yours: there is no score, and no point is lost."

_SHORT: Mapping[Verdict, str] = {
    "raised": "error",
    "timeout": "timeout",
    "memory": "out of memory",
    "crash": "crash",
    "tampered": "tampered result",
    "grader_error": "grader error",
}

NEEDS_WORK: frozenset[Verdict] = frozenset({"fail", *_SHORT})
"""Verdicts that are shown one by one, with their message."""


def points(value: float, digits: int = 2) -> str:
    """`value` without trailing zeros: 1, 0.5, 2.4."""
    return f"{round(value, digits) + 0.0:.{digits + 1}f}".rstrip("0").rstrip(".")


def count(number: int, noun: str) -> str:
    """`number` and `noun`, which gets its s where there is not one: 1 check, 2 checks."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def score_label(report: Report) -> str:
    """What the score is a score of; never a mark where something was not judged here."""
    if any(check.verdict == "not_run" for check in _checks(report)):
        return "visible score"
    return "score" if all(map(is_judged, report.items)) else "score so far"


def score_of(report: Report) -> str:
    """`9.5 of 16`, or that there is none."""
    if report.status == "refused":
        return "not graded"
    if report.score is None:
        return "no score"
    return f"{points(report.score)} of {points(report.max_score)}"


def task_score(task: TaskReport) -> str:
    """`1 of 2`, or that there is none where the grader failed."""
    if any(check.verdict == "grader_error" for check in task.checks):
        return "no score"
    return f"{points(task.score)} of {points(task.max_score)}"


def task_state(task: TaskReport) -> TaskState:
    """One word for a task: passed only when every check that was judged here passed."""
    verdicts = {check.verdict for check in task.checks} - NOT_JUDGED_HERE
    if not verdicts:
        return "not_judged"
    if verdicts == {"pass"}:
        return "passed"
    return "not_attempted" if verdicts == {"not_attempted"} else "failed"


def task_counts(task: TaskReport) -> str:
    """How many checks passed, and how many hidden ones are still to come."""
    judged = [check for check in task.checks if check.verdict not in NOT_JUDGED_HERE]
    passed = sum(check.verdict == "pass" for check in judged)
    hidden = sum(check.verdict == "not_run" for check in task.checks)
    some = f"{passed} of {count(len(judged), 'check')} passed"
    return f"{some}, {hidden} hidden" if hidden else some


def refusal(report: Report) -> str:
    """Why nothing was graded, in one sentence."""
    reasons = [note.text for note in report.notes if note.kind == "refused"]
    return reasons[0] if reasons else "Nothing in this submission could be graded."


def notes(report: Report) -> tuple[str, ...]:
    """What was noted beside the verdicts, but no reason of a refusal or of a fault of ours."""
    return tuple(note.text for note in report.notes if note.kind not in STATUS_WORDS)


def sandbox_note(report: Report) -> str:
    """Which layers of the sandbox were off, in one sentence; empty where none is missed."""
    return next((note.text for note in report.notes if note.kind == SANDBOX_NOTE), "")


def sandbox_notes(reports: Iterable[Report]) -> tuple[str, ...]:
    """The same over a class: each sentence once, with the number of its submissions."""
    counts = Counter(filter(None, map(sandbox_note, reports)))
    return tuple(f"{count(number, 'submission')}: {text}" for text, number in counts.items())


def remark(report: Report) -> str:
    """All that is said of a report as a whole, for formats with one place for it."""
    first = refusal(report) if report.status == "refused" else closing(report)
    return "\n".join(filter(None, (_set_in(first), *note_lines(report))))


def note_lines(report: Report) -> tuple[str, ...]:
    """Each note as a line of plain text."""
    return tuple(_set_in(f"note: {text}") for text in notes(report))


def _set_in(text: str) -> str:
    """`text` so that nothing in it begins a line."""
    return text.replace("\n", "\n  ")


def status_counts(reports: Iterable[Report]) -> str:
    """How many submissions there are, and how many of each status."""
    statuses = [report.status for report in reports]
    some = [f"{statuses.count(status)} {STATUS_WORDS[status]}" for status in STATUS_WORDS]
    kept = [part for part in some if not part.startswith("0 ")]
    return f"{count(len(statuses), 'submission')}: {', '.join(kept) or 'none'}"


def closing(report: Report) -> str:
    """The last sentence of a report: where the student stands and what comes next."""
    if report.status == "refused":
        return "Nothing was graded."
    if report.status == "grader_error":
        return GRADER_FAULT
    sentences = [_about_checks(report), _about_answers(report)]
    return " ".join(sentence for sentence in sentences if sentence)


def first_problem(report: Report) -> str:
    """The first thing that went wrong, in a few words; empty when nothing did."""
    if report.status == "refused":
        return _first_sentence(refusal(report))
    for name, check in _by_task(report):
        if check.verdict in _SHORT:
            return f"{_SHORT[check.verdict]} in {name}"
        if check.verdict == "fail":
            return f"{name}: {check.title}"
    return _unanswered(report)


def _about_checks(report: Report) -> str:
    checks = [check for check in _checks(report) if check.verdict not in NOT_JUDGED_HERE]
    verdicts = [check.verdict for check in checks if check.visibility == "visible"]
    if not verdicts:
        return ""
    if set(verdicts) == {"pass"}:
        return _all_visible_passed(report)
    if set(verdicts) == {"not_attempted"}:
        return f"Nothing attempted yet: begin with {_next_task(report)}."
    missed = sum(verdict != "pass" for verdict in verdicts)
    some = f"{missed} of {count(len(verdicts), 'visible check')} did not pass yet"
    return f"{some}; go on with {_next_task(report)}."


def _all_visible_passed(report: Report) -> str:
    hidden = sum(check.visibility == "hidden" for check in _checks(report))
    if not hidden:
        return "Well done: all checks passed."
    verb = "counts" if hidden == 1 else "count"
    return f"Well done: all visible checks passed; {count(hidden, 'hidden check')} {verb} too."


def _next_task(report: Report) -> str:
    """The first task that went wrong, or else the first that was left out."""
    first: dict[TaskState, str] = {}
    for task in report.tasks:
        first.setdefault(task_state(task), task.name)
    return first["failed"] if "failed" in first else first["not_attempted"]


def is_missing(answer: QuizAnswer | ExplanationReport) -> bool:
    """True where nothing was written, whether the key is here or not."""
    unanswered = isinstance(answer, QuizAnswer) and answer.answer is None
    return answer.verdict == "not_attempted" or (answer.verdict == "recorded" and unanswered)


def _about_answers(report: Report) -> str:
    missing = sum(map(is_missing, report.quiz)) + sum(map(is_missing, report.explanations))
    verb = "waits" if missing == 1 else "wait"
    return f"{count(missing, 'answer')} still {verb} to be written." if missing else ""


def _unanswered(report: Report) -> str:
    missing = [name for name, check in _by_task(report) if check.verdict == "not_attempted"]
    wrong = [answer.id for answer in report.quiz if answer.verdict == "fail"]
    if missing and all(task_state(task) == "not_attempted" for task in report.tasks):
        return "nothing attempted"
    if missing:
        return f"not attempted: {', '.join(dict.fromkeys(missing))}"
    return f"quiz: {', '.join(wrong)} wrong" if wrong else ""


def _first_sentence(text: str, limit: int = 50) -> str:
    sentence = " ".join(text.split()).split(". ")[0].removesuffix(".")
    if len(sentence) <= limit:
        return sentence
    return f"{sentence[:limit].rsplit(' ', 1)[0]}…"


def _checks(report: Report) -> list[Check]:
    return [check for _, check in _by_task(report)]


def _by_task(report: Report) -> Iterable[tuple[str, Check]]:
    return ((task.name, check) for task in report.tasks for check in task.checks)
