"""Known mistakes of every schedule: what calls of it return."""

from types import SimpleNamespace

import numpy as np

from graders.judge.declare import misconception
from graders.judge.expectations import measured
from graders.rubrics.schedules.misconceptions.following import CALLED, right_formula


@misconception(
    "K28",
    probes=CALLED,
    says="The function returned something that is no schedule: nothing, a number, a list, a "
    "function, a callback, or an optimizer.",
    try_="make the schedule object and `return` the object itself.",
)
def no_schedule(case: SimpleNamespace) -> bool:
    """The probe wrote a text where the values of a schedule would be."""
    return isinstance(case.values, str)


@misconception(
    "M099",
    probes=(*CALLED, "WarmupLinear", "WarmupLinear_kinds"),
    says="The rate depends on how often the schedule was called: it counts its own calls, and "
    "Keras calls it once while it builds the graph, or several times a step.",
    try_="use the step that `__call__` gets, and no counter of your own.",
    card="adjusting_the_rate",
)
def counts_its_calls(case: SimpleNamespace) -> bool:
    """The formula of 0, 1, 2, ... or 1, 2, 3, ... whatever the steps were."""
    calls, formula = np.arange(len(case.at)), right_formula(case)
    if not hasattr(case, "settings"):
        calls = calls[::-1]  # the probes of WarmupLinear call from the last step to the first
    curves = [formula(calls + first) for first in (0, 1)]
    return any(np.ptp(curve) > 0 and measured(curve).agrees(case.values) for curve in curves)
