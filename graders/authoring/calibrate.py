"""Derives the thresholds' figures again from seeded runs; compares with what is kept, or writes.

It knows the course's files and the order of things. Training runs in a process of its own.
"""

import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from graders.authoring import calibration_file, recorded_runs
from graders.authoring.calibration_changes import moved, numbers_moved
from graders.authoring.calibration_numbers import Numbers
from graders.authoring.calibration_plan import Batch, count, drawn, sweep, tasks
from graders.authoring.calibration_plots import draw
from graders.authoring.training_runs import TrainedRun, trained
from graders.course import GRADERS

FOLDERS_OF_PLOTS = tuple(
    GRADERS.parent / place / "images"
    for place in ("docs", "solutions/fine_tuning", "solutions/stability")
)
"""Where plots are shown: the instructor's page, and two lessons, which `publish` hands on."""
DRAWN_RUNS = 1000
"""Runs at drawn rates inside the good zones, and as many inside the bad ones."""

Watch = Callable[[Iterable[TrainedRun], int], Iterable[TrainedRun]]


@dataclass(frozen=True)
class Calibration:
    """All runs of a calibration, and how many seeds they have."""

    runs: tuple[TrainedRun, ...]
    seeds: int

    @property
    def numbers(self) -> Numbers:
        """Every number that the course states."""
        return calibration_file.derived(self.runs)


def measure(seeds: int, drawn_runs: int, watch: Watch) -> Calibration:
    """Train everything; `watch` hands the runs on and may show how far they are."""
    plan = [*sweep(seeds), *tasks(seeds), *drawn(drawn_runs, seeds)]
    return Calibration(tuple(watch(trained(plan), count(plan))), seeds)


def drawn_rates(runs: int, seeds: int, watch: Watch) -> Numbers:
    """Only the runs at drawn rates: how many good ones fail, and how many bad ones pass."""
    from graders.authoring.calibration_numbers import verdict_errors

    plan: list[Batch] = drawn(runs, seeds)
    return verdict_errors(list(watch(trained(plan), count(plan))))


def write(calibration: Calibration) -> list[Path]:
    """Write calibration.json, the recorded runs and the plots; return their paths."""
    runs = calibration.runs
    text = calibration_file.text(runs, calibration.seeds, versions())
    calibration_file.PATH.write_text(text, encoding="utf-8", newline="\n")
    kept = recorded_runs.write(runs)
    swept = [run for run in runs if run.series == "bases"]
    plots = [path for folder in FOLDERS_OF_PLOTS for path in draw(swept, folder)]
    return [calibration_file.PATH, *kept, *plots]


def changes(calibration: Calibration) -> list[str]:
    """What moved against the kept calibration, in sentences; none means nothing did.

    With fewer seeds than were kept, the numbers are compared with those of the same runs alone.
    Raises FileNotFoundError when none is kept.
    """
    _, kept = calibration_file.read()
    same = {(run.series, run.batch_norm, run.base_seed, run.order) for run in calibration.runs}
    kept = [r for r in kept if (r.series, r.batch_norm, r.base_seed, r.order) in same]
    before, now = calibration_file.derived(kept), calibration.numbers
    stated = ("shipped_base", "own_bases", "other_thresholds")
    return [
        *moved(kept, calibration.runs),
        *numbers_moved(
            {name: before[name] for name in stated}, {name: now[name] for name in stated}
        ),
        *(
            f"drawn rates: {share['count']} of {share['of']} {kind}"
            for kind, share in now["drawn_rates"].items()
            if share["count"]
        ),
    ]


def versions() -> dict[str, str]:
    """What the runs were made with."""
    names = ("tensorflow", "keras", "numpy", "scikit-learn")
    return {"python": platform.python_version()} | {name: version(name) for name in names}
