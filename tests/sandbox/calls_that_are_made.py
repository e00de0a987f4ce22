"""The system calls that a child can make, and what the others are answered. Data only.

Written down apart from the list of what is refused: a call that is on neither list is found, and so
is one that falls out of the other. A new entry here says that a submission may do this.
"""

READ_WRITE_AND_FOLDERS = """
    read write open close stat fstat lstat lseek pread64 pwrite64 readv writev preadv pwritev preadv2
    pwritev2 access pipe pipe2 dup dup2 dup3 fcntl flock fsync fdatasync ftruncate getdents
    getdents64 getcwd chdir fchdir rename renameat renameat2 mkdir mkdirat rmdir creat link linkat
    unlink unlinkat symlink symlinkat readlink readlinkat umask openat newfstatat statx faccessat
    faccessat2 close_range sendfile readahead fadvise64 sync_file_range splice tee vmsplice
    copy_file_range statfs fstatfs ustat sysfs ioctl getxattr lgetxattr fgetxattr listxattr
    llistxattr flistxattr getxattrat listxattrat file_getattr cachestat statmount listmount
    inotify_init inotify_init1 inotify_rm_watch
"""
"""Landlock says of which files; `inotify` gives a descriptor that can watch nothing."""

MEMORY = """
    mmap mprotect munmap brk mremap msync mincore madvise mlock mlock2 munlock mlockall munlockall
    remap_file_pages mbind set_mempolicy get_mempolicy set_mempolicy_home_node pkey_mprotect
    pkey_alloc pkey_free membarrier map_shadow_stack mseal shmdt
"""

WAITING = """
    poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait
    epoll_pwait2 eventfd eventfd2 signalfd signalfd4 timerfd_create timerfd_settime timerfd_gettime
    pause nanosleep clock_nanosleep sched_yield futex futex_waitv futex_wake futex_wait
    futex_requeue set_robust_list get_robust_list restart_syscall io_setup io_destroy io_getevents
    io_pgetevents io_submit io_cancel wait4 waitid
"""

TIME_AND_ITSELF = """
    gettimeofday time times clock_gettime clock_getres getitimer setitimer alarm timer_create
    timer_settime timer_gettime timer_getoverrun timer_delete getpid getppid gettid getuid geteuid
    getgid getegid getresuid getresgid getgroups getpgid getpgrp getsid setpgid setsid getrlimit
    prlimit64 getrusage sysinfo uname capget getpriority ioprio_get sched_getparam
    sched_getscheduler sched_getattr sched_get_priority_max sched_get_priority_min
    sched_rr_get_interval sched_getaffinity sched_setaffinity getcpu getrandom prctl arch_prctl
    set_tid_address rseq seccomp lsm_get_self_attr lsm_set_self_attr lsm_list_modules
    set_thread_area get_thread_area modify_ldt
"""
"""`seccomp` only makes it stricter."""

SIGNALS_AND_ITS_END = """
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack
    kill tgkill clone exit exit_group
"""
"""To itself alone, and threads; see ONLY_SO."""

BY_DESCRIPTORS_THAT_IT_HAS = """
    sendto recvfrom recvmsg recvmmsg shutdown getsockname getpeername getsockopt socketpair
    mq_timedsend mq_timedreceive mq_notify mq_getsetattr
"""

OF_NO_KERNEL_TODAY = """
    uselib _sysctl create_module get_kernel_syms query_module getpmsg putpmsg afs_syscall tuxcall
    security epoll_ctl_old epoll_wait_old vserver
"""

MADE = " ".join(
    (
        READ_WRITE_AND_FOLDERS,
        MEMORY,
        WAITING,
        TIME_AND_ITSELF,
        SIGNALS_AND_ITS_END,
        BY_DESCRIPTORS_THAT_IT_HAS,
        OF_NO_KERNEL_TODAY,
    )
)

OWN_NUMBER = 0x7FFFFFA5
"""Stands for the child's own number in a filter that is not put on yet."""
A_THREAD = 0x3D0F00
"""What the C library gives to `clone` for a thread."""
ONLY_SO = {
    "kill": (OWN_NUMBER,),
    "tgkill": (OWN_NUMBER,),
    "clone": (A_THREAD,),
    "socketpair": (1,),
    "ioctl": (0, 0x5401),
}
"""Arguments with which these are made; with others they are not."""

SINCE_436 = {
    436: "close_range", 437: "openat2", 438: "pidfd_getfd", 439: "faccessat2",
    440: "process_madvise", 441: "epoll_pwait2", 442: "mount_setattr", 443: "quotactl_fd",
    444: "landlock_create_ruleset", 445: "landlock_add_rule", 446: "landlock_restrict_self",
    447: "memfd_secret", 448: "process_mrelease", 449: "futex_waitv",
    450: "set_mempolicy_home_node", 451: "cachestat", 452: "fchmodat2", 453: "map_shadow_stack",
    454: "futex_wake", 455: "futex_wait", 456: "futex_requeue", 457: "statmount", 458: "listmount",
    459: "lsm_get_self_attr", 460: "lsm_set_self_attr", 461: "lsm_list_modules", 462: "mseal",
    463: "setxattrat", 464: "getxattrat", 465: "listxattrat", 466: "removexattrat",
    467: "open_tree_attr", 468: "file_getattr", 469: "file_setattr",
}  # fmt: skip
"""Numbers that are the same on every processor, and that a libseccomp may be too old to know.

Source: the kernel's scripts/syscall.tbl.
"""

NO_NETWORK = """
    socket connect bind listen accept accept4 sendmsg sendmmsg setsockopt io_uring_setup
    io_uring_enter io_uring_register
"""
AS_IF_DONE = """
    chmod fchmod fchmodat fchmodat2 chown fchown fchownat lchown utime utimes utimensat futimesat
    setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr setxattrat removexattrat
    file_setattr sync syncfs
"""
AS_IF_MISSING = "clone3 openat2"
NOT_SUPPORTED = "fallocate"
"""What is told of a call that is not made; of every other one that it is not permitted."""
