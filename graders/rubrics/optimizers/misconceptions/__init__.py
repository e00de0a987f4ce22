"""Known mistakes of `optimizers`, told by what was measured: a module for each task.

`answers` and `refusals` belong to several. The first that fits is named, in the order of PARTS and
then of the file.
"""

from graders.rubrics.optimizers.misconceptions import (
    answers,
    current_lr,
    fine_tuning_rate,
    make_optimizer,
    refusals,
    set_lr,
)

PARTS = (answers, make_optimizer, refusals, fine_tuning_rate, current_lr, set_lr)
