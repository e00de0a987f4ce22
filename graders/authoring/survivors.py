"""Grades the mutants of a reference solution: each must lose points, or be declared equivalent.

Only the mutant's own task is run. What survives for a good reason stands beside the solution, in
survivors.toml: the statement before and after, and why nobody could see the difference.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from graders import workers
from graders.authoring.mutants import Mutant, mutants
from graders.authoring.verify import SEED
from graders.grade import Settings
from graders.intake.reading import read
from graders.report import Report
from graders.rubrics import Rubric
from graders.submission import Refusal, Submission

NOT_ITS_TASK = "This mutant is about another task."
Watch = Callable[[Iterable[tuple[int, Report]], int], Iterable[tuple[int, Report]]]


@dataclass(frozen=True)
class Survivor:
    """A mutant that is right too, as survivors.toml declares it."""

    task: str
    was: str
    now: str
    reason: str

    def is_of(self, mutant: Mutant) -> bool:
        """Whether this declares `mutant`; line numbers do not count, for they move."""
        return (self.task, self.was, self.now) == (mutant.task, mutant.was, mutant.now)


def all_mutants(rubric: Rubric, root: Path) -> list[Mutant]:
    """Every mutant of the assignment's reference solution."""
    path = root / "solutions" / rubric.slug / f"{rubric.slug}.py"
    return mutants(path.read_text(encoding="utf-8"), rubric.task_names)


def declared(rubric: Rubric, root: Path) -> list[Survivor]:
    """The equivalent mutants that the solution declares; none where there is no such file."""
    path = root / "solutions" / rubric.slug / "survivors.toml"
    if not path.is_file():
        return []
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Survivor(**item) for item in data.get("survivor", [])]


def surviving(
    rubric: Rubric, chosen: Sequence[Mutant], make_executor: Callable[[], Executor], watch: Watch
) -> list[Mutant]:
    """Those of `chosen` that get all points of the tasks that were run."""
    items = [_submission(rubric, number, one) for number, one in enumerate(chosen, start=1)]
    finished = workers.grade_class(items, Settings(SEED, hidden=True), make_executor)
    reports = dict(watch(finished, len(items)))
    return [one for place, one in enumerate(chosen) if not _noticed(one, reports[place])]


def faults(
    excused: Sequence[Survivor], known: Sequence[Mutant], survivors: Sequence[Mutant]
) -> Iterator[str]:
    """A sentence for each survivor that is not declared, and each declaration that is wrong.

    `known` are the mutants that were graded; `survivors` those that nothing noticed.
    """
    for mutant in survivors:
        if not any(one.is_of(mutant) for one in excused):
            yield (
                f"No check notices that in {mutant.name}. Let a check see it, or declare it in "
                "survivors.toml beside the solution, with the reason."
            )
    for one in excused:
        if not any(map(one.is_of, survivors)):
            why = "a check notices it" if any(map(one.is_of, known)) else "there is none"
            yield f"survivors.toml excuses `{one.now}` in {one.task}, but {why}. Take it out."


def _submission(rubric: Rubric, number: int, mutant: Mutant) -> Submission | Refusal:
    name = f"{rubric.slug}_mutant_{number}.py"
    item = read(name, mutant.source.encode(), {rubric.slug: rubric}, rubric.slug)
    if isinstance(item, Refusal) or not mutant.task:
        return item
    others = {task: NOT_ITS_TASK for task in rubric.task_names if task != mutant.task}
    return replace(item, absent={**others, **item.absent})


def _noticed(mutant: Mutant, report: Report) -> bool:
    """Whether some check of the mutant's task did not pass; a fault of ours is not a notice."""
    if report.status != "graded":
        raise RuntimeError(f"the grader failed on {mutant.name}: {report.notes}")
    tasks = [task for task in report.tasks if mutant.task in ("", task.name)]
    return any(check.verdict != "pass" for task in tasks for check in task.checks)
