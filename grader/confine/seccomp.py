"""seccomp: no network, no other process, no program, no part of the kernel that a run can't need.

What would be denied harmlessly (modes, owners, times and attributes of files, which Landlock
doesn't check) seems to succeed and has no effect: copying a checkpoint with `shutil.copy` is right.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.confine import landlock

if TYPE_CHECKING:
    from grader.confine import Plan

NAME = "seccomp"

# Calls that are denied whatever their arguments, by what they would be used for.
DENIED = {
    "network": "socket connect bind listen accept accept4",
    "other processes": "ptrace process_vm_readv process_vm_writev process_madvise "
    "process_mrelease pidfd_getfd kcmp ioprio_set sched_setscheduler sched_setparam "
    "sched_setattr migrate_pages move_pages",
    "namespaces and mounts": "unshare setns mount umount umount2 pivot_root chroot open_tree "
    "open_tree_attr move_mount fsopen fsconfig fsmount fspick mount_setattr",
    "keyrings": "add_key request_key keyctl",
    "large parts of the kernel": "io_uring_setup io_uring_enter io_uring_register io_setup bpf "
    "perf_event_open userfaultfd",
    "files around Landlock": "name_to_handle_at open_by_handle_at lookup_dcookie mknod mknodat "
    "fanotify_init fanotify_mark inotify_init inotify_init1 inotify_add_watch",
    "memory and messages that stay": "shmget shmat shmctl shmdt semget semop semtimedop semctl "
    "msgget msgsnd msgrcv msgctl mq_open mq_unlink mq_notify memfd_create memfd_secret",
    "the machine": "acct quotactl quotactl_fd swapon swapoff reboot kexec_load kexec_file_load "
    "init_module finit_module delete_module settimeofday clock_settime clock_adjtime adjtimex "
    "stime sethostname setdomainname syslog vhangup personality iopl ioperm modify_ldt uselib "
    "nfsservctl",
}

# Calls that succeed without an effect.
WITHOUT_EFFECT = {
    "modes and owners": "chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat",
    "times": "utime utimes utimensat futimesat",
    "attributes": "setxattr lsetxattr fsetxattr setxattrat "
    "removexattr lremovexattr fremovexattr removexattrat",
}

# There are no programs: who looks for `git`, and does without it, need not know more.
ABSENT = {"programs": "execve execveat"}

# Calls whose arguments lie in memory, where a filter can't look: libraries fall back on others.
UNKNOWN = ("clone3", "openat2")

# Where the kernel doesn't keep signals inside, only the process itself may get any.
SIGNALS_TO_OTHERS = ("tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal")

# Later calls have the same number on all architectures, and older libraries don't know their names.
NUMBERS = {
    "pidfd_send_signal": 424,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsconfig": 431,
    "fsmount": 432,
    "fspick": 433,
    "clone3": 435,
    "openat2": 437,
    "pidfd_getfd": 438,
    "process_madvise": 440,
    "mount_setattr": 442,
    "quotactl_fd": 443,
    "memfd_secret": 447,
    "process_mrelease": 448,
    "fchmodat2": 452,
    "setxattrat": 463,
    "removexattrat": 466,
    "open_tree_attr": 467,
}

NAMESPACES = (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
"""clone's flags for new namespaces: mount, cgroup, uts, ipc, user, pid, net."""
# fcntl and ioctl that let a descriptor send signals to other processes, or type on a terminal.
F_SETOWN, F_SETOWN_EX = 8, 15
FIOSETOWN, SIOCSPGRP, TIOCSTI, TIOCLINUX = 0x8901, 0x8902, 0x5412, 0x541C
SOCKET_TYPE, SOCK_DGRAM, SOCK_RAW = 0xF, 2, 3
WORD, NEGATIVE = 0xFFFFFFFF, 0x80000000

Rule = tuple[int, str, tuple[Any, ...]]
"""An action, a call, and conditions on its arguments."""


def _library() -> Any:
    """The binding, which needs the C library libseccomp; None where there is none."""
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError):
        return None
    return pyseccomp


