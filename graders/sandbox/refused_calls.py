"""The system calls that a child is refused. Data only."""

from collections.abc import Mapping

NOTHING_ELSE: Mapping[str, int | None] = {}
"""No call that is answered otherwise than usual."""

NETWORK = (
    "socket",
    "connect",
    "bind",
    "listen",
    "accept",
    "accept4",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    # A message can carry descriptors, and who reads them late keeps files that nobody counts.
    "sendmsg",
    "sendmmsg",
    # By it root makes the kernel keep gigabytes for one socket.
    "setsockopt",
)
"""No connection to anywhere; the descriptors that the child was given go on working."""

OTHERS = (
    # other programs and processes
    "execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev",
    "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "tkill", "rt_sigqueueinfo",
    "rt_tgsigqueueinfo", "kcmp", "perf_event_open", "process_madvise", "process_mrelease",
    "setpriority", "ioprio_set", "sched_setscheduler", "sched_setattr", "sched_setparam",
    "migrate_pages", "move_pages",
    # other users, more rights, other limits
    "setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setgroups", "setfsuid",
    "setfsgid", "capset", "setrlimit", "keyctl", "add_key", "request_key",
    # other namespaces and file systems
    "unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree",
    "open_tree_attr", "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr",
    "open_by_handle_at", "name_to_handle_at", "mknod", "mknodat", "swapon", "swapoff", "quotactl",
    "quotactl_fd", "fanotify_init", "fanotify_mark",
    # the kernel itself and the machine
    "bpf", "userfaultfd", "init_module", "finit_module", "delete_module", "kexec_load",
    "kexec_file_load", "reboot", "acct", "syslog", "iopl", "ioperm", "settimeofday",
    "clock_settime", "clock_adjtime", "adjtimex", "sethostname", "setdomainname", "vhangup",
    "personality", "lookup_dcookie", "nfsservctl",
    # what happens to files that may not be read, and an end to those that may: Landlock knows of
    # the one in no version, of the other from the third on
    "inotify_add_watch", "truncate",
    # rules hold the files that they are about, removed ones too, where nobody sees them
    "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self",
    # memory that outlives the process, and files that lie in no folder
    "memfd_create", "memfd_secret", "shmget", "shmat", "msgget", "semget", "mq_open", "mq_unlink",
    # what other programs keep in such memory, by its number alone
    "shmctl", "semctl", "semop", "semtimedop", "msgctl", "msgsnd", "msgrcv",
)  # fmt: skip
"""No reach beyond the child itself."""

AS_IF_DONE = (
    "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "fchownat", "lchown", "utime",
    "utimes", "utimensat", "futimesat", "setxattr", "lsetxattr", "fsetxattr", "removexattr",
    "lremovexattr", "fremovexattr", "setxattrat", "removexattrat", "file_setattr",
    "sync", "syncfs",
)  # fmt: skip
"""Not done, and no error: Landlock does not guard these, and copying a file asks for them.

Nor does it guard against writing all that the whole machine has not written yet.
"""

NUMBERS = {
    "close_range": 436,
    "openat2": 437,
    "pidfd_getfd": 438,
    "process_madvise": 440,
    "mount_setattr": 442,
    "quotactl_fd": 443,
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
    "memfd_secret": 447,
    "process_mrelease": 448,
    "fchmodat2": 452,
    "setxattrat": 463,
    "removexattrat": 466,
    "open_tree_attr": 467,
    "file_setattr": 469,
}
"""Calls that a libseccomp may be too old to know; these numbers are the same on every processor."""

NEWER = range(470, 512)
"""Numbers of calls that no kernel had when this list was written: nobody knows what they do."""

WHOLE = 0xFFFFFFFF
"""All that the kernel looks at of an argument that is an `int`; a filter sees 64 bits."""

FCNTL = (8, 10, 15, 1024, 1031)
"""F_SETOWN, F_SETSIG and F_SETOWN_EX: any signal to any process, when data arrives. F_SETLEASE,
which makes whoever opens the file wait, and F_SETPIPE_SZ, by which a pipe holds gigabytes."""

PRCTL = (1, 4, 35, 36, 62, 0x59616D61)
"""PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_MM, PR_SET_CHILD_SUBREAPER, PR_SCHED_CORE and
PR_SET_PTRACER: to outlive the grader, to be looked into, to leave an image of itself to the
machine, and to keep others from running beside it."""

TERMINAL = 0x54 << 8
"""The kind of `ioctl` command that Python asks for: of terminals, of waiting, of closing on exec.

The others command devices and whole file systems, which root can freeze, shrink and shut down by a
descriptor of any file in them; or they send signals, and make files that nobody can remove.
"""

THREAD, DESCRIPTORS = 0x10000, 0x400
NAMESPACES = (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
"""Of `clone`: a thread and no process, with the descriptors of all; and the new namespaces."""

ONLY_TO_COMMAND, CUT = 3, 0o1000
"""How a file may be opened: for `ioctl` alone, which Landlock does not guard; and cut to nothing
(O_TRUNC), which it does not guard before its third version where the file is only read."""

BITS = (
    ("clone", 0, THREAD, 0),
    ("clone", 0, DESCRIPTORS, 0),
    *(("clone", 0, namespace, namespace) for namespace in NAMESPACES),
    ("close_range", 2, 2, 2),  # CLOSE_RANGE_UNSHARE: descriptors of its own, which nobody counts
    ("open", 1, ONLY_TO_COMMAND, ONLY_TO_COMMAND),
    ("open", 1, CUT | ONLY_TO_COMMAND, CUT),
    ("openat", 2, ONLY_TO_COMMAND, ONLY_TO_COMMAND),
    ("openat", 2, CUT | ONLY_TO_COMMAND, CUT),
    *(("fcntl", 1, WHOLE, command) for command in FCNTL),
    *(("prctl", 0, WHOLE, option) for option in PRCTL),
)
"""Refused where an argument, counted from 0, has of these bits exactly those: call, argument,
bits looked at, bits set. By the lower half of it, since bits above an `int` change nothing."""

OTHER_COMMANDS = tuple(("ioctl", 1, 1 << bit, ~TERMINAL & 1 << bit) for bit in range(8, 16))
"""The same for `ioctl`: told as not supported, where Python then copies a file in another way."""
