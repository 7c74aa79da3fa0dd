"""The folders of runs are made, looked at and removed, whatever lies in them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.folder import Folder, clean_up_after, clean_up_forgotten, make_folder, read_plain
from grader.launch import forks

ON_LINUX = pytest.mark.skipif(not forks(), reason="only Linux with fork has this protection")


def test_a_temporary_folder_that_goes_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that stays finds another place for runs when the one that it knew is removed."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "away"))
    made = make_folder()
    try:
        assert made.work.is_dir()
    finally:
        made.remove()


@ON_LINUX
def test_folders_that_nobody_is_left_to_remove_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of judges that are gone, after a day; not a living one's, a fresh one, or a link."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    names = [f"grade-{dead.pid}-old", f"grade-{dead.pid}-new", f"grade-{os.getpid()}-old"]
    for name in (*names, "grade-some-old"):
        (tmp_path / name / "work").mkdir(parents=True)
        if name.endswith("old"):
            os.utime(tmp_path / name, (0, 0))
    (tmp_path / f"grade-{dead.pid}-link").symlink_to(tmp_path / names[2])
    clean_up_forgotten()
    assert not (tmp_path / names[0]).exists()
    assert len(list(tmp_path.iterdir())) == 4


@ON_LINUX
def test_what_others_name_like_a_run_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link in a shared folder, whose target is neither opened nor emptied."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    others, run = tmp_path / "others", tmp_path / "grade-77-run"
    for folder in (others, run / "work"):
        folder.mkdir(parents=True)
    (others / "file").touch()
    others.chmod(0o755)
    for link in (tmp_path / "grade-77-link", run / "link", run / "work" / "link"):
        link.symlink_to(others)
    clean_up_after(77)
    Folder(tmp_path / "grade-77-link").remove()
    assert (others / "file").exists()
    assert others.stat().st_mode & 0o777 == 0o755
    assert not run.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only Linux with fork has this protection")
def test_a_pipe_in_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    """What a run puts in the place of its fault file is read only where it is a regular file."""
    pipe, link, file = (tmp_path / name for name in ("pipe", "link", "file"))
    os.mkfifo(pipe)
    file.write_bytes(b"12345")
    link.symlink_to(file)
    assert [read_plain(p, 4) for p in (pipe, link, file)] == [b"", b"", b"1234"]
