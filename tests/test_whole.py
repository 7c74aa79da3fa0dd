"""Files are replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader import whole
from grader.errors import EnvironmentProblem, UsageError

links = pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_a_write_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """Where the disk is full, or the user interrupts, the file is as it was, and alone."""
    path = tmp_path / "train.py"
    path.write_bytes(b"old")

    def fail(number: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(type(error)):
        whole.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    """A process killed while it writes leaves the old content; the next write leaves no litter."""
    path = tmp_path / "train.py"
    path.write_bytes(b"old")
    code = (
        "import os, sys, pathlib\nfrom grader.whole import write_whole\n"
        "os.fsync = lambda number: os._exit(9)\n"
        "write_whole(pathlib.Path(sys.argv[1]), b'killed')"
    )
    killed = subprocess.run([sys.executable, "-c", code, path])
    assert killed.returncode == 9
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 2
    whole.write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_permissions_are_kept(tmp_path: Path) -> None:
    """A file that others may not read is not opened to them by being replaced."""
    path = tmp_path / "train.py"
    path.write_bytes(b"old")
    path.chmod(0o740)
    before = path.stat().st_mode
    whole.write_whole(path, b"new")
    assert path.stat().st_mode == before


@links
def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    """Who keeps the file elsewhere and links to it has the new content there, as in an editor."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.py").write_bytes(b"old")
    link = tmp_path / "train.py"
    link.symlink_to(elsewhere / "mine.py")
    whole.write_whole(link, b"new")
    assert link.is_symlink()
    assert (elsewhere / "mine.py").read_bytes() == b"new"


@links
def test_a_circle_of_links_counts_as_no_file_and_is_replaced(tmp_path: Path) -> None:
    """A link that leads to itself holds nothing; a file takes its place."""
    loop = tmp_path / "train.py"
    loop.symlink_to(loop)
    assert whole.read_whole(loop) is None
    whole.write_whole(loop, b"new")
    assert loop.read_bytes() == b"new"


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    """A folder named train.py is no missing file: it is not written over."""
    with pytest.raises(UsageError, match="not a regular file"):
        whole.read_whole(tmp_path)


def test_a_full_disk_is_the_machines_fault(tmp_path: Path) -> None:
    """No room is no wrong usage; what to do is told in either case."""
    full = whole.cannot_write(tmp_path, OSError(errno.ENOSPC, "No space left on device"))
    denied = whole.cannot_write(tmp_path, PermissionError(errno.EACCES, "Permission denied"))
    assert isinstance(full, EnvironmentProblem) and "room" in full.hint
    assert isinstance(denied, UsageError) and "permissions" in denied.hint
