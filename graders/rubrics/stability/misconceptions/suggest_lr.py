"""Known mistakes in `suggest_lr`: what came back is a tenth of the rate at another place."""

import math
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np

from graders.judge.declare import misconception
from graders.judge.expectations import plain
from graders.rubrics.stability import checks, formulas


def _losses(case: SimpleNamespace) -> list[float]:
    return [float(loss) for loss in case.losses]


def _tenth_at(case: SimpleNamespace, place: int) -> bool:
    """Whether a tenth of the rate at `place` came back."""
    return plain(case.lrs[place] / 10).agrees(case.returned)


def _tenth_of(case: SimpleNamespace, ends: Callable[[list[float], int], bool]) -> bool:
    """Whether it is a tenth of the best rate before the first place where `ends` holds."""
    losses = _losses(case)
    places = (place for place in range(1, len(losses)) if ends(losses, place))
    return _tenth_at(case, int(np.nanargmin(losses[: next(places, len(losses))])))


@misconception(
    "array_of_one",
    probes=("suggest_lr",),
    says="An array came back, where one number is meant: `np.where` and a comparison give places "
    "as an array, `np.argmin` gives one place.",
    try_="take one element, and wrap it in `float(...)`.",
)
def array_of_one(case: SimpleNamespace) -> bool:
    """Any array."""
    return bool(case.returned["type"] == "ndarray")


@misconception(
    "not_a_python_float",
    probes=("suggest_lr",),
    says="The number is right, but it is not a Python float: an element of a NumPy array has a "
    "type of its own.",
    try_="wrap what you return in `float(...)`.",
)
def not_a_python_float(case: SimpleNamespace) -> bool:
    """The right number in another type."""
    right = plain(checks.tenth_of_the_best(case)).agrees(case.returned)
    return right and case.returned["type"] != "float"


@misconception(
    "undivided",
    probes=("suggest_lr",),
    says="This is the rate with the lowest loss itself. There the loss is about to run away; a "
    "tenth of it leaves room.",
    try_="divide by 10.",
    card="too_high",
)
def undivided(case: SimpleNamespace) -> bool:
    """Ten times what is asked for."""
    return plain(10 * checks.tenth_of_the_best(case)).agrees(case.returned)


@misconception(
    "a_loss_or_a_place",
    probes=("suggest_lr",),
    says="A loss, or the position of one, came back instead of a rate.",
    try_="use the position to look up the rate: `lrs[position]`.",
)
def a_loss_or_a_place(case: SimpleNamespace) -> bool:
    """The lowest loss or its index, or a tenth of these."""
    usable = formulas.kept(_losses(case))
    place = usable.index(min(usable))
    others = (min(usable), min(usable) / 10, place, place / 10)
    return any(value == case.returned["value"] for value in others)


@misconception(
    "nan_is_the_minimum",
    probes=("suggest_lr",),
    says="`np.argmin` takes NaN for the minimum, so the rate at which the loss became NaN was "
    "picked.",
    try_="cut the losses before the first NaN, then look for the minimum.",
)
def nan_is_the_minimum(case: SimpleNamespace) -> bool:
    """The rate at the first NaN."""
    losses = _losses(case)
    return any(map(math.isnan, losses)) and _tenth_at(case, int(np.argmin(losses)))


@misconception(
    "neighbours_compared",
    probes=("suggest_lr",),
    says="Each loss was compared with the one before it. A loss that creeps up is never 4 times "
    "its neighbour, and still it has run away.",
    try_="compare with the lowest loss so far: keep it in a variable, or use "
    "`np.minimum.accumulate`.",
)
def neighbours_compared(case: SimpleNamespace) -> bool:
    """The cut where a loss is 4 times its neighbour."""
    return _tenth_of(case, lambda losses, place: not losses[place] <= 4 * losses[place - 1])


@misconception(
    "first_compared",
    probes=("suggest_lr",),
    says="Each loss was compared with the first one. The loss has fallen since, so it can run "
    "away without ever reaching 4 times its start.",
    try_="compare with the lowest loss so far.",
)
def first_compared(case: SimpleNamespace) -> bool:
    """The cut where a loss is 4 times the first."""
    return _tenth_of(case, lambda losses, place: not losses[place] <= 4 * losses[0])


@misconception(
    "nothing_cut",
    probes=("suggest_lr",),
    says="The lowest of all losses was picked, from behind the place where the loss ran away. The "
    "weights were ruined by then, and it is not enough to leave out the bad losses themselves.",
    try_="cut first: from the first loss on that is not finite, or above 4 times the lowest "
    "before it, nothing counts.",
    card="too_high",
)
def nothing_cut(case: SimpleNamespace) -> bool:
    """The lowest finite loss anywhere."""
    losses = [loss if math.isfinite(loss) else math.nan for loss in _losses(case)]
    return _tenth_at(case, int(np.nanargmin(losses)))


@misconception(
    "any_rise_cuts",
    probes=("suggest_lr",),
    says="The losses were cut at the first small rise. Batches differ, so a loss may go up a "
    "little and come down again; only more than 4 times the lowest counts.",
    try_="compare with `4 * lowest`.",
)
def any_rise_cuts(case: SimpleNamespace) -> bool:
    """The cut at the first loss above the one before, or above twice the lowest."""
    return any(
        _tenth_of(case, rule)
        for rule in (
            lambda losses, place: not losses[place] <= losses[place - 1],
            lambda losses, place: not losses[place] <= 2 * min(losses[:place]),
        )
    )


@misconception(
    "last_of_the_ties",
    probes=("suggest_lr",),
    says="Where several losses are equally low, the last of them was picked.",
    try_="replace the best so far only by a loss that is lower (`<`), not by an equal one.",
)
def last_of_the_ties(case: SimpleNamespace) -> bool:
    """The last of the equally low losses."""
    usable = formulas.kept(_losses(case))
    return _tenth_at(case, len(usable) - 1 - usable[::-1].index(min(usable)))


@misconception(
    "edge_of_the_cut",
    probes=("suggest_lr",),
    says="The rate at the edge of the cut was used, not the one with the lowest loss.",
    try_="among the losses before the cut, look for the lowest.",
)
def edge_of_the_cut(case: SimpleNamespace) -> bool:
    """The rate at the cut, or just before it."""
    end = len(formulas.kept(_losses(case)))
    return any(_tenth_at(case, place) for place in (end - 1, end) if place < len(case.lrs))
