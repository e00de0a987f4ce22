"""`calibration.json`: what was measured, run by run, and the numbers that follow from it.

It keeps one line for each run, so that any part of the numbers can be derived again and a later
measurement compared run by run. There is one file, beside `judge/zones.py`, because three
assignments are judged by the same thresholds and those stand there.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graders.authoring import calibration_numbers as numbers
from graders.authoring.calibration_plan import Recipe
from graders.authoring.training_runs import TrainedRun
from graders.course import GRADERS
from graders.judge import zones

PATH = GRADERS / "judge" / "calibration.json"

NAMES = (
    "initial_loss",
    "final_loss",
    "largest_loss",
    "source_before",
    "source_after",
    "drop_known",
    "target_before",
    "target_after",
    "target_known",
    "target_drawn",
    "moved",
    "known_before",
    "known_after",
    "without_base",
)
COLUMNS = (
    *("series", "batch_norm", "base_seed", "order"),
    *("optimizer", "rate", "head_rate", "schedule", "epochs"),
    *NAMES,
)
THRESHOLDS = (
    "HEALTHY_LOSS",
    "HEALTHY_SPIKE",
    "FORGETTING_DROP",
    "TIMID_LOSS",
    "DIVERGED_LOSS",
    "LINEAR_PROBE_ACCURACY",
    "CAPSTONE_ACCURACY",
    "CAPSTONE_DROP",
    "BASE_MOVED",
    "FEATURES_KNOW",
    "FEATURES_FOLLOW",
    "WITHOUT_BASE",
)


def derived(runs: Sequence[TrainedRun]) -> dict[str, Any]:
    """Every number that the course states, from the runs."""
    bases, orders, tasks, drawn = (
        [run for run in runs if run.series in series]
        for series in (("bases",), ("orders",), ("tasks", "capstone"), ("drawn",))
    )
    return {
        "distributions": numbers.distributions([*orders, *bases]),
        "shipped_base": {"errors": numbers.errors(orders), "margins": numbers.margins(orders)},
        "own_bases": {"errors": numbers.errors(bases), "margins": numbers.margins(bases)},
        "drawn_rates": numbers.verdict_errors(drawn),
        "other_thresholds": numbers.other_thresholds(tasks),
        "rows": numbers.known_rows(orders),
    }


def text(runs: Sequence[TrainedRun], seeds: int, versions: Mapping[str, str]) -> str:
    """The whole file; runs at drawn rates are counted in it and not listed."""
    rounded = [_run(dict(zip(COLUMNS, _row(run), strict=True))) for run in runs]
    head = {
        "seeds": seeds,
        "versions": dict(versions),
        "thresholds": {name: getattr(zones, name) for name in THRESHOLDS},
        **derived(rounded),  # What anybody derives from the rows below.
        "columns": list(COLUMNS),
    }
    rows = ",\n  ".join(json.dumps(_row(run)) for run in runs if run.series != "drawn")
    return f'{json.dumps(head, indent=1)[:-2]},\n "runs": [\n  {rows}\n ]\n}}\n'


def read(path: Path = PATH) -> tuple[dict[str, Any], list[TrainedRun]]:
    """What `text` wrote: everything but the runs, and the runs."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    rows = kept.pop("runs")
    return kept, [_run(dict(zip(kept["columns"], row, strict=True))) for row in rows]


def _row(run: TrainedRun) -> list[Any]:
    fields = {**asdict(run), **asdict(run.recipe), **run.numbers}
    return [_plain(fields[name]) for name in COLUMNS]


def _plain(value: Any) -> Any:
    """Six digits of a number; None for one that is not finite, for JSON has none."""
    if not isinstance(value, float):
        return value
    return float(f"{value:.6g}") if math.isfinite(value) else None


def _run(fields: Mapping[str, Any]) -> TrainedRun:
    recipe = Recipe(*(fields[name] for name in COLUMNS[4:9]))
    read = {name: math.nan if fields[name] is None else fields[name] for name in NAMES}
    seeds = {name: fields[name] for name in ("series", "batch_norm", "base_seed", "order")}
    return TrainedRun(**seeds, recipe=recipe, numbers=read)
