"""The network layer, and what Landlock leaves open: which system calls a child may make.

A seccomp filter, by libseccomp through pyseccomp. A child needs to compute and to write into its
folder; it needs no network, no other program, no process of its own, and no say over others.
"""

import errno
import importlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from graders.sandbox.refused_calls import (
    AS_IF_DONE,
    FCNTL,
    IOCTL,
    NETWORK,
    NEWER,
    NUMBERS,
    OTHERS,
    PRCTL,
)

LIBRARY: ModuleType | None = None
with suppress(ImportError, RuntimeError):  # Imported here, since a child could not look for it.
    LIBRARY = importlib.import_module("pyseccomp")

NATIVE, UNKNOWN = 0, -1
"""To libseccomp: this machine's kind of processor, and a call that it does not know."""
CLONE_THREAD = 0x10000
LOWER_HALF = 0xFFFFFFFF
"""All that the kernel looks at of an argument that is an `int`; the filter sees 64 bits."""


@dataclass(frozen=True)
class Rule:
    """A system call, by name or number, that is not made: it gives the error `answer`, or 0.

    With a `condition` it is only answered so when an argument is, or is not, of a value.
    """

    name: str | int
    answer: int
    condition: Any = None


def library() -> ModuleType:
    """pyseccomp; raises OSError where it or libseccomp is missing."""
    if LIBRARY is None:
        raise OSError(errno.ENOSYS, "pyseccomp or the system's libseccomp is missing")
    return LIBRARY


def rules() -> Iterator[Rule]:
    """Every call that a child, which is this process, may not make."""
    argument = library().Arg
    # An error that nothing else gives, so that a student can be told what was tried.
    yield from (Rule(name, errno.ENETDOWN) for name in NETWORK)
    yield from (Rule(name, errno.EPERM) for name in OTHERS)
    yield from (Rule(name, 0) for name in AS_IF_DONE)
    yield Rule("clone3", errno.ENOSYS)  # so that `clone` is used
    thread = argument(0, library().MASKED_EQ, CLONE_THREAD, 0)
    yield Rule("clone", errno.EPERM, thread)
    for name in ("kill", "tgkill"):
        yield Rule(name, errno.EPERM, argument(0, library().NE, os.getpid()))
    yield Rule("prlimit64", errno.EPERM, argument(2, library().NE, 0))
    # By the lower half: the kernel takes F_SETOWN with a bit set above it for F_SETOWN.
    for name, place, commands in (("fcntl", 1, FCNTL), ("ioctl", 1, IOCTL), ("prctl", 0, PRCTL)):
        for command in commands:
            same = argument(place, library().MASKED_EQ, LOWER_HALF, command)
            yield Rule(name, errno.EPERM, same)
    # It may run where it likes; with a process's number it says where that one runs.
    yield Rule("sched_setaffinity", errno.EPERM, argument(0, library().NE, 0))
    # Only to the end of a file: room beyond it is taken at once, whatever a file may grow to.
    yield Rule("fallocate", errno.EOPNOTSUPP, argument(1, library().NE, 0))
    yield from (Rule(number, errno.ENOSYS) for number in NEWER)


def restrict() -> None:
    """From now on these system calls fail. Raises OSError where the filter cannot be made."""
    pyseccomp = library()
    table = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for rule in rules():
        add(table, rule, pyseccomp.ERRNO(rule.answer))
    with suppress(OSError):  # Since libseccomp 2.5: tell the kernel's own reason.
        table.set_attr(pyseccomp.Attr.API_SYSRAWRC, 1)
    try:
        table.load()
    except OSError as error:
        raise OSError(error.errno, f"seccomp: {error.strerror}") from error


def add(table: Any, rule: Rule, action: object) -> None:
    """Put `rule` into a filter, unless no kernel of this kind of machine has that call."""
    number = number_of(rule.name)
    if rule.condition is not None:
        table.add_rule(action, number, rule.condition)
        return
    with suppress(ValueError, OSError, RuntimeError):
        table.add_rule(action, number)


def number_of(name: str | int) -> int:
    """The number of a system call here; below 0 where there is none."""
    if isinstance(name, int):
        return name
    number = int(library().resolve_syscall(NATIVE, name))
    return NUMBERS.get(name, UNKNOWN) if number == UNKNOWN else number
