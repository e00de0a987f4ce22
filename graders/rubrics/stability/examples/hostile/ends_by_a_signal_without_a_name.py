"""lr_range ends itself with a signal of real time, which Python has no name for.

max_stable_lr: not_attempted
lr_range: crash
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

import os
import signal


def lr_range(start, end, n):
    os.kill(os.getpid(), signal.SIGRTMIN + 6)
