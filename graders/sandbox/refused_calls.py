"""The system calls that a child is refused. Data only."""

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
    "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "open_by_handle_at",
    "name_to_handle_at", "mknod", "mknodat", "swapon", "swapoff", "quotactl", "quotactl_fd",
    "fanotify_init", "fanotify_mark",
    # the kernel itself and the machine
    "bpf", "userfaultfd", "init_module", "finit_module", "delete_module", "kexec_load",
    "kexec_file_load", "reboot", "acct", "syslog", "iopl", "ioperm", "settimeofday",
    "clock_settime", "clock_adjtime", "adjtimex", "sethostname", "setdomainname", "vhangup",
    "personality", "lookup_dcookie", "nfsservctl",
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
    "fchmodat2": 452,
    "setxattrat": 463,
    "removexattrat": 466,
    "file_setattr": 469,
}
"""Calls that a libseccomp may be too old to know; these numbers are the same on every processor."""

NEWER = range(470, 512)
"""Numbers of calls that no kernel had when this list was written: nobody knows what they do."""

FCNTL = (8, 10, 15)
"""F_SETOWN, F_SETSIG and F_SETOWN_EX: any signal to any process, when data arrives."""

IOCTL = (0x8901, 0x8902, 0x40086602, 0x40046602, 0x401C5820)
"""FIOSETOWN and SIOCSPGRP, which do what F_SETOWN does; then FS_IOC_SETFLAGS, the same of 32 bits,
and FS_IOC_FSSETXATTR, by which root makes a file that nobody can remove."""

PRCTL = (1, 4, 35, 36, 0x59616D61)
"""PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_MM, PR_SET_CHILD_SUBREAPER and PR_SET_PTRACER: to
outlive the grader, to be looked into, and to leave an image of itself to the machine."""
