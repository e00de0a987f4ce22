"""lr_range aborts the process.

max_stable_lr: not_attempted
lr_range: crash
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

import os


def lr_range(start, end, n):
    os.abort()
