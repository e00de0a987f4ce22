"""lr_range calls exit, quit, sys.exit and raises KeyboardInterrupt.

max_stable_lr: not_attempted
lr_range: raised
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

import sys


def lr_range(start, end, n):
    for way in (exit, quit, sys.exit):
        try:
            way(0)
        except SystemExit:
            pass
    raise KeyboardInterrupt
