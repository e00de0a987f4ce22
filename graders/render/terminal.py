"""Report or Gradebook -> text for a terminal: what is wrong is explained, what is right counted.

Pure functions: nothing is printed here, and nothing asked of the terminal.
"""

from collections.abc import Mapping

from rich.box import Box
from rich.table import Table
from rich.text import Text

from graders.gradebook import Gradebook
from graders.render.answers import (
    concept_line,
    evidence_lines,
    explanation_line,
    explanation_remark,
    quiz_line,
    quiz_result,
)
from graders.render.findings import Finding, findings, left_out
from graders.render.terminal_page import Page
from graders.render.visible import one_line
from graders.render.words import (
    GRADER_FAULT,
    NEEDS_WORK,
    STATUS_WORDS,
    VERDICT_WORDS,
    closing,
    count,
    first_problem,
    points,
    refusal,
    sandbox_notes,
    score_label,
    score_of,
    status_counts,
    task_counts,
    task_score,
    task_state,
)
from graders.report import SANDBOX_NOTE, ExplanationReport, QuizAnswer, Report, TaskReport
from graders.roster import strangers

_MARKS = {"passed": "✔", "failed": "✘", "not_attempted": "–", "not_judged": "–"}
_COLOURS = {"passed": "green", "failed": "red", "not_attempted": "dim", "not_judged": "dim"}
_STATUS_COLOURS = {"graded": "", "refused": "yellow", "grader_error": "red"}

_LEFT_OUT = {
    "skipped": "skipped (needs one that failed)",
    "not_attempted": "not attempted (`raise NotImplementedError()` still runs)",
}

_BOX = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
_ASCII_BOX = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
"""A rule under the headings and blanks between the columns, and no other line."""


def report_text(
    report: Report, width: int = 80, color: bool = False, ascii_only: bool = False
) -> str:
    """`report` for a terminal of `width` cells, ending in a newline."""
    page = Page(width, color, ascii_only)
    _header(page, report)
    if report.status == "refused":
        page.line(one_line(refusal(report)))
        return page.text()
    if report.status == "grader_error":
        page.line(GRADER_FAULT, "bold yellow")
        page.gap()
    _tasks(page, report.tasks)
    _quiz(page, report.quiz)
    _explanations(page, report.explanations)
    _notes(page, report)
    if report.status == "graded":
        page.gap()
        page.line(closing(report), "bold")
    return page.text()


def gradebook_table(
    gradebook: Gradebook, width: int = 80, color: bool = False, ascii_only: bool = False
) -> str:
    """The class as a table of `width` cells, one line a submission, and how many there are."""
    page = Page(width, color, ascii_only)
    box = _ASCII_BOX if ascii_only else _BOX
    table = Table(box=box, header_style="bold", pad_edge=False, show_edge=False)
    for heading in ("student", "assignment", "status", "score", "first problem"):
        table.add_column(heading, overflow="fold")
    table.columns[3].justify = "right"
    for report in gradebook.reports:
        cells = (Text(page.plain(cell)) for cell in _row(report))
        table.add_row(*cells, style=_STATUS_COLOURS[report.status])
    page.table(table)
    page.gap()
    page.line(status_counts(gradebook.reports), "bold")
    for sentence in sandbox_notes(gradebook.reports):
        page.line(sentence, "yellow")
    _roster(page, gradebook)
    return page.text()


def _roster(page: Page, gradebook: Gradebook) -> None:
    for slug, students in gradebook.missing:
        page.line(f"{slug}: nothing from {', '.join(one_line(one.id) for one in students)}")
    unknown = strangers(gradebook.roster, gradebook.reports) if gradebook.roster else ()
    if unknown:
        page.line(f"not on the roster: {', '.join(map(one_line, unknown))}", "yellow")


