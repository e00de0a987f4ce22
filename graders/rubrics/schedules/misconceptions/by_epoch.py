"""Known mistakes of `by_epoch`."""

from types import SimpleNamespace

import numpy as np

from graders.judge.declare import misconception
from graders.rubrics.schedules import formulas
from graders.rubrics.schedules.misconceptions.following import BY_EPOCH, follows


@misconception(
    "M073",
    probes=BY_EPOCH,
    says="Every change comes one step late: `PiecewiseConstantDecay` keeps the old value at the "
    "boundary itself.",
    try_="subtract 1 from each boundary.",
    card="adjusting_the_rate",
)
def one_step_late(case: SimpleNamespace) -> bool:
    """Boundaries at epoch * steps_per_epoch."""
    return follows(case, lambda step: formulas.by_epoch(np.maximum(step - 1, 0), **case.settings))


@misconception(
    "M061",
    probes=BY_EPOCH,
    says="The boundaries are epochs where steps are meant: the rate changes after so many batches.",
    try_="multiply each epoch by `steps_per_epoch`.",
    card="adjusting_the_rate",
)
def boundaries_in_epochs(case: SimpleNamespace) -> bool:
    """steps_per_epoch taken as 1, with or without the boundary's own step."""
    wrong = case.settings | {"steps_per_epoch": 1}
    if case.settings["steps_per_epoch"] == 1:
        return False
    return any(
        follows(case, lambda s, late=late: formulas.by_epoch(np.maximum(s - late, 0), **wrong))
        for late in (0, 1)
    )


@misconception(
    "K19",
    probes=BY_EPOCH,
    says="Every change comes one step early: 1 was subtracted where nothing is to be subtracted.",
    try_="compare the step with epoch * steps_per_epoch itself.",
)
def one_step_early(case: SimpleNamespace) -> bool:
    """The rate of the next step."""
    return follows(case, lambda step: formulas.by_epoch(step + 1, **case.settings))


@misconception(
    "K33",
    probes=BY_EPOCH,
    says="The values were sorted; a rate may rise as well as fall.",
    try_="use `values` in the order in which they come.",
)
def values_sorted(case: SimpleNamespace) -> bool:
    """The values in falling or rising order."""
    falling = sorted(case.settings["values"], reverse=True)
    orders = [falling, falling[::-1]]
    return any(
        follows(case, lambda s, v=v: formulas.by_epoch(s, **(case.settings | {"values": v})))
        for v in orders
        if v != case.settings["values"]
    )
