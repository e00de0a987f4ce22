"""`lrgrade regrade`: judge a class again after a check changed, and show who moves."""

from collections.abc import Iterator, Sequence
from contextlib import chdir
from functools import partial
from pathlib import Path

import click

from graders import rubrics, workers
from graders.changes import Change, changes
from graders.cli.conditions import hold
from graders.cli.finished import kept
from graders.cli.progress import shown
from graders.cli.sandboxed import demand, runs_code_from_others
from graders.cli.screen import fail
from graders.grade import Settings, is_kept
from graders.intake import collect
from graders.render.visible import one_line, visible
from graders.render.words import points
from graders.report import Report
from graders.results import Results, Run
from graders.submission import Refusal, Submission

Items = Sequence[Submission | Refusal]


@click.command(
    epilog="""\b
Examples:
  lrgrade regrade results            show who would move, change nothing
  lrgrade regrade results --apply    write the new reports and the gradebook
  lrgrade regrade results --rerun    run the submissions again, after a new Keras, say

\b
Exit codes: 0 done, 2 no such run or a submission that has to be run again,
3 the grader failed, 130 after Ctrl-C."""
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--apply", "to_apply", is_flag=True, help="Write what changed.")
@click.option("--rerun", is_flag=True, help="Run the submissions again, with the same inputs.")
@runs_code_from_others
def command(folder: Path, to_apply: bool, rerun: bool, layers: tuple[str, ...]) -> None:
    """Judge the recordings of a class again and show who moves, and why.

    FOLDER is what `lrgrade grade --out` left. No submission is run, unless with --rerun.
    """
    if rerun:
        demand(layers)
    results = Results(folder)
    kept(results)  # refuse what is no folder of results before a lock is put into it
    with hold(results):
        raise click.exceptions.Exit(_regrade(results, to_apply, rerun))


def _regrade(results: Results, to_apply: bool, rerun: bool) -> int:
    run, before = kept(results)
    items = _collected(run, results)
    settings = Settings(run.seed, True, results.recordings, reuse=not rerun)
    if not rerun:
        _demand_recordings(items, settings)
    after = [results.marks.on(report) for report in _judged(items, settings)]
    found = changes(before, after)
    _show(found, len(after))
    if to_apply:
        for report in after:
            results.write(report)
        results.finish(after, run.seed)
        click.echo(f"Written; class page: {results.class_page}")
    elif found:
        click.echo("Nothing is written; --apply does.")
    return 3 if any(report.status == "grader_error" for report in after) else 0


def _collected(run: Run, results: Results) -> Items:
    """The submissions of the run, under the paths that its reports have."""
    try:
        owners = results.owners
        with chdir(run.folder):
            paths = [Path(path) for path in run.paths]
            return collect(paths, rubrics.load_all(), run.assignment, owners)
    except OSError as error:
        raise fail(
            f"{run.folder}, where the run was begun, is not there: {error.strerror}.", 2
        ) from error
    except ValueError as error:
        raise fail(f"{error}.", 2) from error


def _demand_recordings(items: Items, settings: Settings) -> None:
    """Say which submissions cannot be judged again without running them."""
    known = rubrics.load_all()
    lacking = [
        item.path
        for item in items
        if isinstance(item, Submission) and not is_kept(item, known[item.assignment], settings)
    ]
    if lacking:
        names = "\n".join(f"- {one_line(path)}" for path in lacking[:10])
        more = f"\n- and {len(lacking) - 10} more" if len(lacking) > 10 else ""
        raise fail(
            "no recording fits these: the file, the rubric's version, or Keras changed.\n"
            f"{names}{more}\nAdd --rerun to run them again.",
            2,
        )


def _judged(items: Items, settings: Settings) -> list[Report]:
    pool = partial(workers.local_pool, workers.default_workers(len(items)))
    finished = dict(shown(workers.grade_class(items, settings, pool), len(items)))
    return [finished[place] for place in sorted(finished)]


def _show(found: Sequence[Change], all_of_them: int) -> None:
    for line in _lines(found):
        click.echo(line)
    noun = "submission" if all_of_them == 1 else "submissions"
    click.echo(f"{len(found)} of {all_of_them} {noun} changed.")


def _lines(found: Sequence[Change]) -> Iterator[str]:
    for change in found:
        who = one_line(change.after.student or change.after.path)
        yield f"{who}, {change.after.assignment}: {_moved(change)}"
        yield from (f"    {visible(reason)}" for reason in change.reasons)


def _moved(change: Change) -> str:
    now = "no score" if change.after.score is None else points(change.after.score)
    if change.before is None:
        return f"new, {now}"
    then = "no score" if change.before.score is None else points(change.before.score)
    return f"{then} -> {now}" if then != now else f"{now}, as before"
