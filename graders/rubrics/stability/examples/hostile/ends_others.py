"""lr_range signals its parent, its group and everybody.

max_stable_lr: not_attempted
lr_range: fail
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: network
"""

import os
import signal


def lr_range(start, end, n):
    reached = []
    for target in (os.getppid(), 1, 0, -1, -os.getppid()):
        for send in (os.kill, os.killpg):
            try:
                send(abs(target) if send is os.killpg else target, signal.SIGKILL)
                reached.append(target)
            except OSError as error:
                print(type(error).__name__)
    return f"got through: signalled {reached}" if reached else None
