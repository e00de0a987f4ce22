"""lr_range looks for other children and their folders.

max_stable_lr: not_attempted
lr_range: fail
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: filesystem
"""

import os
import tempfile


def lr_range(start, end, n):
    here = os.getcwd()
    for folder in (os.path.dirname(here), os.path.join(here, ".."), "/proc", "/tmp"):
        try:
            print(os.listdir(folder))
        except OSError as error:
            print(type(error).__name__)
    print(tempfile.gettempdir() == here, os.listdir(here))
    return None
