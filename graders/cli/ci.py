"""`lrgrade ci`: grade what a pull request brings."""

import ast
import datetime
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click

from graders import rubrics, workers
from graders.cli.sandboxed import demand, runs_code_from_others
from graders.cli.screen import fail
from graders.grade import Settings
from graders.integrations.pull_request.brought import Brought, brought
from graders.integrations.pull_request.course_settings import Shown, read_settings
from graders.integrations.pull_request.event import Event, event_of
from graders.integrations.pull_request.repository import NoSuchCommit, Repository
from graders.render.annotations import annotations, stopped
from graders.render.json_report import reports_json
from graders.render.junit import junit_xml
from graders.render.markdown import summary
from graders.render.visible import one_line
from graders.render.words import count, score_of
from graders.report import Report
from graders.results import LARGEST_SEED
from graders.store import write_whole
from graders.submission import Refusal, Submission

SETTINGS = "course.toml"


@dataclass(frozen=True)
class Options:
    """What the command line said."""

    repository: Path
    out: Path
    fail_under: float | None


@click.command(
    epilog="""\b
Examples:
  lrgrade ci                                     in a job of GitHub Actions
  lrgrade ci --base main --head pr --student ada
  lrgrade ci --fail-under 80

\b
The files of --head are read through git and never checked out: run this on a
checkout of --base. In GitHub Actions the event says base, head and student
(the author). What counts is <folder>/<student>/<assignment>/<file>; the folder,
and what is shown of hidden checks, stand in course.toml:

\b
  [pull_requests]
  folder = "submitted"      # "" where the whole repository is one student's
  hidden = "count"          # never, count or full
  full_from = 2027-01-31    # from this day on, full

\b
It writes summary.md, junit.xml and reports.json to --out, adds the summary to
GITHUB_STEP_SUMMARY, and marks the student's lines.

\b
Exit codes: 0 done, also where there is nothing to grade, 1 a submission has
less than --fail-under, 2 the call or the repository cannot be used, 3 the
grader failed."""
)
@click.option(
    "--repository",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The course's repository (here).",
)
@click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Your own course.toml (that of --repository).",
)
@click.option("--base", help="The commit that the changes are compared with.")
@click.option("--head", help="The commit that holds the submissions.")
@click.option("--student", help="Who hands in.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("ci-results"),
    show_default=True,
    help="Where to write.",
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="End with 1 where a submission has less of the points that are shown.",
)
@runs_code_from_others
def command(
    repository: Path,
    settings: Path | None,
    base: str | None,
    head: str | None,
    student: str | None,
    out: Path,
    fail_under: float | None,
    layers: tuple[str, ...],
) -> None:
    """Grade the submissions that a pull request changes."""
    demand(layers)
    try:
        told = event_of(os.environ)
        asked = Event(base or told.base, head or told.head, student or told.student)
        missing = [f"--{name}" for name, value in vars(asked).items() if not value]
        if missing:
            raise fail(f"say {', '.join(missing)}: no event tells.", 2)
        course = read_settings(settings or repository / SETTINGS)
        place = Repository(repository)
        changes = place.changed(asked.base, asked.head)
    except (NoSuchCommit, ValueError) as error:
        raise fail(f"{one_line(str(error))}.", 2) from error
    handed_in = brought(place, changes, asked.student, course.folder, rubrics.load_all())
    shown = course.shown(datetime.datetime.now(tz=datetime.UTC).date())
    raise click.exceptions.Exit(_grade(handed_in, shown, Options(repository, out, fail_under)))


def _grade(handed_in: Brought, shown: Shown, options: Options) -> int:
    items = handed_in.items
    settings = Settings(secrets.randbelow(LARGEST_SEED), hidden=shown == "full")
    pool = partial(workers.local_pool, workers.default_workers(len(items)))
    graded = dict(workers.grade_class(items, settings, pool)) if items else {}
    reports = [_as_shown(graded[place], shown) for place in range(len(items))]
    text = summary(reports, handed_in.ignored)
    try:
        write_whole(options.out / "summary.md", text)
        write_whole(options.out / "junit.xml", junit_xml(reports, hidden=shown == "full"))
        write_whole(options.out / "reports.json", reports_json(reports))
        if page := os.environ.get("GITHUB_STEP_SUMMARY"):
            with Path(page).open("a", encoding="utf-8", errors="replace") as file:
                file.write(text)
    except OSError as error:
        raise fail(f"{error.filename} cannot be written: {error.strerror}.", 2) from error
    _tell(reports, items, handed_in)
    return _exit_code(reports, options.fail_under)


def _as_shown(report: Report, shown: Shown) -> Report:
    """The report without a word of hidden checks where none is to be said."""
    if shown != "never":
        return report
    tasks = tuple(
        replace(task, checks=tuple(c for c in task.checks if c.visibility == "visible"))
        for task in report.tasks
    )
    return replace(report, tasks=tasks)


def _tell(
    reports: Sequence[Report], items: Sequence[Submission | Refusal], handed_in: Brought
) -> None:
    lines = [f"{one_line(report.path)}: {score_of(report)}" for report in reports]
    lines += [f"not used: {one_line(path)} ({why})" for path, why in handed_in.ignored]
    lines.append(f"{count(len(reports), 'submission')}.")
    if "GITHUB_ACTIONS" not in os.environ:
        click.echo("\n".join(lines))
        return
    click.echo(stopped("\n".join(lines), secrets.token_hex(16)))
    placed = [(report, _lines(item)) for report, item in zip(reports, items, strict=True)]
    for mark in annotations(placed):
        click.echo(mark)


def _lines(item: Submission | Refusal) -> dict[str, int]:
    """The line on which a script defines each name; a notebook has no lines to mark."""
    if isinstance(item, Refusal) or item.places:
        return {}
    try:
        body = ast.parse(item.whole).body
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        return {}
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {node.name: node.lineno for node in body if isinstance(node, kinds)}


def _exit_code(reports: Sequence[Report], fail_under: float | None) -> int:
    if any(report.status == "grader_error" for report in reports):
        return 3
    if fail_under is None:
        return 0
    shares = [100 * (r.score or 0) / r.max_score if r.max_score else 0 for r in reports]
    return 1 if any(share < fail_under for share in shares) else 0
