"""Data that exercises ship: unpacked once, whole, by whoever comes first."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import COURSE, ROOT

from grader.data import SUMS, cache_folder, check_packed, place_of, unpacked
from grader.errors import CourseError, EnvironmentProblem

MNIST = COURSE.folder("exercise-02") / "mnist-subset"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    monkeypatch.setenv("GRADLINGS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A folder with one packed file."""
    folder = tmp_path / "numbers"
    folder.mkdir()
    (folder / "ten.gz").write_bytes(gzip.compress(b"0123456789"))
    digest = hashlib.sha256(b"0123456789").hexdigest()
    (folder / SUMS).write_text(f"{digest}  ten\n", encoding="ascii")
    return folder


def test_files_are_unpacked_where_they_are_wanted(packed: Path, cache: Path) -> None:
    """The root holds the unpacked files in the folder that was asked for, and nothing else."""
    root = unpacked(packed, into="MNIST/raw")
    assert root.parent == cache
    assert (root / "MNIST" / "raw" / "ten").read_bytes() == b"0123456789"
    assert [p.name for p in cache.iterdir()] == [root.name]


def test_a_second_time_costs_nothing(packed: Path) -> None:
    """What is there and whole is not written again."""
    first = unpacked(packed) / "ten"
    written = first.stat().st_mtime_ns
    assert unpacked(packed) / "ten" == first
    assert first.stat().st_mtime_ns == written


def test_a_damaged_cache_is_made_anew(packed: Path) -> None:
    """A file that somebody changed, deleted or put beside the others is no longer there."""
    damages = (
        lambda file: file.write_bytes(b"x"),
        lambda file: file.unlink(),
        lambda file: file.with_name("training.pt").write_bytes(b"preferred"),
    )
    for damage in damages:
        file = unpacked(packed) / "ten"
        damage(file)
        root = unpacked(packed)
        assert [p.name for p in root.iterdir()] == ["ten"]
        assert (root / "ten").read_bytes() == b"0123456789"


def test_other_data_goes_elsewhere(packed: Path) -> None:
    """Data with other sums never meets the old one."""
    old = unpacked(packed)
    (packed / "ten.gz").write_bytes(gzip.compress(b"others"))
    digest = hashlib.sha256(b"others").hexdigest()
    (packed / SUMS).write_text(f"{digest}  ten\n", encoding="ascii")
    assert unpacked(packed) != old


@pytest.mark.parametrize(
    "content", [gzip.compress(b"forged"), b"no gzip", gzip.compress(b"0")[:12] + b"\xff" * 9, None]
)
def test_data_that_is_not_what_its_sums_say_is_refused(
    packed: Path, cache: Path, content: bytes | None
) -> None:
    """Nothing is left in the cache of data that is forged, broken or missing."""
    (packed / "ten.gz").unlink()
    if content is not None:
        (packed / "ten.gz").write_bytes(content)
    with pytest.raises(CourseError, match=r"ten\.gz"):
        unpacked(packed)
    assert not any(cache.iterdir())


def test_a_cache_that_cant_be_is_told(packed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the cache's folder can't be made, the message names the way out."""
    monkeypatch.setenv("GRADLINGS_CACHE", str(packed / "ten.gz"))
    with pytest.raises(EnvironmentProblem) as error:
        unpacked(packed)
    assert "GRADLINGS_CACHE" in error.value.hint
    assert cache_folder() == packed / "ten.gz"


@pytest.mark.slow
def test_several_processes_may_unpack_at_a_time(cache: Path) -> None:
    """Four processes that start with an empty cache all read the whole of MNIST's subset."""
    code = (
        "import sys; from pathlib import Path; from grader.data import unpacked\n"
        "root = unpacked(Path(sys.argv[1]), into='MNIST/raw')\n"
        "print(sum(f.stat().st_size for f in root.rglob('*ubyte')))"
    )
    command = [sys.executable, "-c", code, str(MNIST)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) for _ in range(4)]
    sizes = {process.communicate()[0] for process in started}
    assert sizes == {b"%d\n" % (7000 * 28 * 28 + 7000 + 2 * 16 + 2 * 8)}
    assert len(list(cache.iterdir())) == 1


def test_shipped_files_are_checked_without_a_cache(packed: Path, cache: Path) -> None:
    """Whole files are no error; a file that is missing, damaged or another one is; none is kept."""
    check_packed(packed)
    whole = (packed / "ten.gz").read_bytes()
    for damaged in (b"", whole[:-9], whole[:12] + b"\xff" + whole[13:], gzip.compress(b"others")):
        (packed / "ten.gz").write_bytes(damaged)
        with pytest.raises(CourseError, match=r"ten\.gz"):
            check_packed(packed)
    (packed / "ten.gz").unlink()
    with pytest.raises(CourseError, match=r"ten\.gz"):
        check_packed(packed)
    assert not cache.exists()


def test_the_place_of_files_is_told_before_they_are_there(packed: Path) -> None:
    """Where data will be unpacked to is where it then is."""
    place = place_of(packed)
    assert not place.exists()
    assert unpacked(packed) == place
