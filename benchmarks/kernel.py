"""A sandboxed kernel beside a cold one: the time from asking for it to the end of the first `fit`.

`make bench` runs it, with the nbgrader extra installed. Turn by turn on one machine: take the
ratios and not the times. The warm process is there when the clock runs, as it is for every notebook
but the first of a class; how long that one takes is printed too.
"""

import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass

from jupyter_client import KernelManager

from graders.integrations.kernel import NAME, spec
from graders.sandbox.settings import ENVIRONMENT

REPEATS = 7
FIT = """
import resource
import keras
import numpy as np
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
model.compile("sgd", "mse")
model.fit(np.ones((8, 4)), np.ones((8, 1)), verbose=0)
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime)
"""


@dataclass(frozen=True)
class Turn:
    """Seconds until `fit` has ended: on the clock, and of the processor in the kernel."""

    wall: float
    processor: float


def main() -> None:
    with tempfile.TemporaryDirectory() as prefix:
        spec.install(prefix)
        first = turn(NAME, prefix)
        turns = [(turn(NAME, prefix), turn("python3", prefix)) for _ in range(REPEATS)]
    print(f"The first fit in a kernel (medians of {REPEATS} turns)")
    for name in ("wall", "processor"):
        forked, cold = (statistics.median(getattr(t[n], name) for t in turns) for n in (0, 1))
        print(
            f"  {name:<9} {forked:6.2f} s forked, {cold:6.2f} s cold: "
            f"{cold / forked:.1f} times faster (at least 4)"
        )
    print(
        f"  the first notebook of a program, for which the warm process starts: {first.wall:.1f} s"
    )


def turn(name: str, prefix: str) -> Turn:
    """Start a kernel, run FIT in it, and end it; the clock stops when FIT has ended."""
    manager = KernelManager(kernel_name=name)
    manager.kernel_spec_manager.kernel_dirs.insert(0, f"{prefix}/share/jupyter/kernels")
    said: list[str] = []
    began = time.perf_counter()
    # The cold one computes as the forked one does, and looks for no graphics card.
    manager.start_kernel(env=os.environ | ENVIRONMENT, stderr=subprocess.DEVNULL)
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    reply = client.execute_interactive(
        FIT,
        timeout=120,
        output_hook=lambda message: said.append(message["content"].get("text", "")),
    )
    wall = time.perf_counter() - began
    if reply["content"]["status"] != "ok":
        raise SystemExit(f"the fit failed in {name}: {reply['content']}")
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return Turn(wall, float("".join(said).split()[-1]))


if __name__ == "__main__":
    main()
