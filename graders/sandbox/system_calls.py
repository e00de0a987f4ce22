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

from graders.sandbox.refused_calls import AS_IF_DONE, NETWORK, OTHERS

LIBRARY: ModuleType | None = None
with suppress(ImportError, RuntimeError):  # Imported here, since a child could not look for it.
    LIBRARY = importlib.import_module("pyseccomp")

CLONE_THREAD = 0x10000
SIGNALS_ON_INPUT = (8, 10, 15)
"""F_SETOWN, F_SETSIG and F_SETOWN_EX of fcntl: any signal to any process, when data arrives."""


@dataclass(frozen=True)
class Rule:
    """A system call that is not made: `answer` is the error number that it gives, or 0.

    With a `condition` it is only answered so when an argument is, or is not, of a value.
    """

    name: str
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
    for command in SIGNALS_ON_INPUT:
        yield Rule("fcntl", errno.EPERM, argument(1, library().EQ, command))


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
    if rule.condition is not None:
        table.add_rule(action, rule.name, rule.condition)
        return
    with suppress(ValueError, OSError, RuntimeError):
        table.add_rule(action, rule.name)
