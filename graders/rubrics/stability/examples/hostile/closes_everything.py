"""lr_range closes every descriptor, the wire too.

max_stable_lr: not_attempted
lr_range: crash
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

import os


def lr_range(start, end, n):
    os.closerange(0, 4096)
    return None
