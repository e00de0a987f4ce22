"""Forty of the runs as examples of the four zones, for the task `diagnose`.

Ten of each zone, from as many bases, at rates whose zone leaves no doubt. It chooses and writes;
the runs come from `lrgrade calibrate`.
"""

import json
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from graders.authoring.training_runs import TrainedRun
from graders.course import GRADERS
from graders.judge.zones import zone

VISIBLE = GRADERS / "rubrics" / "stability" / "recorded_runs.json"
HIDDEN = VISIBLE.with_name("hidden_runs.json")
OF_EACH = 10

RATES = {
    "healthy": (("adam", 1e-4), ("adam", 1e-3), ("sgd", 1e-2), ("adam", 3e-3)),
    "too_timid": (("adam", 1e-6), ("sgd", 1e-4), ("adam", 1e-5), ("momentum", 1e-5)),
    "forgetting": (("adam", 3e-2), ("adam", 2e-2)),
    "diverged": (("adam", 3e-1), ("sgd", 1.0), ("adam", 1.0)),
}


def chosen(runs: Sequence[TrainedRun]) -> list[dict[str, object]]:
    """Ten runs of each zone, each from a base of its own; fewer where there are fewer bases."""
    swept = {
        (run.base_seed, run.recipe.optimizer, run.recipe.rate): run
        for run in runs
        if run.series == "bases"
    }
    bases = sorted({base for base, _, _ in swept})[:OF_EACH]
    return [
        _told(swept[base, *rate], name)
        for name, rates in RATES.items()
        for base, rate in zip(bases, cycle(rates))
    ]


def write(runs: Sequence[TrainedRun]) -> list[Path]:
    """Write every other run to VISIBLE, the rest to HIDDEN; return both paths."""
    told = chosen(runs)
    VISIBLE.parent.mkdir(exist_ok=True)
    for path, part in ((VISIBLE, told[::2]), (HIDDEN, told[1::2])):
        path.write_text(_text(part), encoding="utf-8", newline="\n")
    return [VISIBLE, HIDDEN]


def _text(told: Sequence[dict[str, object]]) -> str:
    """A file: one run a line."""
    lines = ",\n ".join(json.dumps(run) for run in told)
    return f"[\n {lines}\n]\n"


def _told(run: TrainedRun, name: str) -> dict[str, object]:
    outcome = run.outcome
    if zone(outcome) != name:
        raise ValueError(f"{run.recipe} of base {run.base_seed} is {zone(outcome)}, not {name}")
    return {
        "zone": name,
        "optimizer": run.recipe.optimizer,
        "rate": run.recipe.rate,
        "initial_loss": float(f"{outcome.initial_loss:.6g}"),
        "final_loss": float(f"{outcome.final_loss:.6g}"),
        "source_before": float(f"{outcome.source_before:.6g}"),
        "source_after": float(f"{outcome.source_after:.6g}"),
    }
