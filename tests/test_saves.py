"""Saves are noticed, however an editor makes them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import pytest

from grader.saves import Saves

Save = Callable[[Path, bytes], None]
# The longest that a save may take to be noticed, in seconds; most take some milliseconds.
PATIENCE = 20


def in_place(file: Path, content: bytes) -> None:
    """Write into the file, as nano does."""
    file.write_bytes(content)


def moved(file: Path, content: bytes) -> None:
    """Move another file into its place, as many editors do."""
    beside = file.with_name("train.py.swp")
    beside.write_bytes(content)
    beside.replace(file)


def backed_up(file: Path, content: bytes) -> None:
    """Move the old file away and write a new one, as vim and emacs do."""
    file.replace(file.with_name("train.py~"))
    file.write_bytes(content)


def in_pieces(file: Path, content: bytes) -> None:
    """Empty the file, then write it piece by piece."""
    with file.open("wb", buffering=0) as stream:
        os.fsync(stream.fileno())
        for start in range(0, len(content), 4):
            stream.write(content[start : start + 4])
            os.fsync(stream.fileno())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that was there before."""
    path = tmp_path / "train.py"
    path.write_bytes(b"before\n")
    return path


@pytest.fixture(params=["events", "polling"])
def told(
    file: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Queue[bytes | None]]:
    """What is told of the file: from the system's events, and where it has none."""
    if request.param == "polling":
        monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "true")
        monkeypatch.setenv("WATCHFILES_POLL_DELAY_MS", "30")
    found: Queue[bytes | None] = Queue()
    saves = Saves(file, found.put)
    yield found
    saves.close()


def last(told: Queue[bytes | None], wanted: bytes | None) -> None:
    """Wait until `wanted` is told; what comes before it are pieces of it."""
    while (content := told.get(timeout=PATIENCE)) != wanted:
        assert content is None or wanted is None or wanted.startswith(content)


@pytest.mark.parametrize("save", [in_place, moved, backed_up, in_pieces])
def test_each_way_to_save_is_noticed(file: Path, told: Queue[bytes | None], save: Save) -> None:
    """The content of each save is told, whole, one save after the other."""
    for content in (b"first save\n", b"second save\n", b"third save\n"):
        save(file, content)
        last(told, content)


def test_a_save_that_changes_nothing_is_told(file: Path, told: Queue[bytes | None]) -> None:
    """Saving again what is there asks for another verdict all the same."""
    file.write_bytes(b"before\n")
    last(told, b"before\n")


def test_a_file_that_goes_and_comes_is_told(file: Path, told: Queue[bytes | None]) -> None:
    """A deleted file is told as gone, and its return as a save."""
    file.unlink()
    last(told, None)
    file.write_bytes(b"again\n")
    last(told, b"again\n")


def test_an_emptied_file_is_told_as_empty(file: Path, told: Queue[bytes | None]) -> None:
    """A file that stays empty is a save like any other."""
    file.write_bytes(b"")
    last(told, b"")


def test_other_files_beside_it_are_nothing(file: Path, told: Queue[bytes | None]) -> None:
    """Swap files, caches and neighbours ask for no verdict."""
    file.with_name(".train.py.swp").write_bytes(b"x")
    file.with_name("given.py").write_bytes(b"x")
    file.write_bytes(b"after\n")
    assert told.get(timeout=PATIENCE) == b"after\n"


def test_a_save_that_the_system_tells_nothing_of_is_noticed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a network folder no event may come: the file is looked at all the same."""

    def deaf(*paths: object, **options: object) -> Iterator[set[object]]:
        while True:
            yield set()  # a time-out, never a change

    monkeypatch.setattr("watchfiles.watch", deaf)
    found: Queue[bytes | None] = Queue()
    saves = Saves(file, found.put)
    file.write_bytes(b"from another machine\n")
    last(found, b"from another machine\n")
    saves.close()


def test_a_folder_that_goes_away_for_a_while_is_watched_again(tmp_path: Path) -> None:
    """A course folder that is moved away and back is no reason to end."""
    folder = tmp_path / "exercise-01"
    folder.mkdir()
    file = folder / "train.py"
    file.write_bytes(b"before\n")
    found: Queue[bytes | None] = Queue()
    saves = Saves(file, found.put)
    folder.rename(tmp_path / "away")
    last(found, None)
    (tmp_path / "away").rename(folder)
    last(found, b"before\n")
    file.write_bytes(b"after\n")
    last(found, b"after\n")
    saves.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX has named pipes")
@pytest.mark.parametrize("put", [os.mkfifo, lambda file: file.symlink_to("/dev/zero"), os.mkdir])
def test_what_is_no_file_is_told_as_gone(file: Path, put: Callable[[Path], None]) -> None:
    """A pipe or an endless device in its place is not read, and its return is noticed."""
    found: Queue[bytes | None] = Queue()
    saves = Saves(file, found.put)
    file.unlink()
    put(file)
    last(found, None)
    if file.is_dir():
        file.rmdir()
    else:
        file.unlink()
    file.write_bytes(b"after\n")
    last(found, b"after\n")
    saves.close()


def test_without_room_for_another_watch_the_file_is_looked_at(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where other programs use up what the system watches for a user, saves are noticed still."""

    def refused(*paths: object, **options: object) -> Iterator[set[object]]:
        raise RuntimeError("Error creating recommended watcher: Too many open files")

    monkeypatch.setattr("watchfiles.watch", refused)
    found: Queue[bytes | None] = Queue()
    saves = Saves(file, found.put)
    file.write_bytes(b"after\n")
    last(found, b"after\n")
    saves.close()
