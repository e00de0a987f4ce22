"""lr_range reads where nothing is.

max_stable_lr: not_attempted
lr_range: crash
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

import ctypes


def lr_range(start, end, n):
    return ctypes.string_at(0)
