"""From runs to the numbers that the course states: distributions, error rates, margins.

Pure arithmetic over runs that were trained elsewhere. Every count comes with its 95 % interval
after Clopper and Pearson; the runs share bases and one split of the data, so it is indicative.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from statistics import median
from typing import Any

from graders.authoring.calibration_plan import CAPSTONE, DISCRIMINATIVE, OPTIMIZERS, UNIFORM
from graders.authoring.training_runs import TrainedRun
from graders.judge import zones
from graders.judge.zones import FineTuning, zone

Runs = Sequence[TrainedRun]
Numbers = dict[str, Any]

CRITERIA: dict[str, Callable[[FineTuning], bool]] = {
    "loss is finite": lambda run: math.isfinite(run.final_loss),
    "final loss < first loss": lambda run: run.loss_ratio < 1,
    "loss ratio <= 0.75": lambda run: run.loss_ratio <= zones.HEALTHY_LOSS,
    "spike <= 5": lambda run: run.spike <= zones.HEALTHY_SPIKE,
    "drop <= 0.20": lambda run: run.drop <= zones.FORGETTING_DROP,
    "healthy (all three)": lambda run: zone(run) == "healthy",
}
"""What could tell a good run from a bad one; the last is the verdict, the others show why."""


def distributions(runs: Runs) -> Numbers:
    """By optimizer, series and rate: least, median and largest of each number, and the verdicts."""
    table: Numbers = {}
    for run in runs:
        place = table.setdefault(run.recipe.optimizer, {}).setdefault(run.series, {})
        place.setdefault(f"{run.recipe.rate:g}", []).append(run)
    return {
        optimizer: {
            series: {rate: _of_one_rate(these) for rate, these in rates.items()}
            for series, rates in by_series.items()
        }
        for optimizer, by_series in table.items()
    }


def _of_one_rate(runs: Runs) -> Numbers:
    names = [zone(run.outcome) for run in runs]
    return {
        "zone": runs[0].rate_zone,
        "runs": len(runs),
        "drop": spread(run.outcome.drop for run in runs),
        "target": spread(run.numbers["target_after"] for run in runs),
        "loss_ratio": spread(run.outcome.loss_ratio for run in runs),
        "spike": spread(run.outcome.spike for run in runs),
        "named": {name: names.count(name) for name in dict.fromkeys(names)},
    }


def errors(runs: Runs) -> Numbers:
    """By optimizer and criterion: good runs that fail, and bad ones that pass."""
    return {
        optimizer: {name: _errors_of(criterion, own) for name, criterion in CRITERIA.items()}
        for optimizer in OPTIMIZERS
        if (own := [run for run in runs if run.recipe.optimizer == optimizer])
    }


def verdict_errors(runs: Runs) -> Numbers:
    """The same for the verdict alone, over all optimizers."""
    return _errors_of(CRITERIA["healthy (all three)"], runs)


def _errors_of(passes: Callable[[FineTuning], bool], runs: Runs) -> Numbers:
    verdicts: dict[str, list[bool]] = {"good": [], "too timid": [], "too high": [], "grey": []}
    for run in runs:
        verdicts[run.rate_zone].append(passes(run.outcome))
    return {
        "good that fail": share(verdicts["good"].count(False), len(verdicts["good"])),
        "too timid that pass": share(sum(verdicts["too timid"]), len(verdicts["too timid"])),
        "too high that pass": share(sum(verdicts["too high"]), len(verdicts["too high"])),
    }


def margins(runs: Runs) -> Numbers:
    """By optimizer and number: the worst good run, the threshold, the best run to be refused.

    Too timid runs are refused by their loss ratio, too high ones by drop and spike; where the best
    of these is on the wrong side of one threshold, the other one refuses it.
    """
    return {
        optimizer: _margins_of([run for run in runs if run.recipe.optimizer == optimizer])
        for optimizer in OPTIMIZERS
    }


def _margins_of(runs: Runs) -> Numbers:
    by_zone = {
        name: [run.outcome for run in runs if run.rate_zone == name]
        for name in ("good", "too timid", "too high")
    }
    good, timid, high = by_zone.values()
    return {
        "drop": _margin([r.drop for r in good], zones.FORGETTING_DROP, [r.drop for r in high]),
        "loss_ratio": _margin(
            [r.loss_ratio for r in good], zones.HEALTHY_LOSS, [r.loss_ratio for r in timid]
        ),
        "spike": _margin([r.spike for r in good], zones.HEALTHY_SPIKE, [r.spike for r in high]),
    }


def _margin(good: list[float], threshold: float, bad: list[float]) -> Numbers:
    """The highest good value and the lowest bad one, a threshold between them."""
    finite = [value for value in bad if math.isfinite(value)]
    return {"worst_good": _digits(max(good)), "threshold": threshold, "best_bad": _least(finite)}


def _least(values: list[float]) -> float | None:
    return _digits(min(values)) if values else None


def other_thresholds(runs: Runs) -> Numbers:
    """What the remaining thresholds stand between, from the series `tasks` and `capstone`."""
    by_recipe = {
        key: [run.numbers for run in runs if (run.series, run.recipe) == key]
        for key in product(("tasks", "capstone"), (DISCRIMINATIVE, UNIFORM, CAPSTONE))
    }
    layered, uniform = by_recipe["tasks", DISCRIMINATIVE], by_recipe["tasks", UNIFORM]
    whole, too_high = by_recipe["capstone", CAPSTONE], by_recipe["capstone", UNIFORM]
    return {
        "linear probe, target accuracy": {
            "at_least": zones.LINEAR_PROBE_ACCURACY,
            "seen": spread(numbers["target_before"] for numbers in layered),
        },
        "head 3e-2 and base 3e-3, drop": {
            "at_most": zones.FORGETTING_DROP,
            "seen": spread(_drop(numbers) for numbers in layered),
            "refused": {"3e-2 everywhere": spread(_drop(numbers) for numbers in uniform)},
        },
        "capstone, target accuracy": {
            "at_least": zones.CAPSTONE_ACCURACY,
            "seen": spread(numbers["target_after"] for numbers in whole),
            "refused": {"linear probe": spread(numbers["target_before"] for numbers in whole)},
        },
        "capstone, drop": {
            "at_most": zones.CAPSTONE_DROP,
            "seen": spread(_drop(numbers) for numbers in whole),
            "refused": {"3e-2 everywhere": spread(_drop(numbers) for numbers in too_high)},
        },
        "capstone, base moved": {
            "at_least": zones.BASE_MOVED,
            "seen": spread(numbers["moved"] for numbers in whole),
            "refused": {"frozen": [0.0, 0.0, 0.0]},
        },
        "capstone, features know": {
            "at_least": zones.FEATURES_KNOW,
            "seen": spread(numbers["known_after"] for numbers in whole),
            "refused": {"frozen": spread(numbers["known_before"] for numbers in whole)},
        },
        "capstone, target accuracy without the base": {
            "at_most": zones.WITHOUT_BASE,
            "seen": spread(numbers["without_base"] for numbers in whole),
        },
    }


def known_rows(runs: Runs) -> Numbers:
    """How far the rows that students have, and the drawn images, are from the held-back rows."""
    good = [run.numbers for run in runs if run.rate_zone == "good"]
    return {
        "drop on known rows minus held-back": spread(
            numbers["drop_known"] - _drop(numbers) for numbers in good
        ),
        "target accuracy on known rows minus held-back": spread(
            numbers["target_known"] - numbers["target_after"] for numbers in good
        ),
        "target accuracy on drawn images minus their rows": spread(
            numbers["target_drawn"] - numbers["target_after"] for numbers in good
        ),
    }


def _drop(numbers: Any) -> float:
    return float(numbers["source_before"] - numbers["source_after"])


def share(count: int, of: int) -> Numbers:
    """`count` of `of`, with the 95 % interval of Clopper and Pearson for the share."""
    from scipy.stats import binomtest

    if not of:
        return {"count": 0, "of": 0, "interval": [0.0, 1.0]}
    interval = binomtest(count, of).proportion_ci(0.95, method="exact")
    ends = [_digits(float(interval.low)), _digits(float(interval.high))]
    return {"count": count, "of": of, "interval": ends}


def spread(values: Iterable[float]) -> list[float | None]:
    """Least, median and largest; None for a number that is not finite."""
    known = sorted(values, key=lambda value: math.inf if math.isnan(value) else value)
    ends = (known[0], median(known), known[-1])
    return [_digits(value) if math.isfinite(value) else None for value in ends]


def _digits(value: float) -> float:
    return float(f"{value:.4g}")
