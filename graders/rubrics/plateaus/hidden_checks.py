"""The hidden checks of `plateaus`: visible requirements on inputs drawn for each class.

Ids, titles and points stand in rubric.toml too, so that reports list them where this file is not.
"""

from graders.judge.declare import hidden
from graders.rubrics.plateaus import checks

check_plateau_callbacks_reduce_other_rates = hidden(
    checks.check_plateau_callbacks_reduce_the_rate, 0.5, "The rate of every epoch, other losses."
)
check_plateau_callbacks_overlook_other_falls = hidden(
    checks.check_plateau_callbacks_overlook_small_falls, 0.5, "Small falls, other losses."
)
check_plateau_callbacks_stop_elsewhere = hidden(
    checks.check_plateau_callbacks_stop, 0.5, "The epoch of the stop, other losses."
)
check_plateau_callbacks_restore_others = hidden(
    checks.check_plateau_callbacks_restore_the_best, 0.5, "The best weights, other losses."
)
check_fit_with_plateau_validates_on_others = hidden(
    checks.check_fit_with_plateau_validates, 0.5, "The validation data, other data."
)
