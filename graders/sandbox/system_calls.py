"""The network layer, and what Landlock leaves open: which system calls a child may make.

A seccomp filter, by libseccomp through pyseccomp. A child needs to compute and to write into its
folder; it needs no network, no other program, no process of its own, and no say over others.
"""

import errno
import importlib
import os
from collections.abc import Sequence
from contextlib import suppress
from types import ModuleType
from typing import Any

from graders.sandbox.refused_calls import AS_IF_DONE, NETWORK, OTHERS

LIBRARY: ModuleType | None = None
with suppress(ImportError, RuntimeError):  # Imported here, since a child could not look for it.
    LIBRARY = importlib.import_module("pyseccomp")

CLONE_THREAD = 0x10000


def restrict() -> None:
    """From now on these system calls fail. Raises OSError where the filter cannot be made."""
    pyseccomp = LIBRARY
    if pyseccomp is None:
        raise OSError(errno.ENOSYS, "pyseccomp or the system's libseccomp is missing")
    table = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    _refuse(table, NETWORK, pyseccomp.ERRNO(errno.EACCES))
    _refuse(table, OTHERS, pyseccomp.ERRNO(errno.EPERM))
    _refuse(table, AS_IF_DONE, pyseccomp.ERRNO(0))
    _refuse(table, ("clone3",), pyseccomp.ERRNO(errno.ENOSYS))  # so that `clone` is used
    refused = pyseccomp.ERRNO(errno.EPERM)
    thread = pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_THREAD, 0)
    table.add_rule(refused, "clone", thread)
    for name in ("kill", "tgkill"):
        table.add_rule(refused, name, pyseccomp.Arg(0, pyseccomp.NE, os.getpid()))
    table.add_rule(refused, "prlimit64", pyseccomp.Arg(2, pyseccomp.NE, 0))
    table.load()


def _refuse(table: Any, names: Sequence[str], action: object) -> None:
    for name in names:
        with suppress(ValueError, OSError, RuntimeError):  # Not every kernel has every call.
            table.add_rule(action, name)
