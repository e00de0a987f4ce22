"""`lrgrade grade`: files, folders, zips or a whole class."""

import os
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from errno import EISDIR
from functools import partial
from pathlib import Path

import click

from graders import isolation, rubrics, workers
from graders.cli.forget import forget
from graders.cli.progress import shown
from graders.cli.screen import fail, screen
from graders.course import starter
from graders.grade import Settings
from graders.gradebook import Gradebook
from graders.intake import collect
from graders.intake.owners import NOBODY, Owners, read_map
from graders.intake.together import EARLIER
from graders.marks import waiting
from graders.render.visible import one_line
from graders.render.words import count
from graders.report import Report
from graders.results import LARGEST_SEED, Busy, Results, Run
from graders.roster import Roster, read_roster
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

    @property
    def roster(self) -> Roster:
        """Who is in the class."""
        return self.owners.roster


@click.command(
    epilog="""\b
Examples:
  lrgrade grade schedules.py
  lrgrade grade submitted/ --out results
  lrgrade grade submitted/ --out results --resume
  lrgrade grade submitted/ --out results --roster class.csv
  lrgrade grade canvas.zip --out results --map names.csv
  lrgrade grade class.zip --json reports.json --workers 4
  lrgrade grade submitted/ --require-sandbox resource_limits

\b
Exit codes: 0 every input has a report (a refusal is one too), 2 nothing could be
graded, the call was wrong or another run is at work in --out, 3 the grader
failed or its results could not be written, 130 after Ctrl-C."""
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Folder for pages and reports.")
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path), help="All reports as one JSON array."
)
@click.option("--workers", type=click.IntRange(min=1), help="Submissions at a time (all cores).")
@click.option(
    "--seed", type=click.IntRange(0, LARGEST_SEED - 1), help="Draws the hidden inputs (random)."
)
@click.option("--scheduler", metavar="ADDRESS", help="Grade on this Dask cluster instead.")
@click.option("--resume", is_flag=True, help="Go on with the run that --out holds.")
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    help="CSV of who is in the class (id, name, email); says who is missing.",
)
@click.option(
    "--map",
    "names",
    type=click.Path(path_type=Path),
    help="CSV of whose a downloaded file is (file, id), where names do not tell.",
)
@click.option(
    "--keep",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="Afterwards remove recordings that this run did not use and that are older.",
)
@click.option("--assignment", metavar="NAME", help="The assignment, where names do not tell.")
@click.option(
    "--without-sandbox",
    is_flag=True,
    help="Grade even where files or the network cannot be shut off; the reports say so.",
)
@click.option(
    "--require-sandbox",
    "required",
    multiple=True,
    type=click.Choice(isolation.LAYERS),
    help="Grade only where this layer too is on (may be repeated).",
)
def command(
    paths: tuple[Path, ...],
    out: Path | None,
    json_file: Path | None,
    workers: int | None,
    seed: int | None,
    scheduler: str | None,
    resume: bool,
    roster: Path | None,
    names: Path | None,
    keep: int | None,
    assignment: str | None,
    without_sandbox: bool,
    required: tuple[str, ...],
) -> None:
    """Grade PATHS: files, folders, zips, or a tree <student>/<assignment>/<file>.

    Runs all checks. With --out it leaves a class page, a gradebook, a report for each submission,
    and the recordings that --resume goes on from.
    """
    if assignment is not None and assignment not in rubrics.slugs():
        known = ", ".join(rubrics.slugs())
        raise fail(f"no assignment is called {assignment!r}; there are: {known}.", 2)
    if resume and out is None:
        raise fail("--resume goes on with a run on disk; name its folder with --out.", 2)
    if keep is not None and out is None:
        raise fail("--keep is for the recordings of a run; name its folder with --out.", 2)
    known_rubrics = rubrics.load_all()
    owners = read_owners(roster, names, Results(out) if out else None)
    items = collect(list(paths), known_rubrics, assignment, owners)
    demand(without_sandbox, required)
    for line in owners.idle():
        click.echo(f"lrgrade: {line}", err=True)
    _tell(items)
    options = Options(
        paths, assignment, out, json_file, workers, seed, scheduler, resume, owners, keep
    )
    raise click.exceptions.Exit(grade(items, options))


def read_owners(roster: Path | None, names: Path | None, results: Results | None) -> Owners:
    """The class list and the map, as given or as `results` keep them; a bad one ends the run."""
    try:
        kept = results.owners if results else NOBODY
        return Owners(
            read_map(names) if names else kept.names, read_roster(roster) if roster else kept.roster
        )
    except OSError as error:
        raise fail(f"{error.filename} cannot be read: {error.strerror}.", 2) from error
    except ValueError as error:
        raise fail(f"{error}.", 2) from error


def _tell(items: Sequence[Submission | Refusal]) -> None:
    """Say which attempts do not count."""
    for item in items:
        for note in item.notes if isinstance(item, Submission) else ():
            if note.kind == EARLIER:
                click.echo(f"{one_line(item.path)}: {one_line(note.text)}", err=True)


def demand(without_sandbox: bool, required: Sequence[str] = ()) -> None:
    """Refuse, before any submission runs, where a layer is missing that has to be there."""
    layers = (*(() if without_sandbox else isolation.DEMANDED), *required)
    missing = isolation.lacking(layers) if layers else []
    if missing:
        reasons = "\n".join(f"- {sentence}" for sentence in missing)
        raise fail(
            f"submissions are code from others, and this machine cannot shut them in:\n{reasons}\n"
            "`lrgrade doctor` shows every layer; --without-sandbox grades anyway.",
            2,
        )


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


def hold(results: Results) -> AbstractContextManager[object]:
    """Keep other runs out of the folder, or end with one sentence where one is at work in it."""
    try:
        return results.hold()
    except Busy:
        other = "wait until it has ended, or name another folder"
        raise fail(f"another run is at work in {results.folder}: {other}.", 2) from None
    except OSError as error:
        raise fail(f"{results.folder} cannot be written: {error.strerror}.", 2) from error


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
