"""Known mistakes of several tasks: objects that share their settings."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.rubrics.schedules import formulas
from graders.rubrics.schedules.misconceptions.following import (
    REBUILT,
    follows,
    per_epoch,
    right_formula,
)


@misconception(
    "K25",
    probes=(*REBUILT, "step_decay_callback", "halving", "cosine_to", "by_epoch", "warmup_cosine"),
    says="The settings of another object, made later, were used: the two share them.",
    try_="keep the settings on `self` or in the function, not in the class or in a global.",
)
def settings_of_another(case: SimpleNamespace) -> bool:
    """What the probe made last, in place of what it made first."""
    if hasattr(case, "other"):
        return bool(case.other) and per_epoch(
            case, lambda epoch: formulas.step_decay(epoch, *case.other)
        )
    if hasattr(case, "settings"):
        return follows(case, lambda step: 2 * right_formula(case)(step))
    return follows(case, lambda step: formulas.warmup_linear(step, 0.5, 2, 9, 0.1))
