"""lr_range makes a process that would go on alone, in every way that Python knows.

max_stable_lr: not_attempted
lr_range: fail
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: network
"""

import multiprocessing
import os
import pty
import subprocess


def lr_range(start, end, n):
    started = []
    for way in (
        os.fork,
        lambda: os.posix_spawn("/bin/true", ["true"], {}),
        lambda: multiprocessing.get_context("fork").Process(target=print).start(),
        lambda: multiprocessing.get_context("spawn").Process(target=print).start(),
        lambda: subprocess.Popen(["sleep", "60"], start_new_session=True),
        lambda: pty.fork(),
    ):
        try:
            started.append(way())
            if started[-1] == 0:
                os._exit(0)
        except OSError as error:
            print(type(error).__name__)
    return f"got through: started {started}" if started else None
