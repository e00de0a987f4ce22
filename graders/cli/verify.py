"""`lrgrade verify`: proves assignments from their stubs, solutions and examples."""

import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click

from graders import course, rubrics, workers
from graders.cli.progress import shown
from graders.cli.screen import fail
from graders.report import Report


@click.command(
    epilog="""\b
Examples:
  lrgrade verify
  lrgrade verify schedules
  lrgrade verify schedules --write-limits
  lrgrade verify schedules --mutants
  lrgrade verify --seeds 20

\b
Exit codes: 0 everything is as it should be, 1 something is not."""
)
@click.argument("slug", required=False)
@click.option("--write-limits", is_flag=True, help="Derive the time limits and write them.")
@click.option(
    "--seeds",
    type=click.IntRange(min=1),
    help="Only grade the accepted and wrong examples with this many seeds, and count.",
)
@click.option("--mutants", is_flag=True, help="Only put small mistakes into the solution.")
def command(slug: str | None, write_limits: bool, seeds: int | None, mutants: bool) -> None:
    """Prove that an assignment (all without SLUG) judges as it says.

    Stubs get no points, solutions get all, each example gets its declared verdicts, every check
    is failed by some wrong example, limits are wide enough, published files are fresh. A hostile
    example gets no point that it does not declare, reads no key and no canary, does nothing that
    it may not, leaves no trace, and changes no honest report; the last line counts those that do.
    Where a sandbox layer that it needs is off, it is not run.

    With --mutants: every small mistake in the solution that changes what it does loses points, and
    those that change nothing are declared in survivors.toml beside the solution.
    """
    root = course.root()
    if root is None:
        raise fail("verify needs the course's folder with solutions/ beside graders/.", 1)
    if slug is not None and slug not in rubrics.slugs():
        raise fail(f"no assignment is called {slug!r}; there are: {', '.join(rubrics.slugs())}.", 1)
    chosen = [slug] if slug else rubrics.slugs()
    if seeds is not None:
        faults = [_over_seeds(name, seeds) for name in chosen]
    elif mutants:
        faults = [_mutants(name, root) for name in chosen]
    else:
        faults = [_verify(name, root, write_limits) for name in chosen]
    raise click.exceptions.Exit(1 if any(faults) else 0)


def _verify(slug: str, root: Path, write_limits: bool) -> int:
    from graders.authoring import limits
    from graders.authoring.hostile import figures
    from graders.authoring.verify import attacks, not_run, verify
    from graders.isolation import layers_here

    rubric = rubrics.load(slug)
    missing = [name for name, state in layers_here().items() if state != "on"]
    reports: list[Report] = []

    def watch(finished: Iterable[tuple[int, Report]], total: int) -> Iterable[tuple[int, Report]]:
        for place, report in shown(finished, total):
            reports.append(report)
            yield place, report

    with tempfile.TemporaryDirectory(prefix="lrgrade-verify-") as folder:
        pool = partial(workers.local_pool, workers.default_workers(64))
        faults = verify(rubric, root, Path(folder), pool, watch, missing)
        if write_limits:
            accepted = [
                report for report in reports if "/accepted/" in Path(report.path).as_posix()
            ]
            limits.write(rubric, limits.slowest_by_task(rubric, Path(folder), accepted))
            click.echo(f"{rubric.folder / 'rubric.toml'} has new limits.")
    kept_back = not_run(rubric, root, missing)
    for name in kept_back:
        click.echo(f"  not run, for a layer that it needs is off here: {name}")
    for fault in faults:
        click.echo(f"- {fault.text}")
    outcome = f"{len(faults)} to mend" if faults else "all as it should be"
    click.echo(f"{slug}: {len(reports)} submissions graded, {outcome}.")
    ran = attacks(rubric, root) - len(kept_back)
    click.echo(f"{slug}: {figures(faults, ran, len(kept_back))}")
    return len(faults)


def _mutants(slug: str, root: Path) -> int:
    from graders.authoring import survivors

    rubric = rubrics.load(slug)
    known = survivors.all_mutants(rubric, root)
    pool = partial(workers.local_pool, workers.default_workers(64))
    alive = survivors.surviving(rubric, known, pool, shown)
    excused = survivors.declared(rubric, root)
    faults = list(survivors.faults(excused, known, alive))
    for one in excused:
        click.echo(f"  right as well: `{one.now}` in {one.task}: {one.reason}")
    for fault in faults:
        click.echo(f"- {fault}")
    outcome = f"{len(faults)} to mend" if faults else "all as it should be"
    click.echo(f"{slug}: {len(known)} mutants, {len(alive)} got all points, {outcome}.")
    return len(faults)


def _over_seeds(slug: str, seeds: int) -> int:
    from graders.authoring.seeds import over_seeds

    pool = partial(workers.local_pool, workers.default_workers(64))
    tally = over_seeds(rubrics.load(slug), range(seeds), pool, shown)
    for fault in (*tally.refused, *tally.passed):
        click.echo(f"- {fault}")
    click.echo(f"{slug}, {seeds} seeds:")
    click.echo(f"  right: {tally.accepted} judged, {len(tally.refused)} refused")
    once = f"{tally.once} files fail visible checks, whose inputs no seed changes"
    click.echo(f"  wrong: {tally.wrong} judged ({once}), {len(tally.passed)} passed")
    return len(tally.refused) + len(tally.passed)
