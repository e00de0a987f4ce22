"""Runs a command as on a kernel that lacks a layer: its system calls answer as they do there.

usage: lacking.py landlock,seccomp COMMAND...
       lacking.py landlock=EPERM COMMAND...      as in a container that forbids it
"""

import errno
import os
import sys

import pyseccomp

PR_SET_SECCOMP = 22


def main(names: str, *command: str) -> None:
    table = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for name in names.split(","):
        layer, _, answer = name.partition("=")
        _lack(table, layer, pyseccomp.ERRNO(getattr(errno, answer or "ENOSYS")))
    table.load()
    os.execvp(command[0], command)


def _lack(table: pyseccomp.SyscallFilter, layer: str, answer: int) -> None:
    if layer == "landlock":
        table.add_rule(answer, "landlock_create_ruleset")
    else:
        table.add_rule(answer, "seccomp")
        set_seccomp = pyseccomp.Arg(0, pyseccomp.EQ, PR_SET_SECCOMP)
        table.add_rule(pyseccomp.ERRNO(errno.EINVAL), "prctl", set_seccomp)


if __name__ == "__main__":
    main(*sys.argv[1:])
