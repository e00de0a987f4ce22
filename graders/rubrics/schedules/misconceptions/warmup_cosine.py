"""Known mistakes of `warmup_cosine`."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.judge.declare import misconception
from graders.rubrics.schedules import formulas
from graders.rubrics.schedules.misconceptions.following import WARMUP, follows


@misconception(
    "M065",
    probes=WARMUP,
    says="There is no warm-up: without `warmup_target`, `CosineDecay` ignores `warmup_steps`.",
    try_="`initial_learning_rate=0.0, warmup_target=peak_lr`.",
    card="adjusting_the_rate",
)
def warmup_ignored(case: SimpleNamespace) -> bool:
    """A cosine from peak_lr at step 0, over all or over the remaining steps."""
    s = case.settings
    return any(
        follows(case, lambda step, n=n: formulas.cosine_to(step, s["peak_lr"], s["final_lr"], n))
        for n in (s["total_steps"], s["total_steps"] - s["warmup_steps"])
    )


@misconception(
    "K20",
    probes=WARMUP,
    says="The cosine ends `warmup_steps` too late: Keras's `decay_steps` does not contain the "
    "warm-up.",
    try_="`decay_steps=total_steps - warmup_steps`.",
    card="adjusting_the_rate",
)
def decay_counts_the_warmup(case: SimpleNamespace) -> bool:
    """decay_steps = total_steps."""
    wrong = dict(case.settings)
    wrong["total_steps"] += wrong["warmup_steps"]
    return follows(case, lambda step: formulas.warmup_cosine(step, **wrong))


@misconception(
    "K21",
    probes=WARMUP,
    says="The last rate is not `final_lr`: it was passed as `alpha`, which is a fraction of the "
    "peak, or left out.",
    try_="`alpha=final_lr / peak_lr`.",
)
def warmup_alpha(case: SimpleNamespace) -> bool:
    """alpha=final_lr, or no alpha."""
    s = case.settings
    return any(
        follows(case, lambda step, w=w: formulas.warmup_cosine(step, **(s | {"final_lr": w})))
        for w in (s["peak_lr"] * s["final_lr"], 0.0)
    )


@misconception(
    "K22",
    probes=WARMUP,
    says="The climb is one step ahead: it begins above 0.",
    try_="here LR(0) is 0: peak_lr * s / warmup_steps.",
)
def climb_one_ahead(case: SimpleNamespace) -> bool:
    """peak (s + 1) / W while climbing."""
    s = case.settings

    def ahead(step: Any) -> Any:
        up = s["peak_lr"] * (step + 1) / s["warmup_steps"]
        return np.where(step < s["warmup_steps"], up, formulas.warmup_cosine(step, **s))

    return follows(case, ahead)


@misconception(
    "M097",
    probes=WARMUP,
    says="Climb and cosine were multiplied, so the peak is never reached.",
    try_="use one or the other, by the step; the cosine begins when the climb is over.",
)
def climb_times_cosine(case: SimpleNamespace) -> bool:
    """min(1, s/W) times a cosine that begins at step 0."""
    s = case.settings

    def product(step: Any) -> Any:
        up = np.minimum(1, step / s["warmup_steps"])
        return up * formulas.cosine_to(step, s["peak_lr"], s["final_lr"], s["total_steps"])

    return follows(case, product)


@misconception(
    "M091",
    probes=WARMUP,
    says="The climb is 0 until its end: the step was divided with integer division.",
    try_="make the step a float first: `tf.cast(step, tf.float32)`.",
)
def climb_in_whole_numbers(case: SimpleNamespace) -> bool:
    """peak * (s // W) while climbing."""
    s = case.settings
    return s["warmup_steps"] > 1 and follows(
        case,
        lambda step: np.where(step < s["warmup_steps"], 0.0, formulas.warmup_cosine(step, **s)),
    )
