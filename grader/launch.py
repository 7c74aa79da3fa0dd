"""Starting the child and ending it: by fork where the system has one that is safe, else by spawn.

Both give the same `Child`: a stream of what it replies, a stream of what it prints, a folder of
its own, and ways to wait for it and to end it together with everything that it started.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import itertools
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, Protocol

from grader import confine, wire
from grader.data import cache_folder

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
REPLY = 3
# How the folders of runs are named, and after how long one whose judge is gone is nobody's, in
# seconds: a day.
FOLDERS = "grade-*-*"
FORGOTTEN = 24 * 60 * 60
# How long processes are killed that go on starting others, in seconds.
PERSISTENCE = 10.0
# What keeps the grader from counting a folder: no right to list it, or a path that is too long.
HIDES = (errno.EACCES, errno.EPERM, errno.ENAMETOOLONG)
# How many files and folders a run may keep; how many descriptors of a process are looked at.
MOST_ENTRIES, MOST_DESCRIPTORS = 4096, 2048
STUCK = getattr(signal, "SIGXCPU", None)
"""The signal that makes a child write down where it is, and end."""

LAYERS = (
    "own process",
    "scrubbed environment",
    "empty working folder",
    "output cap",
    "own session",
    "resource limits",
    "descendants killed",
)
"""What may stand between a child and the machine; systems lack some of the last ones."""


def forks() -> bool:
    """Whether children are forked: on Linux, unless GRADER_START=spawn asks otherwise."""
    return sys.platform == "linux" and os.environ.get("GRADER_START") != "spawn"


def layers() -> tuple[str, ...]:
    """Those of LAYERS that stand between a child and this machine, on this system."""
    if sys.platform == "win32":
        return LAYERS[:4]
    return LAYERS if forks() else LAYERS[:-1]


def missing() -> dict[str, str]:
    """What does not stand there on this system, with the reason, confinement's layers included."""
    reason = "needs Linux" if sys.platform != "linux" else "needs fork"
    return {**{name: reason for name in LAYERS if name not in layers()}, **confine.missing()}


def become_reaper() -> bool:
    """Adopt orphans of this process's descendants, so that none escapes. Linux only."""
    return _prctl(PR_SET_CHILD_SUBREAPER, 1)


def die_with_parent() -> None:
    """End this process when its parent ends. Linux only."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _prctl(option: int, value: int) -> bool:
    if sys.platform != "linux":
        return False
    return bool(ctypes.CDLL(None).prctl(option, value, 0, 0, 0) == 0)


@dataclass(frozen=True)
class Folder:
    """A run's own folder: `work` is the child's working folder, `stack` where it was stuck."""

    root: Path

    @property
    def work(self) -> Path:
        """Where the student's code starts, empty."""
        return self.root / "work"

    @property
    def temporary(self) -> Path:
        """Where libraries may keep what they need for a while."""
        return self.root / "tmp"

    @property
    def stack(self) -> Path:
        """What faulthandler wrote when the run took too long."""
        return self.root / "stack"

    def size(self, most: int) -> int:
        """Bytes of what lies in it, counted until they or their number are more than allowed."""
        total, entries, folders = 0, 0, [self.root]
        while folders and total <= most:
            try:
                with os.scandir(folders.pop()) as found:
                    for entry in found:
                        entries += 1
                        total += _bytes_of(entry)
                        if entries > MOST_ENTRIES:
                            return most + 1
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(Path(entry.path))
            except OSError as error:
                if error.errno in HIDES:
                    return most + 1
        return total

    def remove(self) -> None:
        """Delete it all, whatever permissions, names and depth the student's code left.

        Nothing else, whoever puts links in the place of folders meanwhile.
        """
        with contextlib.suppress(OSError), _pinned(self.root) as root:
            folders = (root / f"up-{number}" for number in itertools.count())
            while _raise_up(root, folders):
                pass
        with contextlib.suppress(OSError):
            self.root.rmdir()


@contextlib.contextmanager
def _pinned(folder: Path) -> Iterator[Path]:
    """A name of this very folder, whatever takes its place; OSError where it is a link, or none."""
    if sys.platform != "linux" or not Path("/proc/self/fd").is_dir():
        if folder.is_symlink():
            raise NotADirectoryError(folder)
        yield folder
        return
    descriptor = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield Path(f"/proc/self/fd/{descriptor}")
    finally:
        os.close(descriptor)


