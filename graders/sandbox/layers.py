"""The layers that a forked child puts on before its function runs, in this order.

Each layer is a function of the limits and the scratch folder. What a layer cannot do here it
says by raising OSError, and the reason is reported; the run goes on with the other layers.
"""

import ctypes
import os
import resource
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path

from graders.sandbox.limits import Limits

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38


def process(limits: Limits, scratch: Path) -> None:
    """A session of its own, and an end when the warm process ends."""
    os.setsid()
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def scratch_folder(limits: Limits, scratch: Path) -> None:
    """A private folder to work in; temporary files go there too."""
    os.chdir(scratch)
    tempfile.tempdir = str(scratch)


def environment(limits: Limits, scratch: Path) -> None:
    """Nothing in the environment but what the warm process set and where to write."""
    os.environ.update(HOME=str(scratch), TMPDIR=str(scratch))


def resource_limits(limits: Limits, scratch: Path) -> None:
    """Processor time, memory, file size, open files; no core dumps."""
    seconds = max(1, round(limits.seconds + 0.5))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_AS, (4 * limits.memory, 4 * limits.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_size, limits.file_size))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.open_files, limits.open_files))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def no_new_privileges(limits: Limits, scratch: Path) -> None:
    """No program can give the child more rights, and no sibling can look into it."""
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    _prctl(PR_SET_DUMPABLE, 0)


LAYERS: tuple[Callable[[Limits, Path], None], ...] = (
    process,
    scratch_folder,
    environment,
    resource_limits,
    no_new_privileges,
)

NOT_YET = {
    "filesystem": "off: this version does not restrict which files the code can read",
    "network": "off: this version does not restrict the network",
}


def put_on(limits: Limits, scratch: Path) -> dict[str, str]:
    """Apply every layer; return each one's name with "on" or the reason why it is off."""
    states = {}
    for layer in LAYERS:
        try:
            layer(limits, scratch)
        except OSError as error:
            states[layer.__name__] = f"off: {error.strerror or error}"
        else:
            states[layer.__name__] = "on"
    return states | NOT_YET


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
