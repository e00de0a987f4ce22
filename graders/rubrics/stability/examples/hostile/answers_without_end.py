"""lr_range announces four gigabytes of a result.

max_stable_lr: not_attempted
lr_range: tampered
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: no_new_privileges
"""

import os
import struct


def frame(kind, payload):
    return struct.pack(">cI", kind, len(payload)) + payload


def lr_range(start, end, n):
    os.write(3, struct.pack(">cI", b"r", 2**32 - 1) + b"x" * 1000)
    return None
