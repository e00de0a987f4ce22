"""lr_range recurses until the stack of the process is used up.

max_stable_lr: not_attempted
lr_range: crash
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

import sys


def lr_range(start, end, n):
    sys.setrecursionlimit(10**9)
    down = lambda *_: sorted([1], key=down)
    return down()
