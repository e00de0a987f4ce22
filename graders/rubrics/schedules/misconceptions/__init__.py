"""Known mistakes of `schedules`, told by what was measured: a module for each task.

`calls`, `resting` and `sharing` belong to several. The first that matches is named, in the order
of PARTS and then of the file.
"""

from graders.rubrics.schedules.misconceptions import (
    by_epoch,
    calls,
    cosine_to,
    counts,
    halving,
    resting,
    sharing,
    step_decay,
    warmup_cosine,
    warmup_linear,
)

PARTS = (
    counts,
    step_decay,
    calls,
    halving,
    resting,
    cosine_to,
    by_epoch,
    warmup_cosine,
    warmup_linear,
    sharing,
)
