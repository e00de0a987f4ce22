"""The hidden checks of `optimizers`: visible requirements on inputs drawn for each class.

Ids, titles and points stand in rubric.toml too, so that reports list them where this file is not.
"""

from graders.judge.declare import hidden
from graders.rubrics.optimizers import checks

check_make_optimizer_uses_other_rates = hidden(
    checks.check_make_optimizer_uses_the_rate, 0.5, "The rate is used, for other rates."
)
check_fine_tuning_rate_divides_others = hidden(
    checks.check_fine_tuning_rate_divides, 0.5, "scratch_lr / factor, for other values."
)
check_fine_tuning_rate_refuses_others = hidden(
    checks.check_fine_tuning_rate_refuses, 0.5, "ValueError, for other refused values."
)
check_current_lr_of_another_schedule = hidden(
    checks.check_current_lr_of_a_schedule, 0.5, "The rate of the next update, another schedule."
)
check_set_lr_takes_effect_again = hidden(
    checks.check_set_lr_takes_effect, 1, "set_lr takes effect, for other rates.", "set_lr_traced"
)
