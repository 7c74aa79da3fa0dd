"""The folders of runs: made for one run, measured while it goes on, removed whole afterwards.

What lies in them is a student's work: names, depth, links and permissions are whatever they are.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader import confine

# How the folders of runs are named, and after how long one whose judge is gone is nobody's, in
# seconds: a day.
FOLDERS = "grade-*-*"
FORGOTTEN = 24 * 60 * 60
# How many files and folders a run may keep.
MOST_ENTRIES = 4096
# What keeps the grader from counting a folder: no right to list it, or a path that is too long.
HIDES = (errno.EACCES, errno.EPERM, errno.ENAMETOOLONG)


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
