"""lr_range takes its files out of its folder and goes on filling them.

max_stable_lr: not_attempted
lr_range: raised
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: resource_limits
"""

import os


def lr_range(start, end, n):
    for number in range(1000):
        kept = os.open(f"f{number}", os.O_CREAT | os.O_RDWR)
        os.unlink(f"f{number}")
        os.write(kept, bytes(2**16))
    return None
