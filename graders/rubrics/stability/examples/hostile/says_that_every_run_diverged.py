"""One name for every run: the only one that is asked for where a loss is not finite.

max_stable_lr: not_attempted
lr_range: not_attempted
suggest_lr: not_attempted
diagnose: fail
points: 0
"""


def diagnose(initial_loss, final_loss, source_before, source_after):
    return "diverged"
