"""The filesystem layer: Linux's Landlock, by its three system calls.

Landlock has no wrapper in the C library, and the packages that wrap it need newer kernels than
class servers and CI runners have. It takes allowed paths and hides everything else, for this
process and its children, for good. It does not cover `stat`, nor changes of mode, owner and time.

Source: the kernel's userspace-api/landlock documentation.
"""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_FLAG, PATH_BENEATH = 1, 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
READING = READ_FILE | READ_DIR
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | 1 << 14 | 1 << 15
"""The rights that make sense for a single file: also truncate and ioctl on devices."""
LAST_RIGHT = {1: 12, 2: 13, 3: 14, 4: 14}
"""The highest right of each version; version 5 and later have one more."""
BIND_AND_CONNECT = 3
SIGNALS_AND_SOCKETS = 3


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """The version of Landlock that this kernel has; raises OSError when it has none."""
    return _call(CREATE_RULESET, None, 0, VERSION_FLAG)


def ruleset(readable: Iterable[str | Path], writable: Iterable[str | Path]) -> int:
    """A descriptor of rules that open what is beneath these paths, and nothing else.

    They also refuse TCP and signals to others where the kernel's version can. Paths that do not
    exist are left out. Raises OSError.
    """
    known = version()
    asked = _Ruleset(_rights(known), BIND_AND_CONNECT if known >= 4 else 0, 0)
    asked.scoped = SIGNALS_AND_SOCKETS if known >= 6 else 0
    rules = _call(CREATE_RULESET, ctypes.byref(asked), _size(known), 0)
    for path in readable:
        _allow(rules, path, READING)
    for place in writable:
        _allow(rules, place, _rights(known) & ~EXECUTE)
    return rules


def restrict(rules: int) -> None:
    """From now on these rules hold for this process; the descriptor stays as it is.

    Needs no-new-privileges to be set. Raises OSError.
    """
    _call(RESTRICT_SELF, rules, 0)


def _rights(known: int) -> int:
    return (1 << (LAST_RIGHT.get(known, 15) + 1)) - 1


def _size(known: int) -> int:
    return 8 if known < 4 else 16 if known < 6 else 24


def _allow(rules: int, path: str | Path, rights: int) -> None:
    try:
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not os.path.isdir(path):  # noqa: PTH112 - a descriptor of it is open already
            rights &= OF_A_FILE
        rule = _PathBeneath(rights, beneath)
        _call(ADD_RULE, rules, PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(beneath)


def _call(number: int, *arguments: object) -> int:
    result = int(_LIBC.syscall(number, *arguments))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"Landlock: {os.strerror(code)}")
    return result


_LIBC = ctypes.CDLL(None, use_errno=True)
