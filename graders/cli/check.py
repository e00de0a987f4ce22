"""`lrgrade check`: a student's own check of one submission."""

from pathlib import Path

import click

from graders import rubrics, workers
from graders.cli.progress import waiting
from graders.cli.screen import fail, screen
from graders.grade import Settings
from graders.intake import collect
from graders.report import Report
from graders.submission import Refusal, Submission

SEED = 0
"""Visible cases do not depend on the seed, but for an allowed call that is tried beside another."""


@click.command(
    epilog="""\b
Examples:
  lrgrade check schedules.py
  lrgrade check schedules.ipynb --watch
  lrgrade check my_attempt.py --assignment schedules

\b
Exit codes: 0 everything passed, 1 something did not, 2 the file cannot be used,
3 the grader failed."""
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--assignment", metavar="NAME", help="The assignment, where the name does not tell.")
@click.option("--watch", is_flag=True, help="Check again whenever the file is saved.")
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path), help="Write the report there as JSON."
)
def command(file: Path, assignment: str | None, watch: bool, json_file: Path | None) -> None:
    """Check your own FILE (.py or .ipynb) and say what to try.

    Runs the visible checks on your machine. What counts as well, hidden checks, quiz and
    explanation, is judged by your instructor.
    """
    _known(assignment)
    code = _check(file, assignment, json_file)
    if watch:
        _watch(file, assignment, json_file)
    raise click.exceptions.Exit(code)


def _check(file: Path, assignment: str | None, json_file: Path | None) -> int:
    from graders.render.json_report import report_json
    from graders.render.terminal import report_text
    from graders.store import write_whole

    item = _only(file, assignment)
    with waiting(_longest(item)):
        report = workers.grade_here(item, Settings(SEED, hidden=False))
    shown = screen()
    click.echo(report_text(report, shown.width, shown.color, shown.ascii_only), color=shown.color)
    if json_file is not None:
        try:
            write_whole(json_file, report_json(report))
        except OSError as error:
            raise fail(f"{json_file} cannot be written: {error.strerror}.", 2) from error
    return _exit_code(report)


def _longest(item: Submission | Refusal) -> float:
    """The processor seconds that the longest task may take."""
    if isinstance(item, Refusal):
        return 0
    return max((task.seconds for task in rubrics.load(item.assignment).tasks), default=0)


def _watch(file: Path, assignment: str | None, json_file: Path | None) -> None:
    from watchfiles import watch

    click.echo(f"Waiting for {file} to be saved (Ctrl-C ends).")
    for changes in watch(file.absolute().parent, recursive=False, raise_interrupt=False):
        if any(Path(name).name == file.name for _, name in changes) and file.exists():
            click.clear()
            _check(file, assignment, json_file)


def _known(assignment: str | None) -> None:
    if assignment is not None and assignment not in rubrics.slugs():
        known = ", ".join(rubrics.slugs())
        raise fail(f"no assignment is called {assignment!r}; there are: {known}.", 2)


def _only(file: Path, assignment: str | None) -> Submission | Refusal:
    known = rubrics.load_all()
    items = collect([file], known, assignment)
    if len(items) != 1:
        raise fail(f"{file} holds {len(items)} submissions; name one file.", 2)
    return items[0]


def _exit_code(report: Report) -> int:
    if report.status == "refused":
        return 2
    if report.status == "grader_error":
        return 3
    return 0 if report.all_passed else 1
