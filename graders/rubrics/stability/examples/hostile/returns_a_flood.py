"""diagnose returns so much text that no message could hold it.

max_stable_lr: not_attempted
lr_range: not_attempted
suggest_lr: not_attempted
diagnose: fail
points: 0
"""

def diagnose(initial_loss, final_loss, source_before, source_after):
    return "healthy " * 1_000_000
