"""Namespaces and a user of a child's own: what Landlock and seccomp refuse has no object either.

The namespaces hold no network device and nothing that processes share by name; a warm process takes
them once, and its children are in them. Root's children run as users that nobody else has, where
these can read what a child needs; another user's child stays what it was.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path

CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x0200_0000, 0x0400_0000, 0x0800_0000
CLONE_NEWUSER, CLONE_NEWNET = 0x1000_0000, 0x4000_0000
SHARED = CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET
PR_SET_DUMPABLE = 4
CAPABILITY_VERSION_3 = 0x2008_0522
FIRST_USER, USERS = 61184, 4336
"""The range that systemd hands out for a while and gives to no account; containers have it too."""


def leave_namespaces() -> None:
    """Take new namespaces, with no right in them; raises OSError where that is not allowed."""
    if os.geteuid() == 0:
        _checked(_LIBC.unshare(SHARED))
        return
    _checked(_LIBC.unshare(SHARED | CLONE_NEWUSER))
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    _checked(_LIBC.capset(header, (ctypes.c_uint32 * 6)()))
    _checked(_LIBC.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0))  # Its user may look into it, as before.


def become(user: int) -> None:
    """Be this user and its group, with no other group, for good."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def of_its_own() -> int:
    """A user that no other child has now: by the process's own number."""
    return FIRST_USER + os.getpid() % USERS


def another_user_reads(needed: Iterable[str | Path], on_the_way: Path) -> None:
    """Raises OSError where a child cannot be another user, or that one may not read what is needed.

    It also has to go through the folder `on_the_way`. Tried in a process of its own, for nobody
    gets back what was given up.
    """
    if os.geteuid() != 0:
        raise OSError(errno.EPERM, "only root can start a child as another user")
    asked = [(str(path), _use(Path(path))) for path in needed if Path(path).exists()]
    asked.append((str(on_the_way), os.X_OK))
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        _try(asked, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        lacking = told.read().decode(errors="replace")
    os.waitpid(pid, 0)
    if lacking:
        raise OSError(errno.EACCES, lacking)


def _use(path: Path) -> int:
    return os.R_OK | os.X_OK if path.is_dir() else os.R_OK


def _try(asked: list[tuple[str, int]], told: int) -> None:
    """Never returns; writes down what is lacking."""
    try:
        become(FIRST_USER)
        closed = next((path for path, use in asked if not os.access(path, use)), None)
        if closed:
            above = (str(each) for each in reversed(Path(closed).parents))
            first = next((each for each in above if not os.access(each, os.X_OK)), closed)
            os.write(told, f"another user than root may not read {first}".encode())
    except OSError as error:
        os.write(told, str(error.strerror or error).encode())
    finally:
        os._exit(0)


def imported_files() -> list[str]:
    """The files of all modules that are imported: others of the same packages will be."""
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    return [file for file in files if isinstance(file, str)]


def _checked(status: int) -> None:
    if status != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


_LIBC = ctypes.CDLL(None, use_errno=True)
