"""Known mistakes of `cosine_to`."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.judge.declare import misconception
from graders.judge.expectations import measured
from graders.rubrics.schedules import formulas
from graders.rubrics.schedules.misconceptions.following import (
    COSINE,
    WARMUP,
    follows,
    numbers_of,
    right_formula,
    steps_of,
)


@misconception(
    "M063",
    probes=COSINE,
    says="The last rate is peak_lr * final_lr: `final_lr` was passed as `alpha`, which is a "
    "fraction of the first rate.",
    try_="`alpha=final_lr / peak_lr`.",
    card="adjusting_the_rate",
)
def alpha_is_a_fraction(case: SimpleNamespace) -> bool:
    """CosineDecay with alpha=final_lr."""
    s = case.settings
    wrong = s | {"final_lr": s["peak_lr"] * s["final_lr"]}
    return follows(case, lambda step: formulas.cosine_to(step, **wrong))


@misconception(
    "K17",
    probes=COSINE,
    says="The rate goes to 0 and not to `final_lr`.",
    try_="what is `alpha` for?",
)
def cosine_to_zero(case: SimpleNamespace) -> bool:
    """CosineDecay without alpha."""
    wrong = case.settings | {"final_lr": 0.0}
    return follows(case, lambda step: formulas.cosine_to(step, **wrong))


@misconception(
    "M079",
    probes=(*COSINE, *WARMUP),
    says="The rate rises again after `total_steps`: it should stay where it is.",
    try_="`CosineDecay` makes one half cosine, `CosineDecayRestarts` starts again; in a formula "
    "of your own, take min(s, total_steps).",
)
def rises_again(case: SimpleNamespace) -> bool:
    """Right until the end, larger afterwards."""
    last, right = case.settings["total_steps"], right_formula(case)
    pairs = list(zip(steps_of(case), numbers_of(case), strict=True))
    before = [(step, rate) for step, rate in pairs if step < last]
    steps, rates = np.array([step for step, _ in before]), [rate for _, rate in before]
    rises = pairs[-1][1] > 1.001 * case.settings["final_lr"]
    return rises and measured(right(steps)).agrees(rates)


@misconception(
    "K18",
    probes=COSINE,
    says="The rate falls along a straight line, not along a cosine.",
    try_="use `CosineDecay`.",
)
def straight_line(case: SimpleNamespace) -> bool:
    """A line from peak_lr to final_lr."""
    s = case.settings

    def line(step: Any) -> Any:
        share = np.minimum(step, s["total_steps"]) / s["total_steps"]
        return s["peak_lr"] + (s["final_lr"] - s["peak_lr"]) * share

    return follows(case, line)
