"""What moved between a kept calibration and a new one.

Only what a threshold or a stated figure rests on is compared; how a diverged run diverged is not.
"""

from collections.abc import Sequence

from graders.authoring.calibration_numbers import Numbers
from graders.authoring.calibration_plan import Recipe
from graders.authoring.training_runs import TrainedRun
from graders.judge.zones import zone

TOLERANCE = 0.05
"""A number of a good run, or a margin, has moved when it changed by more of its size than this."""
SMALLEST = 0.02
"""Changes below this never count: an accuracy moves by 1/301 when one image changes its class."""

Identity = tuple[str, bool, int, int, Recipe]


def moved(kept: Sequence[TrainedRun], new: Sequence[TrainedRun]) -> list[str]:
    """One sentence for each run whose verdict or numbers moved; runs on one side only are left."""
    before = {_identity(run): run for run in kept}
    pairs = [(before[_identity(run)], run) for run in new if _identity(run) in before]
    return [said for old, run in pairs for said in _of_one(old, run)]


def numbers_moved(kept: Numbers, new: Numbers, at: str = "") -> list[str]:
    """One sentence for each margin or count that moved, by its place in the file."""
    found: list[str] = []
    for name in kept:
        place = f"{at}{name}"
        old, now = kept[name], new.get(name)
        if isinstance(old, dict) and isinstance(now, dict):
            found += numbers_moved(old, now, f"{place}: ")
        elif not _alike(old, now):
            found.append(f"{place}: was {old}, is {now}")
    return found


def _of_one(old: TrainedRun, new: TrainedRun) -> list[str]:
    recipe = new.recipe
    name = f"{recipe.optimizer} {recipe.rate:g}, {new.series}, base {new.base_seed}, {new.order}"
    if new.rate_zone == "grey":
        return []
    if zone(old.outcome) != zone(new.outcome):
        return [f"{name}: was {zone(old.outcome)}, is {zone(new.outcome)}"]
    if zone(new.outcome) != "healthy":
        return []
    pairs = {
        "loss ratio": (old.outcome.loss_ratio, new.outcome.loss_ratio),
        "drop": (old.outcome.drop, new.outcome.drop),
        "target accuracy": (old.numbers["target_after"], new.numbers["target_after"]),
    }
    return [
        f"{name}: {what} was {a:.4g}, is {b:.4g}"
        for what, (a, b) in pairs.items()
        if not _alike(a, b)
    ]


def _alike(old: object, new: object) -> bool:
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return all(_alike(a, b) for a, b in zip(old, new, strict=True))
    if isinstance(old, float) and isinstance(new, int | float):
        return abs(new - old) <= max(SMALLEST, TOLERANCE * abs(old))
    return old == new


def _identity(run: TrainedRun) -> Identity:
    return run.series, run.batch_norm, run.base_seed, run.order, run.recipe
