"""lr_range returns millions of numbers inside lists.

max_stable_lr: not_attempted
lr_range: fail
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

def lr_range(start, end, n):
    return [[0.0] * 1000] * 1000
