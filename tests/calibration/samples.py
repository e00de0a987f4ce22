"""Runs for the tests of calibration: made up, with numbers of the zone that their rate is in."""

from dataclasses import replace

from graders.authoring.calibration_file import NAMES
from graders.authoring.calibration_plan import Recipe, drawn, sweep, tasks
from graders.authoring.training_runs import TrainedRun

GOOD = dict(
    zip(
        NAMES,
        (0.6, 0.1, 0.9, 1.0, 0.98, 0.02, 0.8, 0.97, 0.95, 0.97, 0.2, 0.6, 0.9, 0.2),
        strict=True,
    )
)
BY_ZONE = {
    "good": GOOD,
    "grey": GOOD,
    "too timid": GOOD | {"final_loss": 0.58, "source_after": 1.0},
    "too high": GOOD | {"source_after": 0.4, "largest_loss": 9.0},
}
DIVERGED = GOOD | {"final_loss": 1.6, "source_after": 0.2, "largest_loss": 90.0}


def numbers_of(recipe, batch_norm):
    zone = recipe.zone(batch_norm)
    high = recipe.rate >= (0.3 if recipe.optimizer == "adam" else 1.0)
    return DIVERGED if high else BY_ZONE[zone]


def runs(seeds=2, drawn_runs=6):
    """The runs of a whole plan, as if they had been trained."""
    return [
        TrainedRun(
            batch.series,
            batch.batch_norm,
            batch.base_seed,
            batch.order,
            recipe,
            numbers_of(recipe, batch.batch_norm),
            tuple([1.0] * 100) if batch.losses else (),
        )
        for batch in [*sweep(seeds), *tasks(seeds), *drawn(drawn_runs, seeds)]
        for recipe in batch.recipes
    ]


def changed(run, **numbers):
    """The same run with other numbers."""
    return replace(run, numbers={**run.numbers, **numbers})


def one(rate=1e-3, optimizer="adam", **numbers):
    """One good run of the first base."""
    recipe = Recipe(optimizer, rate, rate)
    return TrainedRun("bases", False, 0, 0, recipe, {**GOOD, **numbers})
