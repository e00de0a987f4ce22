"""The warm process: imports what children need, then forks one for each request.

Started by exec with an empty environment. It never sees what a child works on: the request holds
limits and descriptors only, and the messages go straight from the trusted side to the child. It
must not run a TensorFlow operation, for the threads that this starts make the next child hang.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graders.sandbox import closed_packages, interpreter, layers, trial
from graders.sandbox.channel import Channel, StreamChannel
from graders.sandbox.limits import Limits
from graders.sandbox.required import in_force, why_nothing_may_run

PR_SET_CHILD_SUBREAPER = 36
OPENING = "before_"
"""`before_serve`, beside `serve`, runs in a child before the layers; `serve` gets what it returns.

It may import what must not be in the memory of every child, and runs nothing of a submission.
What it opens is closed before `serve`, but for the sockets that it gives.
"""
NEW_OBJECTS_BEFORE_A_COLLECTION = 50_000
"""A child lives for seconds: collecting every 700 objects, as Python does, is 4 % of its time."""
FIRST_USED_BY_FIT = tuple(
    f"tensorflow.python.data.ops.{name}"
    for name in ("flat_map_op", "from_tensors_op", "range_op", "zip_op")
)


@dataclass(frozen=True)
class Serving:
    """What every child of this process does, and the layers without which it does nothing."""

    opening: Callable[[Channel], tuple[Any, ...]]
    target: Callable[..., None]
    prepared: layers.Prepared
    required: frozenset[str]


def main(control_number: int, function: str, preload: list[str]) -> None:
    """Serve fork requests on the control socket until it closes."""
    control = socket.socket(fileno=control_number)
    closed_packages.close()
    module, _, name = function.partition(":")
    for wanted in (*preload, module):
        importlib.import_module(wanted)
    if "tensorflow" in sys.modules:
        for wanted in FIRST_USED_BY_FIT:
            importlib.import_module(wanted)
    target = getattr(sys.modules[module], name)
    opening = getattr(sys.modules[module], OPENING + name, _nothing)
    told = json.loads(control.recv(65536))
    prepared = _prepared(told)
    layers._prctl(PR_SET_CHILD_SUBREAPER, 1)
    layers._prctl(layers.PR_SET_PDEATHSIG, signal.SIGKILL)  # or a sleeping child outlives us all
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS_BEFORE_A_COLLECTION)
    here = trial.layers_here(prepared, Path(told["scratches"]))
    control.sendall(json.dumps({"layers": here}).encode() + b"\n")
    serving = Serving(opening, target, prepared, in_force(here))
    while _serve(control, serving):
        pass


def _prepared(told: dict[str, Any]) -> layers.Prepared:
    """From the first message: paths to read besides Python's, where to work, special calls."""
    readable = interpreter.readable(without=[__name__.partition(".")[0]])
    paths = (*readable, *told["readable"])
    prepared = layers.prepare(paths, Path(told["scratches"]), told["otherwise"])
    return layers.in_namespaces(prepared)


def _nothing(channel: Channel) -> tuple[()]:
    """What is done before the layers, where the function does not say."""
    return ()


def _serve(control: socket.socket, serving: Serving) -> bool:
    request, descriptors, _, _ = socket.recv_fds(control, 65536, 2)
    if not request:
        return False
    asked = json.loads(request)
    threads = len(list(Path("/proc/self/task").iterdir()))
    if threads != 1:
        raise RuntimeError(f"the warm process has {threads} threads; forking it is not safe")
    pid = os.fork()
    if pid == 0:
        control.close()
        limits, scratch = Limits(**asked["limits"]), Path(asked["scratch"])
        bounds = layers.Bounds(limits, scratch, serving.prepared)
        _child(serving, bounds, *descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    control.sendall(json.dumps({"pid": pid}).encode() + b"\n")
    abandoned = _until_it_ends(pid, control)
    _, status, usage = os.wait4(pid, 0)
    _sweep()
    if abandoned:
        return False
    ended = {"status": status, "seconds": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss}
    control.sendall(json.dumps(ended).encode() + b"\n")
    return True


def _child(serving: Serving, bounds: layers.Bounds, wire: int, output: int) -> None:
    """Never returns. Leaves by `_exit`, so that nothing of the warm process is run twice."""
    code = 1
    try:
        _descriptors(wire, output, bounds.prepared.files)
        connection = socket.socket(fileno=3)
        channel = StreamChannel(connection.recv, connection.sendall)
        opened = serving.opening(channel)
        states = layers.put_on(bounds)
        _close_all_but(opened)
        channel.tell_layers(json.dumps(states).encode())
        if not why_nothing_may_run(states, serving.required):
            serving.target(channel, *opened)
            code = 0
    except Exception:  # noqa: BLE001 - shown in the child's output, and told by its exit status
        traceback.print_exc()
    finally:
        os._exit(code)


def _close_all_but(opened: tuple[Any, ...]) -> None:
    """Close every descriptor above the wire; sockets that were opened for the function stay."""
    kept = sorted(each.fileno() for each in opened if isinstance(each, socket.socket))
    for first, last in zip((layers.FIRST_FREE, *(n + 1 for n in kept)), (*kept, 4096), strict=True):
        os.closerange(first, last)


def _descriptors(wire: int, output: int, kept: int | OSError) -> None:
    """Leave no input, the output pipe twice, the wire as 3, and what the layers need above."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    wire, output = os.dup(wire), os.dup(output)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    if wire != 3:
        os.dup2(wire, 3)
    last = kept if isinstance(kept, int) else 4096
    os.closerange(layers.FIRST_FREE, last)
    os.closerange(last + 1, 4096)


def _until_it_ends(pid: int, control: socket.socket) -> bool:
    """Wait for the child; True when the trusted side has gone meanwhile, and the child with it."""
    try:
        watching = os.pidfd_open(pid)
    except OSError:
        return False
    both = select.poll()
    both.register(watching, select.POLLIN)
    both.register(control, select.POLLIN)  # Nothing is asked during a run: only its end is heard.
    ready = {number for number, _ in both.poll()}
    os.close(watching)
    if watching in ready:
        return False
    os.kill(pid, signal.SIGKILL)
    return True


def _sweep() -> None:
    """End whatever the child left behind: this process is the parent of its orphans.

    All are ended before one is waited for, and it looks again until there is none: a process that
    starts the next and ends does not run ahead for long.
    """
    while orphans := Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        for orphan in orphans:
            os.kill(int(orphan), signal.SIGKILL)
        for orphan in orphans:
            os.waitpid(int(orphan), 0)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
