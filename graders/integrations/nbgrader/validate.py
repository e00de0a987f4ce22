"""`nbgrader validate` as our check: our messages, and an exit code that says what happened.

A notebook of this course is checked as `lrgrade check` does it, with the visible checks and without
a kernel; any other is left to nbgrader. It gives no marks.
"""

import glob
import html
from pathlib import Path
from typing import Any

from nbgrader import validator

from graders import rubrics, workers
from graders.grade import Settings
from graders.intake import collect
from graders.render.findings import findings
from graders.render.terminal import report_text
from graders.render.words import refusal
from graders.report import Report
from graders.submission import Refusal, Submission

SEED = 0
"""Visible cases do not depend on the seed, but for an allowed call that is tried beside another."""

PASSED, NOT_PASSED, UNUSABLE, GRADER_FAILED = range(4)
"""Exit codes, those of `lrgrade check`."""


class Validator(validator.Validator):  # type: ignore[misc]  # nbgrader has no types
    """Checks a notebook for the command line and for the button in JupyterLab."""

    exit_code = PASSED

    def validate(self, filename: str) -> dict[str, list[dict[str, str]]]:
        """What failed, as the button shows it; every text in it is escaped."""
        item = _of_this_course(filename)
        if item is None:
            found: dict[str, list[dict[str, str]]] = super().validate(filename)
            self._remember(NOT_PASSED if found else PASSED)
            return found
        report = _checked(item)
        if report.status != "graded":
            text = refusal(report) if report.status == "refused" else _notes(report)
            return {"failed": [_failed(Path(filename).name, text)]}
        failed = [_failed(*pair) for pair in _failures(report)]
        return {"failed": failed} if failed else {}

    def validate_and_print(self, filename: str) -> None:
        """Print our report of one notebook, and remember the worst exit code."""
        item = _of_this_course(filename)
        if item is None:
            super().validate_and_print(filename)
            return
        report = _checked(item)
        self.stream.write(report_text(report, ascii_only=not _takes_symbols(self.stream)))
        self._remember(_exit_code(report))

    def _remember(self, code: int) -> None:
        self.exit_code = max(self.exit_code, code)


def start(app: Any) -> None:
    """What `nbgrader validate` does: check every file, then end with the worst exit code."""
    if app.config.Validator.get("invert"):
        app.fail("--invert is not for this course: `lrgrade verify` proves that the stubs fail.")
    if not app.extra_args:
        app.fail("Must provide path to notebook:\nnbgrader validate NOTEBOOK")
    checker = Validator(parent=app)
    for pattern in app.extra_args:
        files = _files(pattern)
        if not files:
            app.log.error("there is no file %r", pattern)
            checker.exit_code = max(checker.exit_code, UNUSABLE)
        for name in files:
            checker.validate_and_print(name)
    if checker.exit_code:
        app.exit(checker.exit_code)


def _files(pattern: str) -> list[str]:
    """The files that a pattern fits; a name with a bracket in it is a name, too."""
    if Path(pattern).is_file():
        return [pattern]
    found = glob.glob(pattern)  # noqa: PTH207 - the pattern may begin at any folder
    return sorted(name for name in found if Path(name).is_file())


def _of_this_course(filename: str) -> Submission | Refusal | None:
    """The file as intake reads it; None where it belongs to no assignment of ours."""
    items = collect([Path(filename)], rubrics.load_all())
    return items[0] if len(items) == 1 and items[0].assignment is not None else None


def _checked(item: Submission | Refusal) -> Report:
    return workers.grade_here(item, Settings(SEED, hidden=False))


def _exit_code(report: Report) -> int:
    if report.status == "refused":
        return UNUSABLE
    if report.status == "grader_error":
        return GRADER_FAILED
    return PASSED if report.all_passed else NOT_PASSED


def _failures(report: Report) -> list[tuple[str, str]]:
    """A title and our message for each thing that went wrong."""
    found = []
    for task in report.tasks:
        for finding in findings(task):
            said = (finding.seen, *finding.known_mistakes, finding.why)
            hints = (f"Try: {hint}" for hint in finding.hints)
            title = f"{task.name}: {finding.checks[0].title}"
            found.append((title, "\n".join(filter(None, (*said, *hints)))))
    return found


def _failed(title: str, text: str) -> dict[str, str]:
    return {"source": title, "error": html.escape(text), "raw_error": text}


def _notes(report: Report) -> str:
    return "\n".join(note.text for note in report.notes) or "The grader failed."


def _takes_symbols(stream: Any) -> bool:
    try:
        "✔✘–█░".encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
