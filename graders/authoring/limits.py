"""Time limits, derived from the slowest accepted example of each task.

`near_the_limit` tells where a limit is too tight, `derived` what it should be, and `write` puts
that into rubric.toml, leaving the rest of the file as it is.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import tomlkit

from graders.grade import Settings
from graders.record import versions
from graders.recording import Key
from graders.report import Report
from graders.rubrics import Rubric
from graders.store import Store

FACTOR = 20
FLOOR_SECONDS = 10
NEAR = 3
"""An accepted example that takes more than a third of the limit is too near to it."""


def near_the_limit(rubric: Rubric, recordings: Path, reports: Iterable[Report]) -> Iterator[str]:
    """A sentence for each task whose slowest accepted example is near its limit."""
    slowest = slowest_by_task(rubric, recordings, reports)
    for task in rubric.tasks:
        seconds = slowest.get(task.name, 0.0)
        if seconds * NEAR > task.seconds:
            yield (
                f"{task.name}: an accepted example takes {seconds:.1f} s of the {task.seconds:g} s "
                f"allowed. Run `lrgrade verify {rubric.slug} --write-limits`."
            )


def slowest_by_task(
    rubric: Rubric, recordings: Path, reports: Iterable[Report]
) -> dict[str, float]:
    """Processor seconds of the slowest of these submissions, for each task."""
    slowest: dict[str, float] = {}
    for report in reports:
        seconds: dict[str, float] = {}
        recording = Store(recordings).find(_key(rubric, report))
        for record in recording.records if recording else ():
            task = rubric.task_of(record.case.probe)
            seconds[task] = seconds.get(task, 0.0) + record.outcome.seconds
        for task, spent in seconds.items():
            slowest[task] = max(slowest.get(task, 0.0), spent)
    return slowest


def write(rubric: Rubric, slowest: dict[str, float]) -> None:
    """Put each task's derived limit into rubric.toml; never less than the text promises.

    A task whose text promises a time has that time in seconds, for all its calls, as `promised`.
    """
    path = rubric.folder / "rubric.toml"
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    for task in document["tasks"]:
        seconds = derived(slowest.get(str(task["name"]), 0.0))
        task["seconds"] = max(seconds, int(task.get("promised", 0)))
    path.write_text(tomlkit.dumps(document), encoding="utf-8", newline="\n")


def derived(slowest: float) -> int:
    """FACTOR times the slowest, in whole seconds, and never under the floor."""
    return max(FLOOR_SECONDS, round(FACTOR * slowest + 0.5))


def _key(rubric: Rubric, report: Report) -> Key:
    settings = Settings(int(report.environment.get("seed", 0)), hidden=True)
    return Key(
        report.sha256 or "",
        rubric.slug,
        rubric.version,
        settings.seed,
        settings.hidden,
        versions(),
    )
