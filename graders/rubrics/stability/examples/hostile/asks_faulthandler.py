"""lr_range has faulthandler end the process, with the traces of all threads.

max_stable_lr: not_attempted
lr_range: crash
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

import faulthandler


def lr_range(start, end, n):
    faulthandler.enable()
    faulthandler._sigabrt()
