"""diagnose returns a list in a list, hundreds deep.

max_stable_lr: not_attempted
lr_range: not_attempted
suggest_lr: not_attempted
diagnose: fail
points: 0
"""

def diagnose(initial_loss, final_loss, source_before, source_after):
    label = "healthy"
    for _ in range(460):
        label = [label]
    return label
