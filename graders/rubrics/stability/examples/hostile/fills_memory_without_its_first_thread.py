"""lr_range ends its first thread alone, so that nobody sees how much memory the others share.

max_stable_lr: not_attempted
lr_range: memory
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: resource_limits
"""

import ctypes
import mmap
import platform
import threading
import time


def fill():
    time.sleep(0.2)
    kept = mmap.mmap(-1, 4 * 2**30)
    try:
        kept.madvise(23)  # Take all of it at once, where the kernel knows how.
    except OSError:
        kept[::4096] = bytes(len(kept) // 4096)
    time.sleep(600)


def lr_range(start, end, n):
    threading.Thread(target=fill).start()
    ctypes.CDLL(None).syscall(60 if platform.machine() == "x86_64" else 93, 0)