def _raise_up(root: Path, names: Iterator[Path]) -> bool:
    """Delete the files in a folder and those one below, and let folders from two below come up.

    So that no path ever gets long. Whether anything was done.
    """
    done = False
    for entry in _entries(root):
        with contextlib.suppress(OSError), _pinned(Path(entry)) as folder:
            for below_it in _entries(folder):
                done |= _delete(below_it) or _move(below_it, next(names))
        done |= _delete(entry)
    return done


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder, which is made open to its owner."""
    with contextlib.suppress(OSError):
        folder.chmod(stat.S_IRWXU)
        with os.scandir(folder) as found:
            return list(found)
    return []


def _delete(entry: os.DirEntry[str]) -> bool:
    """Delete a file, a link or an empty folder; whether that was possible."""
    try:
        if entry.is_dir(follow_symlinks=False):
            Path(entry.path).rmdir()
        else:
            Path(entry.path).unlink()
    except OSError:
        return False
    return True


def _move(entry: os.DirEntry[str], target: Path) -> bool:
    """Move a folder; whether that was possible."""
    try:
        with _pinned(Path(entry)) as folder:
            folder.chmod(stat.S_IRWXU)  # its owner must be able to write to it
        Path(entry).rename(target)
    except OSError:
        return False
    return True


def _bytes_of(entry: os.DirEntry[str]) -> int:
    """What a file takes on the disk: one with holes takes less than its length."""
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:
        return 0
    return int(getattr(found, "st_blocks", found.st_size / 512) * 512)


def read_plain(file: Path, most: int) -> bytes:
    """At most `most` bytes of a regular file; nothing where it is missing, a link, or a pipe that
    nobody writes to: a run may have put anything in its place.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with open(file, "rb", opener=lambda name, _: os.open(name, flags)) as stream:
            return stream.read(most) if stat.S_ISREG(os.fstat(stream.fileno()).st_mode) else b""
    except OSError:
        return b""


def make_folder() -> Folder:
    """A fresh folder that only this user may read."""
    # Python looks for a place once; a process that stays may see it go.
    if tempfile.tempdir is not None and not Path(tempfile.tempdir).is_dir():
        tempfile.tempdir = None
    folder = Folder(Path(tempfile.mkdtemp(prefix=f"grade-{os.getpid()}-")))
    folder.work.mkdir()
    folder.temporary.mkdir()
    return folder


def clean_up_after(judge: int) -> None:
    """Remove the folders of a judge that was killed before it could."""
    for root in Path(tempfile.gettempdir()).glob(f"grade-{judge}-*"):
        with contextlib.suppress(OSError):
            if _is_own(root.lstat(), judge):
                Folder(root).remove()


def clean_up_forgotten() -> None:
    """Remove the folders of judges that were killed together with their zygote.

    Only old ones: where containers share a folder, a judge may be alive that isn't to be seen here.
    """
    for root in Path(tempfile.gettempdir()).glob(FOLDERS):
        with contextlib.suppress(OSError):
            found, judge = root.lstat(), root.name.split("-")[1]
            old = time.time() - found.st_mtime > FORGOTTEN
            gone = judge.isdecimal() and not Path(f"/proc/{judge}").exists()
            if old and gone and _is_own(found, int(judge)):
                Folder(root).remove()


def _is_own(found: os.stat_result, judge: int) -> bool:
    """Whether a folder is a run's of that judge: others may make such names where all may write."""
    owners = {os.getuid(), confine.user.number(judge)} if confine.user.is_root() else {os.getuid()}
    return stat.S_ISDIR(found.st_mode) and found.st_uid in owners


def kill_orphans(judges: Iterable[int]) -> None:
    """Kill and reap what this process adopted: all below it that is below no living judge.

    More comes while its parents die, so it goes on until nothing is left.
    """
    ours = set(judges)
    give_up = time.monotonic() + PERSISTENCE
    while (orphans := set(_children(os.getpid())) - ours) and time.monotonic() < give_up:
        _kill(pid for orphan in orphans for pid in (*below(orphan), orphan))
        for orphan in orphans:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(orphan, os.WNOHANG)
        time.sleep(0.001)


def _kill(victims: Iterable[int]) -> None:
    for pid in victims:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


