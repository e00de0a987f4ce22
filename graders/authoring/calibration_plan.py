"""Which runs the thresholds are measured on: rates of each zone, bases, orders, recipes.

Data for the training process, and the zones of rates that the course states. It runs nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

import numpy as np

RateZone = Literal["too timid", "good", "too high", "grey"]


@dataclass(frozen=True)
class Rates:
    """The rates of one optimizer, by what the course says of them; grey ones are never used."""

    too_timid: tuple[float, ...]
    good: tuple[float, ...]
    too_high: tuple[float, ...]
    grey: tuple[float, ...]

    def all(self) -> tuple[float, ...]:
        """Every rate, from the smallest."""
        return tuple(sorted(self.too_timid + self.good + self.too_high + self.grey))

    def zone(self, rate: float) -> RateZone:
        """The zone whose smallest and largest rate enclose `rate`, else grey."""
        named: dict[RateZone, tuple[float, ...]] = {
            "too timid": self.too_timid,
            "good": self.good,
            "too high": self.too_high,
        }
        inside = (name for name, rates in named.items() if min(rates) <= rate <= max(rates))
        return next(inside, "grey")


OPTIMIZERS = {
    "adam": Rates(
        too_timid=(1e-6, 1e-5),
        good=(1e-4, 3e-4, 1e-3, 3e-3),
        too_high=(2e-2, 3e-2, 1e-1, 3e-1, 1.0),
        grey=(3e-5, 5e-3, 1e-2),
    ),
    "sgd": Rates(
        too_timid=(1e-4, 5e-4),
        good=(3e-3, 1e-2, 2e-2),
        too_high=(3e-1, 1.0),
        grey=(1e-3, 2e-3, 3e-2, 1e-1),
    ),
    "momentum": Rates(
        too_timid=(1e-5, 3e-5),
        good=(5e-4, 1e-3, 2e-3, 5e-3),
        too_high=(1e-1, 3e-1),
        grey=(1e-4, 1e-2, 3e-2),
    ),
}

WITH_BATCH_NORM = OPTIMIZERS | {
    "sgd": replace(OPTIMIZERS["sgd"], too_timid=(1e-5, 1e-4), grey=(5e-4, 1e-3, 2e-3, 3e-2, 1e-1))
}
"""On the base with BatchNormalization plain SGD learns faster: 5e-4 is no longer too timid."""


@dataclass(frozen=True)
class Recipe:
    """One run of fine-tuning, as `graders.calibration.runs.Recipe` understands it."""

    optimizer: str
    rate: float
    head_rate: float
    schedule: str = "constant"
    epochs: int = 10

    def zone(self, batch_norm: bool) -> RateZone:
        """What the course says of this rate on one of the two bases."""
        optimizers = WITH_BATCH_NORM if batch_norm else OPTIMIZERS
        return optimizers[self.optimizer].zone(self.rate)


DISCRIMINATIVE = Recipe("adam", 3e-3, 3e-2)
UNIFORM = Recipe("adam", 3e-2, 3e-2)
DRAWN_FROM = 5000
"""The first order of the runs at drawn rates."""
CAPSTONE = Recipe("adam", 2e-3, 2e-3, "warmup_cosine", epochs=20)


@dataclass(frozen=True)
class Batch:
    """Runs that share one start: a base, a head made by the linear probe, an order of rows.

    `series` names what the runs are for; with `losses` each batch's loss is kept. A `narrow` base
    is that of the capstone.
    """

    series: str
    base_seed: int
    order: int
    recipes: tuple[Recipe, ...]
    batch_norm: bool = False
    losses: bool = False
    narrow: bool = False


def sweep(seeds: int) -> list[Batch]:
    """Every rate of every optimizer: `bases` on bases of their own, `orders` on the shipped one."""
    recipes = tuple(
        Recipe(optimizer, rate, rate)
        for optimizer, rates in OPTIMIZERS.items()
        for rate in rates.all()
    )
    bases = [Batch("bases", seed, seed, recipes, losses=seed == 0) for seed in range(seeds)]
    return [*bases, *(Batch("orders", 0, order, recipes) for order in range(seeds))]


def tasks(seeds: int) -> list[Batch]:
    """The recipes behind the other thresholds, on the shipped bases under many orders.

    Those of the capstone on its narrow bases, and half as many on narrow bases of other seeds.
    """
    starts = [(batch_norm, order) for batch_norm in (False, True) for order in range(seeds)]
    layered, whole = (DISCRIMINATIVE, UNIFORM), (CAPSTONE, UNIFORM)
    others = starts[: len(starts) // 2 : 2] + starts[len(starts) // 2 :: 2]
    return [
        *(Batch("tasks", 0, order, layered, norm) for norm, order in starts),
        *(Batch("capstone", 0, order, whole, norm, narrow=True) for norm, order in starts),
        *(Batch("capstone", 1 + order, order, whole, norm, narrow=True) for norm, order in others),
    ]


def drawn(runs: int, seeds: int) -> list[Batch]:
    """`runs` runs at rates drawn anew inside the good zones, and as many inside the bad ones.

    On the two bases that ship, for those are what submissions are judged with, under orders that
    the other series do not have.
    """
    generator = np.random.default_rng(2026)
    starts = [(order, norm) for order in range(seeds) for norm in (False, True)]
    shares = np.array_split(np.arange(runs), len(starts))
    return [
        Batch("drawn", 0, DRAWN_FROM + order, tuple(_recipes(generator, len(share), norm)), norm)
        for (order, norm), share in zip(starts, shares, strict=True)
        if len(share)
    ]


def _recipes(generator: np.random.Generator, count: int, batch_norm: bool) -> Iterator[Recipe]:
    optimizers = WITH_BATCH_NORM if batch_norm else OPTIMIZERS
    for _ in range(count):
        for good in (True, False):
            optimizer = str(generator.choice(list(optimizers)))
            rates = optimizers[optimizer]
            bad = rates.too_timid if generator.random() < 0.5 else rates.too_high
            stated = rates.good if good else bad
            rate = float(np.exp(generator.uniform(*np.log([min(stated), max(stated)]))))
            yield Recipe(optimizer, rate, rate)


def as_json(batches: Sequence[Batch]) -> list[dict[str, Any]]:
    """The batches as the training process reads them."""
    return [asdict(batch) for batch in batches]


def count(batches: Sequence[Batch]) -> int:
    """How many runs the batches hold."""
    return sum(len(batch.recipes) for batch in batches)
