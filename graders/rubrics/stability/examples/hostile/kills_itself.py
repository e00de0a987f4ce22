"""lr_range ends itself with a signal that nobody can ignore.

max_stable_lr: not_attempted
lr_range: crash
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

import os
import signal


def lr_range(start, end, n):
    os.kill(os.getpid(), signal.SIGKILL)
