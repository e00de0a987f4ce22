"""Proves an assignment over many seeds: no accepted example is refused, no wrong one passes.

Visible inputs are the same for every seed, but for an allowed call beside a refused one. So a wrong
example that fails a visible check fails it always, and only those that fail hidden checks alone are
graded again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from graders.grade import Settings
from graders.intake import collect
from graders.report import Report
from graders.rubrics import Rubric
from graders.submission import Refusal, Submission
from graders.workers import grade_here

Item = Submission | Refusal
Watch = Callable[[Iterable[tuple[int, Report]], int], Iterable[tuple[int, Report]]]


@dataclass
class Tally:
    """How often examples were judged over the seeds, and the sentences about each that was wrong.

    `accepted` and `wrong` count judgements: examples times seeds. `once` of the wrong ones failed
    a visible check and were run with the first seed only.
    """

    accepted: int = 0
    wrong: int = 0
    once: int = 0
    refused: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)


def over_seeds(
    rubric: Rubric, seeds: Sequence[int], make_executor: Callable[[], Executor], watch: Watch
) -> Tally:
    """Grade the accepted and the wrong examples with every seed."""
    tally = Tally()
    accepted, wrong = _items(rubric, "accepted"), _items(rubric, "wrong")
    with make_executor() as executor:
        first = [(item, seeds[0]) for item in wrong.values()]
        reports = dict(watch(_graded(executor, first), len(first)))
        always = [n for n, report in reports.items() if _fails_visibly(report)]
        tally.once = len(always)
        tally.passed += [_passing(report, seeds[0]) for report in reports.values() if _full(report)]
        again = [item for n, item in enumerate(wrong.values()) if n not in always]
        jobs = [(item, seed) for seed in seeds for item in accepted.values()]
        jobs += [(item, seed) for seed in seeds[1:] for item in again]
        for place, report in watch(_graded(executor, jobs), len(jobs)):
            item, seed = jobs[place]
            if item in accepted.values() and not _full(report):
                tally.refused.append(_refusal(report, seed))
            elif item not in accepted.values() and _full(report):
                tally.passed.append(_passing(report, seed))
    tally.accepted, tally.wrong = len(accepted) * len(seeds), len(wrong) * len(seeds)
    return tally


def _items(rubric: Rubric, kind: str) -> Mapping[Path, Item]:
    paths = sorted(rubric.folder.glob(f"examples/{kind}/*"))
    files = [path for path in paths if path.suffix in (".py", ".ipynb", ".zip")]
    return {path: collect([path], {rubric.slug: rubric}, rubric.slug)[0] for path in files}


def _graded(executor: Executor, jobs: Sequence[tuple[Item, int]]) -> Iterator[tuple[int, Report]]:
    waiting = {
        executor.submit(grade_here, item, Settings(seed, hidden=True)): place
        for place, (item, seed) in enumerate(jobs)
    }
    for future in as_completed(waiting):
        yield waiting[future], future.result()


def _checks(report: Report) -> list[tuple[str, str, str]]:
    return [
        (check.id, check.verdict, check.visibility)
        for task in report.tasks
        for check in task.checks
    ]


def _full(report: Report) -> bool:
    """Whether every check of every task passed; an example's quiz may be empty."""
    return report.status == "graded" and all(verdict == "pass" for _, verdict, _ in _checks(report))


def _fails_visibly(report: Report) -> bool:
    return report.status != "graded" or any(
        verdict != "pass" and visibility == "visible" for _, verdict, visibility in _checks(report)
    )


def _refusal(report: Report, seed: int) -> str:
    lost = [f"{name} {verdict}" for name, verdict, _ in _checks(report) if verdict != "pass"]
    return f"{report.path} with seed {seed}: {', '.join(lost) or report.status}"


def _passing(report: Report, seed: int) -> str:
    return f"{report.path} with seed {seed} passes"
