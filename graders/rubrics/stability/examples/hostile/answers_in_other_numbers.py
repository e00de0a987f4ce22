"""lr_range sends texts, booleans, NaN, infinities and huge numbers where numbers belong.

max_stable_lr: not_attempted
lr_range: tampered
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: no_new_privileges
"""

import json
import os
import struct


def frame(kind, payload):
    return struct.pack(">cI", kind, len(payload)) + payload


def lr_range(start, end, n):
    odd = ["1e-05", True, float("nan"), float("inf"), -float("inf"), 10**400, [[]], {}, None, 1e308]
    result = {"is_array": True, "shape": [n], "values": [odd[i % 10] for i in range(n)]}
    result["returned"] = {"type": "ndarray", "value": None, "text": ""}
    outcomes = [{"ending": "returned", "result": result, "seconds": 0.0}] * 6
    os.write(3, frame(b"r", json.dumps({"outcomes": outcomes}).encode()))
    os._exit(0)
