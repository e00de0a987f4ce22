"""The layers that a forked child puts on before its function runs, in this order.

Each layer is a function of the child's bounds. What a layer cannot do here it says by raising
OSError, and the reason is reported; the run goes on with the other layers.
"""

import ctypes
import os
import resource
import signal
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graders.sandbox import interpreter, landlock, system_calls
from graders.sandbox.limits import Limits

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38


@dataclass(frozen=True)
class Bounds:
    """What one child may use: its limits, the folder it may write to, the paths it may read."""

    limits: Limits
    scratch: Path
    readable: tuple[str, ...]


def process(bounds: Bounds) -> None:
    """A session of its own, and an end when the warm process ends."""
    os.setsid()
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def scratch_folder(bounds: Bounds) -> None:
    """A private folder to work in; temporary files go there too."""
    os.chdir(bounds.scratch)
    tempfile.tempdir = str(bounds.scratch)


def environment(bounds: Bounds) -> None:
    """Nothing in the environment but what the warm process set and where to write."""
    os.environ.update(HOME=str(bounds.scratch), TMPDIR=str(bounds.scratch))


def resource_limits(bounds: Bounds) -> None:
    """Processor time, memory, file size, open files; no core dumps."""
    limits = bounds.limits
    seconds = max(1, round(limits.seconds + 0.5))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_AS, (4 * limits.memory, 4 * limits.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_size, limits.file_size))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.open_files, limits.open_files))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def no_new_privileges(bounds: Bounds) -> None:
    """No program can give the child more rights, and no sibling can look into it."""
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    _prctl(PR_SET_DUMPABLE, 0)


def filesystem(bounds: Bounds) -> None:
    """Only what Python and TensorFlow need can be read, only the scratch folder written."""
    landlock.restrict(bounds.readable, [bounds.scratch, *interpreter.WRITABLE])


def network(bounds: Bounds) -> None:
    """No connection, no other program, no process, no say over others."""
    system_calls.restrict()


LAYERS: tuple[Callable[[Bounds], None], ...] = (
    process,
    scratch_folder,
    environment,
    resource_limits,
    no_new_privileges,
    filesystem,
    network,
)


def put_on(bounds: Bounds) -> dict[str, str]:
    """Apply every layer; return each one's name with "on" or the reason why it is off."""
    states = {}
    for layer in LAYERS:
        try:
            layer(bounds)
        except OSError as error:
            states[layer.__name__] = f"off: {error.strerror or error}"
        else:
            states[layer.__name__] = "on"
    return states


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
