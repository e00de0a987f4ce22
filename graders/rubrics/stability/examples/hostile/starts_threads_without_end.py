"""lr_range starts threads without end, and each of them sleeps.

max_stable_lr: not_attempted
lr_range: raised or crash
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: resource_limits
"""

import threading
import time


def lr_range(start, end, n):
    while True:
        threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
