"""The network layer, and what Landlock leaves open: which system calls a child may make.

Seccomp filters, by libseccomp through pyseccomp. A child needs to compute and to write into its
folder; it needs no network, no other program, no process of its own, and no say over others. The
filter is compiled once for all children, which takes longer than to put it on.
"""

import ctypes
import errno
import importlib
import os
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from graders.sandbox.refused_calls import (
    AS_IF_DONE,
    BITS,
    NETWORK,
    NEWER,
    NOTHING_ELSE,
    NUMBERS,
    OTHER_COMMANDS,
    OTHERS,
)

LIBRARY: ModuleType | None = None
with suppress(ImportError, RuntimeError):  # Imported here, since a child could not look for it.
    LIBRARY = importlib.import_module("pyseccomp")

NATIVE, UNKNOWN = 0, -1
"""To libseccomp: this machine's kind of processor, and a call that it does not know."""
AF_UNIX = 1
PR_SET_SECCOMP, MODE_FILTER = 22, 2
NOBODY = 0x7FFFFFA5
"""Stands for the child's own number in a compiled filter: no process can have it."""
INSTRUCTION = 8
"""Bytes of one instruction of a filter."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


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


def rules(process: int, otherwise: Mapping[str, int | None] = NOTHING_ELSE) -> Iterator[Rule]:
    """Every call that a child with this number may not make.

    `otherwise` has names of calls with another answer than usual: None where they are made.
    """
    # An error that nothing else gives, so that a student can be told what was tried.
    answers: dict[str, int | None] = dict.fromkeys(NETWORK, errno.ENETDOWN)
    answers |= dict.fromkeys(OTHERS, errno.EPERM) | dict.fromkeys(AS_IF_DONE, 0) | dict(otherwise)
    yield from (Rule(name, answer) for name, answer in answers.items() if answer is not None)
    yield from (Rule(number, errno.ENOSYS) for number in NEWER)
    # It takes room at once, a whole disk between two looks; the C library then writes instead.
    yield Rule("fallocate", errno.EOPNOTSUPP)
    # So that `clone` and `openat` are used, whose arguments can be looked at.
    yield from (Rule(name, errno.ENOSYS) for name in ("clone3", "openat2"))
    yield from (Rule(name, errno.EPERM, _same(*which)) for name, *which in BITS)
    yield from (Rule(name, errno.EOPNOTSUPP, _same(*which)) for name, *which in OTHER_COMMANDS)
    yield from _unless(process)


def _same(place: int, bits: int, those: int) -> Any:
    return library().Arg(place, library().MASKED_EQ, bits, those)


def _unless(process: int) -> Iterator[Rule]:
    """The calls that a child may only make with one value of an argument."""
    for name, place, value, answer in (
        ("kill", 0, process, errno.EPERM),
        ("tgkill", 0, process, errno.EPERM),
        ("prlimit64", 2, 0, errno.EPERM),
        # It may run where it likes; with a process's number it says where that one runs.
        ("sched_setaffinity", 0, 0, errno.EPERM),
        # Only to the other end: with an address it goes to any socket of the machine.
        ("sendto", 4, 0, errno.ENETDOWN),
        ("socketpair", 0, AF_UNIX, errno.ENETDOWN),
    ):
        yield Rule(name, answer, library().Arg(place, library().NE, value))


def program(otherwise: Mapping[str, int | None] = NOTHING_ELSE) -> bytes:
    """A filter of `rules`, compiled for the kernel but for the number of its process.

    Raises OSError where it cannot be made.
    """
    pyseccomp = library()
    table = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for rule in rules(NOBODY, otherwise):
        add(table, rule, pyseccomp.ERRNO(rule.answer))
    # In memory: there may be no folder to write to but one that only the trusted side knows.
    with open(os.memfd_create("filter"), "w+b") as compiled:  # noqa: PTH123 - it has no path
        table.export_bpf(compiled)
        compiled.seek(0)
        return compiled.read()


def restrict(compiled: bytes) -> None:
    """From now on the calls of this `program` fail, for this process. Raises OSError."""
    own = compiled.replace(struct.pack("=I", NOBODY), struct.pack("=I", os.getpid()))
    instructions = ctypes.create_string_buffer(own, len(own))
    given = _Program(len(own) // INSTRUCTION, ctypes.addressof(instructions))
    if _LIBC.prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(given), 0, 0) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"seccomp: {os.strerror(code)}")


def add(table: Any, rule: Rule, action: object) -> None:
    """Put `rule` into a filter, unless no kernel of this kind of machine has that call."""
    number = number_of(rule.name)
    if rule.condition is not None:
        if number >= 0:
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


_LIBC = ctypes.CDLL(None, use_errno=True)