class Child(Protocol):
    """A started child, forked or spawned."""

    reply: BinaryIO
    output: BinaryIO
    folder: Folder

    def wait(self) -> int:
        """Block until it ended: its exit code, or minus the signal's number. Reaps nothing."""

    def cpu_seconds(self) -> float:
        """What it has computed; 0 where the system does not tell."""

    def ask_where(self) -> None:
        """Let it write down where it is, and end."""

    def descendants(self) -> int:
        """How many processes run below the grader's; 0 where the system does not tell."""

    def memory(self) -> int:
        """Bytes that it and what it started use; 0 where the system does not tell."""

    def written(self, most: int) -> int:
        """Bytes of the files that it keeps, counted until they are more than `most`."""

    def destroy(self) -> None:
        """Kill it and all that it started, reap them, and remove the folder."""


TORCH_SETTINGS = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "",
    "TORCHDYNAMO_DISABLE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
}
# What a process needs to speak the user's language, and what it needs to find its libraries.
SPEAK = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "COMSPEC", "NUMBER_OF_PROCESSORS")
FIND = ("PYTHONPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV")
PLACES = ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP")
OWN = ("GRADER_START", "GRADER_DEBUG", "GRADER_SERVER_MINUTES", "GRADER_WITHOUT")
# Where the data of exercises lies: unpacked, and where a person has more of it.
DATA = ("XDG_CACHE_HOME", "LOCALAPPDATA", "GRADLINGS_CACHE", "GRADLINGS_MNIST")


def grader_environment() -> dict[str, str]:
    """The grader's own processes' environment.

    Their forks can read it in /proc, so what the user keeps in other variables is left out. Paths
    are whole: one of these processes may serve commands of other working folders. Empty ones, which
    mean the working folder and are easily left in such a list, are left out: students' files may
    lie there.
    """
    lists = {
        name: os.pathsep.join(
            str(Path(part).absolute()) for part in value.split(os.pathsep) if part
        )
        for name, value in _taken(FIND).items()
        if value.strip(os.pathsep)
    }
    single = _taken(PLACES + DATA).items()
    places = {name: str(Path(value).absolute()) for name, value in single if value}
    return {**_taken(SPEAK + OWN), **lists, **places, **TORCH_SETTINGS}


def environment(folder: Folder) -> dict[str, str]:
    """The child's environment: nothing of the user's but where programs and languages are."""
    home, temporary = str(folder.work), str(folder.temporary)
    return {
        **_taken((*SPEAK, "GRADLINGS_MNIST")),
        "GRADLINGS_CACHE": str(cache_folder()),
        **dict.fromkeys(("HOME", "USERPROFILE"), home),
        **dict.fromkeys(("USER", "LOGNAME", "USERNAME"), "student"),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), temporary),
        **TORCH_SETTINGS,
    }


def _taken(names: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.upper() in names}


class ForkedChild:
    """A fork of this process. Fork only while this process has one thread."""

    def __init__(self, body: Callable[[BinaryIO, Folder], None]) -> None:
        self.folder = make_folder()
        reply, reply_end = os.pipe()
        output, output_end = os.pipe()
        parent = os.getpid()
        self.pid = os.fork()
        if not self.pid:
            _become_child(parent, reply_end, output_end, self.folder, body)
        os.close(reply_end)
        os.close(output_end)
        self.reply: BinaryIO = os.fdopen(reply, "rb")
        self.output: BinaryIO = os.fdopen(output, "rb", 0)

    def wait(self) -> int:
        """Block until it ended; the zombie stays for `destroy`."""
        try:
            ended = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        except ChildProcessError:
            return 0
        if ended is None:
            return 0
        return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status

    def ask_where(self) -> None:
        """Send the signal that faulthandler listens to."""
        if STUCK is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, STUCK)

    def cpu_seconds(self) -> float:
        """User and system time, from /proc, which still has it of a zombie."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def descendants(self) -> int:
        """Processes below this one, the child included."""
        return sum(1 for _ in below(os.getpid()))

    def memory(self) -> int:
        """What the processes below this one use; what they share counts once."""
        running = list(below(os.getpid()))
        # One process has a limit of its own, and asking after what is shared takes a while.
        return sum(map(_memory_of, running)) if len(running) > 1 else 0

    def written(self, most: int) -> int:
        """The files in its folder, and those that it has removed and keeps open."""
        found = self.folder.size(most)
        if found <= most:
            found += sum(map(_removed_files_of, below(os.getpid())))
        return found

    def destroy(self) -> None:
        """Kill until nothing is left below this process."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        give_up = time.monotonic() + PERSISTENCE
        while time.monotonic() < give_up:
            _kill(below(os.getpid()))
            try:
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            except ChildProcessError:
                break
            time.sleep(0.001)
        self.folder.remove()