def _row(report: Report) -> tuple[str, ...]:
    graded = report.status == "graded" and report.score is not None
    return (
        one_line(report.student or report.path),
        one_line(report.assignment or "unknown"),
        STATUS_WORDS[report.status],
        f"{points(report.score or 0)}/{points(report.max_score)}" if graded else "–",
        first_problem(report),
    )


def _header(page: Page, report: Report) -> None:
    label = f"{score_label(report)} " if report.status == "graded" else ""
    page.line(f"{report.assignment or 'unknown assignment'}: {label}{score_of(report)}", "bold")
    page.line(", ".join(one_line(name) for name in (report.student, report.path) if name), "dim")
    page.gap()


def _tasks(page: Page, tasks: tuple[TaskReport, ...]) -> None:
    longest = max((len(page.plain(task.name)) for task in tasks), default=0)
    told: dict[str, str] = {}
    for task in tasks:
        if task_state(task) != "not_attempted":
            _task(page, task, min(longest, page.width // 3), told)
    for message, names in left_out(tasks).items():
        words = f"not attempted: {', '.join(names)}" + (f" ({message})" if message else "")
        page.line(words, "dim", lead=_lead(page, "not_attempted"))


def _task(page: Page, task: TaskReport, width: int, told: dict[str, str]) -> None:
    """`told` holds the known mistakes so far, each with the task that it was explained in."""
    state = task_state(task)
    row = f"{task.name:<{width}}  {task_score(task):>10}   {task_counts(task)}"
    page.line(row, _COLOURS[state], lead=_lead(page, state))
    for finding in findings(task):
        _finding(page, finding, task.name, told)
        for known in finding.misconceptions:
            told.setdefault(known, task.name)
    for verdict, words in _LEFT_OUT.items():
        number = sum(check.verdict == verdict for check in task.checks)
        if number:
            page.line(f"{count(number, 'check')} {words}", "dim", indent=4)


def _lead(page: Page, state: str) -> str:
    """The mark of `state`, as wide as the widest, so that what follows is aligned."""
    return f"{page.plain(_MARKS[state]):<{max(len(page.plain(mark)) for mark in _MARKS.values())}} "


def _finding(page: Page, finding: Finding, task: str, told: Mapping[str, str]) -> None:
    for check in finding.checks:
        hidden = "hidden check: " if check.visibility == "hidden" else ""
        ending = "" if check.verdict == "fail" else f" ({VERDICT_WORDS[check.verdict]})"
        page.line(f"{hidden}{check.title}{ending}", "bold", indent=4)
    for text in (finding.seen, finding.why):
        if text:
            page.line(text, indent=6)
    for known, words in zip(finding.misconceptions, finding.known_mistakes, strict=True):
        where = "" if told.get(known) == task else f", in {told.get(known)}"
        again = f"Known mistake: the same as above{where}."
        page.line(again if known in told else words, "yellow", indent=6)
    if not any(known in told for known in finding.misconceptions):
        for hint in finding.hints:
            page.line(f"Try: {hint}", "cyan", indent=6)


def _quiz(page: Page, quiz: tuple[QuizAnswer, ...]) -> None:
    if not quiz:
        return
    page.gap()
    page.line(f"quiz: {quiz_line(quiz)}")
    for answer in quiz:
        if answer.verdict in NEEDS_WORK or (answer.verdict == "recorded" and answer.message):
            page.line(f"{answer.id} {answer.answer}, {quiz_result(answer)}", "red", indent=4)


def _explanations(page: Page, explanations: tuple[ExplanationReport, ...]) -> None:
    for item in explanations:
        page.line(f"explanation {item.id}: {explanation_line(item)}")
        for text in (concept_line(item), *evidence_lines(item), explanation_remark(item)):
            if text:
                page.line(text, "dim", indent=4)


def _notes(page: Page, report: Report) -> None:
    if report.notes:
        page.gap()
    for note in report.notes:
        page.line(note.text, "yellow" if note.kind == SANDBOX_NOTE else "dim", lead="note: ")
