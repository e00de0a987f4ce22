"""lr_range leaves threads behind that print, sleep, and never end.

max_stable_lr: not_attempted
lr_range: fail
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

import threading
import time


def stay():
    while True:
        time.sleep(0.05)


def lr_range(start, end, n):
    for _ in range(3):
        threading.Thread(target=stay, daemon=False).start()
    return None
