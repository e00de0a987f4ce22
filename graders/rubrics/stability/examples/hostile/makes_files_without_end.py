"""lr_range makes empty files without end.

max_stable_lr: not_attempted
lr_range: crash
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: resource_limits
"""

import os


def lr_range(start, end, n):
    for number in range(10**9):
        os.close(os.open(f"part_{number}", os.O_CREAT))
    return None
