"""Known mistakes of `stability`, told by what was measured: a module for each task.

`answers` belongs to several. The first that fits is named, in the order of PARTS and then of
the file.
"""

from graders.rubrics.stability.misconceptions import (
    answers,
    diagnose,
    lr_range,
    max_stable_lr,
    suggest_lr,
)

PARTS = (answers, max_stable_lr, lr_range, suggest_lr, diagnose)
