"""lr_range leaves folders that nobody may list, and files that nobody may write.

max_stable_lr: not_attempted
lr_range: fail
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

import os


def lr_range(start, end, n):
    if not os.path.isdir("closed"):
        os.mkdir("closed", 0o300)
        os.mkdir("closed/inner", 0o300)
        os.mkdir("closed/nothing", 0)
        os.close(os.open("closed/inner/file", os.O_CREAT, 0))
    return None
