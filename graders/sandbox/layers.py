"""The layers that a forked child puts on before its function runs, in this order.

Each layer is a function of the child's bounds. What a layer cannot do here it says by raising
OSError, and the reason is reported. Whether a child that lacks one runs anything is not decided
here.
"""

import ctypes
import fcntl
import os
import resource
import signal
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from graders.sandbox import identity, interpreter, landlock, system_calls
from graders.sandbox.limits import Limits
from graders.sandbox.refused_calls import NOTHING_ELSE

Made = TypeVar("Made")
PROCESSES = Path("/proc")
FIRST_FREE = 4
"""A child has its input and output as 0 to 2, and the wire as 3."""
NOT_TAKEN = OSError("this process was not asked to")
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38


@dataclass(frozen=True)
class Prepared:
    """What all children of one process have in common: rules that are made once, for their time.

    `warm` is the process that forks them. `files` is a descriptor of Landlock's rules, `calls` a
    compiled filter; or why there is none. `others` is why no child can be another user, if so, and
    `namespaces` why this process has none of its own, which its children are in.
    `files` opens all of /proc, where "self" is another folder for each child, and the folder of all
    their folders: beside its own of each a child may only read what is in `apart`.
    """

    warm: int
    files: int | OSError
    calls: bytes | OSError
    others: OSError | None
    apart: tuple[str, ...]
    namespaces: OSError | None = NOT_TAKEN


@dataclass(frozen=True)
class Bounds:
    """What one child may use: its limits, the folder it may write to, and what was prepared."""

    limits: Limits
    scratch: Path
    prepared: Prepared


def prepare(
    readable: Iterable[str],
    scratches: Path,
    otherwise: Mapping[str, int | None] = NOTHING_ELSE,
) -> Prepared:
    """For children that may read these paths, and whose folders all lie in `scratches`.

    `otherwise` are calls that get another answer than usual, as in `system_calls.rules`.
    """
    paths = [Path(path) for path in readable]
    own = [path for path in paths if path.is_relative_to(PROCESSES)]
    common = [path for path in paths if path not in own]
    writable = (scratches, *interpreter.WRITABLE)
    closed = (PROCESSES, _real(scratches))
    elsewhere = {_without(closed, _real(path)) for path in (*common, *interpreter.WRITABLE)}
    needed = [*common, *map(Path, identity.imported_files())]
    return Prepared(
        os.getpid(),
        _or_why_not(lambda: _out_of_the_way(landlock.ruleset((PROCESSES, *common), writable))),
        _or_why_not(lambda: system_calls.program(otherwise)),
        _or_why_not(lambda: identity.another_user_reads(needed, scratches)),
        tuple(map(str, (*own, *sorted(elsewhere)))),
    )


def in_namespaces(prepared: Prepared) -> Prepared:
    """The same after this process has left the namespaces that it was started in, for good."""
    return replace(prepared, namespaces=_or_why_not(identity.leave_namespaces))


def _real(path: str | Path) -> Path:
    """Where this lies, wherever links lead."""
    return Path(os.path.realpath(path))


def _without(closed: Iterable[Path], path: Path) -> Path:
    """The highest folder above `path`, or `path`, in which none of the `closed` ones lies."""
    above = [*reversed(path.parents), path]
    return next(
        (each for each in above if not any(folder.is_relative_to(each) for folder in closed)), path
    )


def _out_of_the_way(descriptor: int) -> int:
    """The same under a number that a child does not use for something else."""
    try:
        return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, FIRST_FREE)
    finally:
        os.close(descriptor)


def _or_why_not(make: Callable[[], Made]) -> Made | OSError:
    try:
        return make()
    except OSError as error:
        return error


def _there(prepared: Made | OSError) -> Made:
    if isinstance(prepared, OSError):
        raise prepared
    return prepared


def namespaces(bounds: Bounds) -> None:
    """No network device, and nothing that processes share by name: the warm process's."""
    _there(bounds.prepared.namespaces)


def user(bounds: Bounds) -> None:
    """Not root, and nobody who owns a file but those that it makes."""
    _there(bounds.prepared.others)
    own = identity.of_its_own()
    os.chown(bounds.scratch, own, own)
    identity.become(own)


def process(bounds: Bounds) -> None:
    """A session of its own, and an end when the warm process ends."""
    os.setsid()
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # After `user`, which would take it back.
    if os.getppid() != bounds.prepared.warm:
        os._exit(1)


def scratch_folder(bounds: Bounds) -> None:
    """A private folder to work in; temporary files go there too."""
    os.chdir(bounds.scratch)
    tempfile.tempdir = str(bounds.scratch)


def environment(bounds: Bounds) -> None:
    """Nothing in the environment but what the warm process set and where to write."""
    # One by one: `update` asks every kind of mapping that TensorFlow knows, for a millisecond.
    os.environ["HOME"] = str(bounds.scratch)
    os.environ["TMPDIR"] = str(bounds.scratch)


def no_new_privileges(bounds: Bounds) -> None:
    """No program can give the child more rights, and no sibling can look into it."""
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    _prctl(PR_SET_DUMPABLE, 0)


def filesystem(bounds: Bounds) -> None:
    """Only what Python and TensorFlow need can be read, only the scratch folder written."""
    landlock.restrict(_there(bounds.prepared.files))
    own = landlock.ruleset(bounds.prepared.apart, (bounds.scratch, *interpreter.WRITABLE))
    landlock.restrict(own)
    os.close(own)


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


def network(bounds: Bounds) -> None:
    """No connection, no other program, no process, no say over others."""
    system_calls.restrict(_there(bounds.prepared.calls))


LAYERS: tuple[Callable[[Bounds], None], ...] = (
    namespaces,
    user,
    process,
    scratch_folder,
    environment,
    no_new_privileges,
    filesystem,
    resource_limits,  # After `filesystem`, which opens what a small limit would not let it.
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
    if _LIBC.prctl(option, value, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


_LIBC = ctypes.CDLL(None, use_errno=True)
