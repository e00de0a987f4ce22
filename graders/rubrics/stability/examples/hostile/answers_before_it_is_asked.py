"""It sends a result while the module is loaded, before any input has come.

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


sent = os.write(3, frame(b"r", b'{"outcomes": []}'))


def lr_range(start, end, n):
    return sent
