"""The hidden checks of `fine_tuning`: visible requirements on inputs drawn for each class.

Ids, titles and points stand in rubric.toml too, so that reports list them where this file is not.
"""

from graders.judge.declare import hidden
from graders.rubrics.fine_tuning import checks

check_attach_head_freezes_another = hidden(
    checks.check_attach_head_freezes_the_base, 0.5, "The base stays frozen, other classes."
)
check_train_head_uses_other_settings = hidden(
    checks.check_train_head_uses_its_settings, 0.5, "The settings are used, other settings."
)
check_unfreeze_trains_other_layers = hidden(
    checks.check_unfreeze_trains_the_layers, 0.5, "The layers train, another start."
)
check_unfreeze_keeps_other_layers_before = hidden(
    checks.check_unfreeze_keeps_the_layers_before, 0.5, "The layers before stay, another start."
)
check_unfreeze_keeps_the_statistics_again = hidden(
    checks.check_unfreeze_keeps_the_statistics, 1, "The statistics stay, another start."
)
check_unfreeze_uses_other_rates = hidden(
    checks.check_unfreeze_uses_the_rate, 0.5, "A new Adam with the rate, other rates."
)
check_layer_lrs_for_others = hidden(checks.check_layer_lrs, 0.5, "The rates, other arguments.")
check_trainable_groups_for_others = hidden(
    checks.check_trainable_groups, 0.5, "The groups, other arguments."
)
check_compile_discriminative_other_base_rates = hidden(
    checks.check_compile_discriminative_base_rate, 1, "The base's rate, other models and rates."
)
check_compile_discriminative_other_head_rates = hidden(
    checks.check_compile_discriminative_head_rate, 1, "The others' rate, other models and rates."
)
