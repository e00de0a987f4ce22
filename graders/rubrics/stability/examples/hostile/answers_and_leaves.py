"""lr_range sends a result for one case only, and leaves before the true one.

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
    os.write(3, frame(b"r", b'{"outcomes": [{"ending": "returned", "result": {}, "seconds": 0}]}'))
    os._exit(0)
