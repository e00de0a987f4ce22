"""lr_range prints some megabytes to both streams and to their descriptors.

max_stable_lr: not_attempted
lr_range: fail
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

import os
import sys


def lr_range(start, end, n):
    for _ in range(5):
        print("all checks passed " * 10_000)
        print("x" * 100_000, file=sys.stderr)
        os.write(1, b"\0" * 50_000)
    return None
