"""seccomp: no network, no other process, no program, no part of the kernel that a run can't need.

What would be denied harmlessly (modes, owners, times and attributes of files, which Landlock
doesn't check) seems to succeed and has no effect: copying a checkpoint with `shutil.copy` is right.

A call that takes a command (ioctl, fcntl) is a door to any number of others: of those the few are
allowed that a run needs. A call that is newer than this list is answered as by an old kernel.
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
    "network": "socket connect bind listen accept accept4 setsockopt sendmsg sendmmsg",
    "other processes": "ptrace process_vm_readv process_vm_writev process_madvise "
    "process_mrelease pidfd_getfd kcmp ioprio_set sched_setscheduler sched_setparam "
    "sched_setattr migrate_pages move_pages",
    "namespaces and mounts": "unshare setns mount umount umount2 pivot_root chroot open_tree "
    "open_tree_attr move_mount fsopen fsconfig fsmount fspick mount_setattr",
    "keyrings": "add_key request_key keyctl",
    "large parts of the kernel": "io_uring_setup io_uring_enter io_uring_register io_setup bpf "
    "perf_event_open userfaultfd lsm_set_self_attr",
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
    "removexattr lremovexattr fremovexattr removexattrat file_setattr",
    "waiting for all disks": "sync syncfs",
}

# Calls that some file systems don't have, either; libraries do without. What attributes hold is
# content that Landlock doesn't guard, and space that is laid claim to at once fills any disk before
# somebody sees it.
UNSUPPORTED = {
    "attributes": "getxattr lgetxattr fgetxattr getxattrat "
    "listxattr llistxattr flistxattr listxattrat",
    "space": "fallocate",
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
    "lsm_set_self_attr": 460,
    "setxattrat": 463,
    "getxattrat": 464,
    "listxattrat": 465,
    "removexattrat": 466,
    "open_tree_attr": 467,
    "file_setattr": 469,
}
# Those from here on are newer than this list.
NEWER = range(470, 600)

NAMESPACES = (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
"""clone's flags for new namespaces: mount, cgroup, uts, ipc, user, pid, net."""
# What fcntl may do: copies of descriptors, flags, locks, the sizes of pipes, seals. Not among them:
# leases and watches on what may be read, and signals to other processes.
FCNTL = (*range(8), *range(36, 39), 1030, 1032, 1033, 1034)
# What ioctl may do: ask whether a file is a terminal (two calls), its size, how much there is to
# read; set whether to wait, whether a program gets it; copy by reference. Not among them: flags,
# snapshots, encryption and reserved space, of files that may only be read, typing on a terminal.
IOCTL = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451, 0x40049409)
PR_SCHED_CORE = 62
AF_UNIX, SOCKET_TYPE, SOCK_DGRAM, SOCK_RAW = 1, 0xF, 2, 3
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
    known = landlock.version() if landlock.NAME in plan.layers else 0
    _filter(known, _process_for(known)).load()
    os.utime = _of_what_is_there(os.utime)


def prepare() -> None:
    """Make the filter ready that forks of this process will load."""
    known = landlock.version()
    if _library() is not None and not _process_for(known):
        _filter(known, 0)


def _process_for(known: int) -> int:
    """The process that the filter is for, where it tells processes apart; else 0."""
    return os.getpid() if known < landlock.SCOPES_SINCE else 0


@functools.lru_cache(maxsize=2)
def _filter(known: int, process: int) -> Any:
    """The filter for a kernel with this version of Landlock, and for this process."""
    library = _library()
    allowed = library.SyscallFilter(library.ALLOW)
    # Quick on each call, and without what older kernels slow the whole process down by.
    for attribute, value in ((library.Attr.CTL_OPTIMIZE, 2), (library.Attr.CTL_SSB, 1)):
        with contextlib.suppress(OSError):  # older libraries know neither
            allowed.set_attr(attribute, value)
    for action, name, conditions in _rules(library, known, process):
        with contextlib.suppress(_Unknown):
            allowed.add_rule(action, _number(library, name), *conditions)
    for number in NEWER:
        allowed.add_rule(library.ERRNO(errno.ENOSYS), number)
    return allowed


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


def _rules(library: Any, known: int, process: int) -> Iterator[Rule]:
    """All rules, for a kernel with this version of Landlock and for this process."""
    denied, nothing = library.ERRNO(errno.EPERM), library.ERRNO(0)
    unsupported = library.ERRNO(errno.EOPNOTSUPP)
    masked, other = library.MASKED_EQ, library.NE

    def where(argument: int, value: int, mask: int = WORD) -> tuple[Any, ...]:
        return (library.Arg(argument, masked, mask, value),)

    absent = library.ERRNO(errno.ENOENT)
    lists = (
        (denied, DENIED),
        (nothing, WITHOUT_EFFECT),
        (unsupported, UNSUPPORTED),
        (absent, ABSENT),
    )
    for action, calls in lists:
        for name in " ".join(calls.values()).split():
            yield action, name, ()
    for name in UNKNOWN:
        yield library.ERRNO(errno.ENOSYS), name, ()
    for flag in NAMESPACES:
        yield denied, "clone", where(0, flag, flag)
    for kind in (SOCK_DGRAM, SOCK_RAW):  # such a pair can still send to any pathname socket
        yield denied, "socketpair", where(1, kind, SOCKET_TYPE)
    # Another family's may be a module that the kernel loads for it.
    yield denied, "socketpair", (library.Arg(0, other, AF_UNIX),)
    yield denied, "prctl", where(0, PR_SCHED_CORE)  # keeps others off the core's second half
    for mask, value in all_but(FCNTL):
        yield denied, "fcntl", where(1, value, mask)
    for mask, value in all_but(IOCTL):
        yield library.ERRNO(errno.ENOTTY), "ioctl", where(1, value, mask)
    for argument in (0, 1):  # os.nice() makes this process alone slower
        yield denied, "setpriority", (library.Arg(argument, other, 0),)
    yield denied, "setpriority", where(2, NEGATIVE, NEGATIVE)
    for name in ("prlimit64", "sched_setaffinity"):
        yield denied, name, (library.Arg(0, other, 0),)
    if known < landlock.SCOPES_SINCE:
        for name in SIGNALS_TO_OTHERS:
            yield denied, name, ()
        for name in ("kill", "tgkill"):
            yield denied, name, (library.Arg(0, other, process),)
    if known < landlock.TRUNCATES_SINCE:
        yield denied, "truncate", ()
        for name, flags in (("open", 1), ("openat", 2)):
            yield denied, name, where(flags, os.O_TRUNC, os.O_TRUNC | os.O_ACCMODE)


def all_but(values: Collection[int]) -> Iterator[tuple[int, int]]:
    """Masks and values: each number of 32 bits fits one of them, except for the given ones.

    Rules of a filter can be joined by "or" only. So these are the branches beside the paths to the
    given values in the tree of all numbers.
    """
    for bit in reversed(range(32)):
        mask = WORD >> bit << bit
        paths = {value & mask for value in values}
        yield from (
            (mask, beside) for path in sorted(paths) if (beside := path ^ 1 << bit) not in paths
        )
