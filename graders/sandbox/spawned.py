"""The spawned process: imports what runs need, then serves one run after another.

Used where a fork is not safe. The wire is standard input and output, moved out of the way before
anything else runs, so that printing goes to standard error, which the trusted side collects.
"""

import contextlib
import importlib
import os
import sys
import threading
import time

from graders.sandbox import closed_packages
from graders.sandbox.channel import StreamChannel

RUN = b"run"
SECONDS_BETWEEN_LOOKS = 1.0
"""How long an endless run may outlive the process that started it."""


def main(function: str, preload: list[str]) -> None:
    """Import what is needed, then ask for runs, one after another, until the wire closes.

    To ask says that the imports are done, and later that the run before has ended.
    """
    threading.Thread(target=_end_after, args=(os.getppid(),), daemon=True).start()
    reading, writing = _take_the_wire()
    closed_packages.close()
    module, _, name = function.partition(":")
    for wanted in (*preload, module):
        importlib.import_module(wanted)
    target = getattr(sys.modules[module], name)
    opening = getattr(sys.modules[module], f"before_{name}", lambda channel: ())
    channel = StreamChannel(
        lambda length: os.read(reading, length), lambda data: _write_all(writing, data)
    )
    with contextlib.suppress(EOFError):
        while channel.receive() == RUN:
            target(channel, *opening(channel))


def _end_after(parent: int) -> None:
    """End this process when its parent has ended; on Windows it never seems to have."""
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os._exit(1)


def _take_the_wire() -> tuple[int, int]:
    reading, writing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (reading, writing):
            msvcrt.setmode(descriptor, os.O_BINARY)
    return reading, writing


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