def lacking(gone: Collection[str]) -> str:
    """Why it can't be had here; empty where it can."""
    if sys.platform != "linux":
        return "needs Linux"
    if "Seccomp:" not in Path("/proc/self/status").read_text(encoding="ascii", errors="replace"):
        return "this kernel has none"
    if _library() is None:
        return "libseccomp is not installed (Debian, Ubuntu: apt install libseccomp2)"
    return ""


def apply(plan: Plan, writable: Sequence[Path]) -> None:
    """Filter this process's system calls for good; raises OSError."""
    library = _library()
    if library is None:
        raise OSError(errno.ENOENT, "libseccomp")
    allowed = library.SyscallFilter(library.ALLOW)
    # Quick on each call, and without what older kernels slow the whole process down by.
    for attribute, value in ((library.Attr.CTL_OPTIMIZE, 2), (library.Attr.CTL_SSB, 1)):
        with contextlib.suppress(OSError):  # older libraries know neither
            allowed.set_attr(attribute, value)
    known = landlock.version() if landlock.NAME in plan.layers else 0
    for action, name, conditions in _rules(library, known):
        with contextlib.suppress(_Unknown):
            allowed.add_rule(action, _number(library, name), *conditions)
    allowed.load()
    os.utime = _of_what_is_there(os.utime)


def _of_what_is_there(utime: Callable[..., None]) -> Callable[..., None]:
    """`os.utime` that misses a file: `Path.touch` makes one only where it is missed."""

    @functools.wraps(utime)
    def call(path: Any, *args: Any, follow_symlinks: bool = True, **named: Any) -> None:
        if "dir_fd" not in named:
            os.stat(path, follow_symlinks=follow_symlinks)  # noqa: PTH116  it may be a descriptor
        utime(path, *args, follow_symlinks=follow_symlinks, **named)

    return call


class _Unknown(Exception):
    """This architecture has no such call."""


def _number(library: Any, name: str) -> int:
    try:
        number = int(library.resolve_syscall(library.Arch.NATIVE, name))
    except (ValueError, OSError):
        number = -1
    if number < 0:
        number = NUMBERS.get(name, -1)
    if number < 0:
        raise _Unknown(name)
    return number


def _rules(library: Any, known: int) -> Iterator[Rule]:
    """All rules, for a kernel with this version of Landlock."""
    denied, nothing = library.ERRNO(errno.EPERM), library.ERRNO(0)
    masked, other = library.MASKED_EQ, library.NE

    def where(argument: int, value: int, mask: int = WORD) -> tuple[Any, ...]:
        return (library.Arg(argument, masked, mask, value),)

    absent = library.ERRNO(errno.ENOENT)
    for action, calls in ((denied, DENIED), (nothing, WITHOUT_EFFECT), (absent, ABSENT)):
        for name in " ".join(calls.values()).split():
            yield action, name, ()
    for name in UNKNOWN:
        yield library.ERRNO(errno.ENOSYS), name, ()
    for flag in NAMESPACES:
        yield denied, "clone", where(0, flag, flag)
    for kind in (SOCK_DGRAM, SOCK_RAW):  # such a pair can still send to any pathname socket
        yield denied, "socketpair", where(1, kind, SOCKET_TYPE)
    for command in (F_SETOWN, F_SETOWN_EX):
        yield denied, "fcntl", where(1, command)
    for command in (FIOSETOWN, SIOCSPGRP, TIOCSTI, TIOCLINUX):
        yield denied, "ioctl", where(1, command)
    for argument in (0, 1):  # os.nice() makes this process alone slower
        yield denied, "setpriority", (library.Arg(argument, other, 0),)
    yield denied, "setpriority", where(2, NEGATIVE, NEGATIVE)
    for name in ("prlimit64", "sched_setaffinity"):
        yield denied, name, (library.Arg(0, other, 0),)
    if known < landlock.SCOPES_SINCE:
        for name in SIGNALS_TO_OTHERS:
            yield denied, name, ()
        for name in ("kill", "tgkill"):
            yield denied, name, (library.Arg(0, other, os.getpid()),)
    if known < landlock.TRUNCATES_SINCE:
        yield denied, "truncate", ()
        for name, flags in (("open", 1), ("openat", 2)):
            yield denied, name, where(flags, os.O_TRUNC, os.O_TRUNC | os.O_ACCMODE)
