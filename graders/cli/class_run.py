"""One run over submissions: grade, show and write, go on after an interruption."""

import os
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from errno import EISDIR
from functools import partial
from pathlib import Path

import click

from graders import isolation, workers
from graders.cli.conditions import hold
from graders.cli.forget import forget
from graders.cli.progress import shown
from graders.cli.sandboxed import refuse_without
from graders.cli.screen import fail, screen
from graders.course import starter
from graders.grade import Settings
from graders.gradebook import Gradebook
from graders.intake.owners import NOBODY, Owners
from graders.marks import waiting
from graders.render.visible import one_line
from graders.render.words import count
from graders.report import Report
from graders.results import LARGEST_SEED, Results, Run
from graders.roster import Roster
from graders.similarity import NotInstalled, near_identical
from graders.submission import Refusal, Submission


@dataclass(frozen=True)
class Options:
    """What the command line said."""

    paths: tuple[Path, ...] = ()
    assignment: str | None = None
    out: Path | None = None
    json_file: Path | None = None
    workers: int | None = None
    seed: int | None = None
    scheduler: str | None = None
    resume: bool = False
    owners: Owners = NOBODY
    keep: int | None = None
    layers: tuple[str, ...] = ()

    @property
    def roster(self) -> Roster:
        """Who is in the class."""
        return self.owners.roster


def grade(items: Sequence[Submission | Refusal], options: Options) -> int:
    """Grade, show and write everything; returns the exit code."""
    if all(isinstance(item, Refusal) for item in items):
        for item in items:
            if isinstance(item, Refusal):
                click.echo(f"{one_line(item.path)}: {one_line(item.reason)}", err=True)
        raise fail("nothing could be graded.", 2)
    results = Results(options.out) if options.out else None
    with hold(results) if results else nullcontext():
        return _grade_alone(items, options, results)


def _grade_alone(
    items: Sequence[Submission | Refusal], options: Options, results: Results | None
) -> int:
    seed = _seed(options, results)
    _begin(results, options, seed)
    if results is not None:
        results.reserve(items)
    settings = Settings(seed, True, results.recordings if results else None, reuse=options.resume)
    reports: dict[int, Report] = {}
    try:
        _keep_alike(items, results)
        interrupted = _run(items, settings, options, results, reports)
    except OSError as error:
        raise fail(f"a result cannot be written ({error.strerror}): {_kept(results)}", 3) from error
    if interrupted:
        click.echo(f"lrgrade: interrupted; {_kept(results)}", err=True)
        return 130
    if options.keep is not None:
        forget(items, settings, options.keep)
    return 3 if any(report.status == "grader_error" for report in reports.values()) else 0


def _keep_alike(items: Sequence[Submission | Refusal], results: Results | None) -> None:
    """Compare the submissions of a class with each other, where the library for it is there."""
    submissions = [item for item in items if isinstance(item, Submission)]
    if results is None or len(submissions) < 2:
        return
    starters = {slug: starter(slug) for slug in {one.assignment for one in submissions}}
    with suppress(NotInstalled):
        results.keep_alike(near_identical(submissions, starters))


def _run(
    items: Sequence[Submission | Refusal],
    settings: Settings,
    options: Options,
    results: Results | None,
    reports: dict[int, Report],
) -> bool:
    """Grade, then show and write what is finished, also after Ctrl-C; True where that came."""
    interrupted = False
    try:
        _grade(items, settings, options, results, reports)
    except KeyboardInterrupt:
        workers.end_workers()
        interrupted = True
    except OSError:
        workers.end_workers()
        # The disk may still be full; the first error is the one to tell.
        with suppress(OSError):
            _finish(results, options, reports, settings.seed)
        raise
    _finish(results, options, reports, settings.seed)
    return interrupted


def _grade(
    items: Sequence[Submission | Refusal],
    settings: Settings,
    options: Options,
    results: Results | None,
    reports: dict[int, Report],
) -> None:
    finished = workers.grade_class(items, settings, _executor(options, len(items)))
    for place, report in shown(finished, len(items)):
        reports[place] = results.write(report) if results is not None else report


def _executor(options: Options, items: int) -> Callable[[], Executor]:
    if options.scheduler is None:
        count = options.workers or workers.default_workers(items)
        return partial(workers.local_pool, count)
    try:
        from distributed import Client
    except ImportError as error:
        raise fail("--scheduler needs Dask: pip install 'lrgrade[cluster]'.", 2) from error
    client = Client(options.scheduler)  # type: ignore[no-untyped-call]
    click.get_current_context().call_on_close(client.close)
    if options.layers:
        refuse_without(client.run(isolation.lacking, options.layers))
    return partial(client.get_executor, pure=False)


def _seed(options: Options, results: Results | None) -> int:
    kept = results.kept_run() if results and options.resume else None
    if kept is not None and options.seed not in (None, kept.seed):
        raise fail(f"this run was begun with --seed {kept.seed}; --resume cannot change it.", 2)
    if kept is not None:
        return kept.seed
    return options.seed if options.seed is not None else secrets.randbelow(LARGEST_SEED)


def _begin(results: Results | None, options: Options, seed: int) -> None:
    try:
        if results is not None:
            results.keep_owners(options.owners)
            results.begin(
                Run(seed, tuple(map(str, options.paths)), str(Path.cwd()), options.assignment)
            )
        if options.json_file is not None:
            _touch(options.json_file)
    except OSError as error:
        raise fail(f"{error.filename} cannot be written: {error.strerror}.", 2) from error
    except ValueError as error:
        raise fail(f"{error}.", 2) from error


def _touch(path: Path) -> None:
    """Prove that a file can be written there; a folder could be touched as well."""
    if path.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    path.touch()


def _finish(
    results: Results | None, options: Options, reports: dict[int, Report], seed: int
) -> None:
    from graders.render.json_report import reports_json
    from graders.render.terminal import gradebook_table, report_text
    from graders.store import write_whole

    in_order = tuple(reports[place] for place in sorted(reports))
    to = screen()
    if len(in_order) == 1:
        text = report_text(in_order[0], to.width, to.color, to.ascii_only)
    else:
        roster = options.roster or (results.roster if results else ())
        gradebook = Gradebook(in_order, seed, roster)
        text = gradebook_table(gradebook, to.width, to.color, to.ascii_only)
    click.echo(text, color=to.color)
    if results is not None:
        results.finish(in_order, seed)
        click.echo(f"Class page: {results.class_page}")
        if results.alike:
            pairs = count(len(results.alike), "pair")
            click.echo(f"{pairs} of near-identical submissions, listed on the class page.")
        left = sum(bool(waiting(item)) for report in in_order for item in report.explanations)
        if left:
            noun = "explanation waits" if left == 1 else "explanations wait"
            click.echo(f"{left} {noun} for a person: lrgrade mark {results.folder}")
    if options.json_file is not None:
        write_whole(options.json_file, reports_json(in_order))


def _kept(results: Results | None) -> str:
    if results is None:
        return "without --out nothing was kept."
    return f"what is finished is in {results.folder}; add --resume to go on."