def _memory_of(pid: int) -> int:
    """Bytes of memory that a process uses, its part of what is shared."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    return 0


def _removed_files_of(pid: int) -> int:
    """Bytes of the files that a process keeps open, or mapped, and that have no name any more."""
    total, seen = 0, set()
    with contextlib.suppress(OSError):
        for entry in itertools.islice(os.scandir(f"/proc/{pid}/fd"), MOST_DESCRIPTORS):
            with contextlib.suppress(OSError):
                found = entry.stat()
                if stat.S_ISREG(found.st_mode) and not found.st_nlink:
                    total += found.st_blocks * 512
                    seen.add(found.st_ino)
    if mapped := _removed_mappings_of(pid) - seen:
        mapped -= _removed_mappings_of(os.getpid())  # libraries that were replaced meanwhile
    return total + len(mapped) * _largest_file_of(pid)


def _removed_mappings_of(pid: int) -> set[int]:
    """The files without a name that are part of a process's memory, by their numbers."""
    found = set()
    with contextlib.suppress(OSError, ValueError), Path(f"/proc/{pid}/maps").open("rb") as maps:
        for line in maps:
            fields = line.split(maxsplit=5)
            # Memory that is shared looks like a file of the kernel's own device, and is counted.
            if line.endswith(b" (deleted)\n") and not fields[3].startswith(b"00:01"):
                found.add(int(fields[4]))
    return found


def _largest_file_of(pid: int) -> int:
    """The bytes that a file of a process may have: what a removed one takes is not to be seen."""
    with contextlib.suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/limits").read_text(encoding="ascii").splitlines():
            if line.startswith("Max file size"):
                return int(line.split()[3])
    return 0


def below(pid: int) -> Iterator[int]:
    """All processes below `pid`, as /proc tells; nothing where there is no /proc."""
    for child in _children(pid):
        yield child
        yield from below(child)


def _children(pid: int) -> Iterator[int]:
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            yield from map(int, children.read_text().split())


def _become_child(
    parent: int,
    reply: int,
    output: int,
    folder: Folder,
    body: Callable[[BinaryIO, Folder], None],
) -> NoReturn:
    """In the fork: cut every tie to the grader but the two pipes, then run `body`."""
    try:
        os.setsid()
        die_with_parent()
        if os.getppid() != parent:
            os._exit(1)
        null = os.open(os.devnull, os.O_RDONLY)
        # Lift the pipes out of the way first: either may be one of the low numbers itself.
        high = [os.dup(fd) for fd in (reply, output)]
        for number, source in enumerate((null, high[1], high[1], high[0])):
            os.dup2(source, number)
        os.closerange(REPLY + 1, os.sysconf("SC_OPEN_MAX"))
        os.chdir(folder.work)
        scrubbed = environment(folder)
        os.environ.clear()
        os.environ.update(scrubbed)
        tempfile.tempdir = None  # the judge has looked for its own
        body(os.fdopen(REPLY, "wb"), folder)
    except BaseException as error:
        with contextlib.suppress(BaseException):
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(70)


class SpawnedChild:
    """A fresh interpreter that has torch imported by the time a job comes."""

    def __init__(self) -> None:
        self.folder = make_folder()
        own_session = {} if os.name == "nt" else {"start_new_session": True}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.child_main"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**_taken(FIND), **environment(self.folder)},
            **own_session,  # type: ignore[call-overload]  # one keyword, or none
        )
        self.reply: BinaryIO = self.process.stdout
        self.output: BinaryIO = self.process.stderr

    def give(self, job: Any, given_source: bytes, source: bytes) -> None:
        """Send it the work."""
        header = {"job": asdict(job), "folder": str(self.folder.root)}
        with contextlib.suppress(OSError):
            wire.send(self.process.stdin, header, given_source, source)
            self.process.stdin.close()

    def wait(self) -> int:
        """Block until it ended."""
        return int(self.process.wait())

    def ask_where(self) -> None:
        """Send the signal that faulthandler listens to; Windows has none."""
        if STUCK is not None:
            self.process.send_signal(STUCK)

    def cpu_seconds(self) -> float:
        """Not known here."""
        return 0.0

    def descendants(self) -> int:
        """Not known here."""
        return 0

    def memory(self) -> int:
        """Not known here."""
        return 0

    def written(self, most: int) -> int:
        """The files in its folder."""
        return self.folder.size(most)

    def destroy(self) -> None:
        """Kill it and its process group."""
        with contextlib.suppress(OSError):
            if os.name != "nt":
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        self.folder.remove()
