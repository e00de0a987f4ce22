"""The hidden checks of `schedules`: visible requirements on inputs drawn for each class.

Ids, titles and points stand in rubric.toml too, so that reports list them where this file is not.
"""

from graders.judge.declare import hidden
from graders.rubrics.schedules import checks

check_step_decay_callback_sets_other_rates = hidden(
    checks.check_step_decay_callback_sets_the_rate, 1, "The rate of every epoch, other settings."
)
check_step_decay_callback_starts_others_again = hidden(
    checks.check_step_decay_callback_starts_again, 0.5, "A second fit, other settings."
)
check_halving_in_another_fit = hidden(
    checks.check_halving_in_fit, 0.5, "The rate in training, other settings."
)
check_cosine_to_in_another_fit = hidden(
    checks.check_cosine_to_in_fit, 0.5, "The rate in training, other settings."
)
check_by_epoch_in_another_fit = hidden(
    checks.check_by_epoch_in_fit, 0.5, "The rate in training, other settings."
)
check_warmup_cosine_in_another_fit = hidden(
    checks.check_warmup_cosine_in_fit, 0.5, "The rate in training, other settings."
)
check_warmup_linear_other_values = hidden(
    checks.check_warmup_linear_values, 1, "The values of the formula, other settings."
)
check_warmup_linear_other_bounds = hidden(
    checks.check_warmup_linear_bounds, 0.5, "No value out of bounds, other settings."
)
check_warmup_linear_other_kinds = hidden(
    checks.check_warmup_linear_kinds_of_step, 1, "The four kinds of step, other settings."
)
check_warmup_linear_in_another_fit = hidden(
    checks.check_warmup_linear_in_fit, 1, "The rate in training, other settings."
)
