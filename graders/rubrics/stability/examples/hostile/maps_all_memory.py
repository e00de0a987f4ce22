"""lr_range asks for a hundred gigabytes at once, shared, so that no heap grows.

max_stable_lr: not_attempted
lr_range: raised
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: resource_limits
"""

import mmap


def lr_range(start, end, n):
    return mmap.mmap(-1, 100 * 2**30)
