"""lr_range keeps gigabytes in files that have no name.

max_stable_lr: not_attempted
lr_range: raised
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: network resource_limits
"""

import os


def lr_range(start, end, n):
    kept = [os.memfd_create("kept") for _ in range(100)]
    for number in kept:
        os.write(number, bytes(2**20))
    return None
