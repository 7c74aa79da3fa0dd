"""Archives made to break what reads them: bounded in time and memory, and only their student's."""

from __future__ import annotations

import gzip
import io
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from handed_in import LOOP, collected, loop, tarred, written, zipped

from grader.classroom import archives, inflate, walk
from grader.classroom.submission import Submission, Trouble
from grader.errors import UsageError
from grader.exercise import MAX_SOURCE

ONE = ("exercise-01",)
BEN = {"ben/train.py": loop("b")}
ZEROS = bytes(1 << 24)


@contextmanager
def bounded(seconds: float = 3, memory: int = 100 << 20) -> Iterator[None]:
    """See that what is done inside takes no more than this."""
    tracemalloc.start()
    started = time.process_time()
    try:
        yield
        spent, peak = time.process_time() - started, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert spent < seconds
    assert peak < memory


def handed_in(what: bytes, name: str, folder: Path) -> tuple[list[Submission], list[Trouble]]:
    """What is found of Ana's archive; Ben's loop is found whatever it is."""
    place = written({f"ana/{name}": what, **BEN}, "folder", folder)
    with bounded():
        found, troubles = collected(place, ONE)
    assert found[-1].source.decode() == loop("b")
    assert all(t.student is not None and t.student.key == "ana" for t in troubles)
    assert all('"class/ana' in t.reason and t.hint for t in troubles)
    return found[:-1], troubles


def zeros(name: str, times: int) -> bytes:
    """A zip with a member of very many zeros."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w", force_zip64=True) as member,
    ):
        for _ in range(times):
            member.write(ZEROS)
    return made.getvalue()


def nested(depth: int) -> bytes:
    """A loop in so many zips, one in the other."""
    made = zipped({"train.py": LOOP})
    for _ in range(depth - 1):
        made = zipped({"inner.zip": made})
    return made


def test_a_member_of_zeros_is_read_as_far_as_is_judged(tmp_path: Path) -> None:
    """A quarter of a gigabyte in 256 KB: what comes out is counted, and a verdict tells."""
    (found,), troubles = handed_in(zeros("train.py", 16), "work.zip", tmp_path)
    assert found.source == bytes(MAX_SOURCE + 1)
    assert troubles == []


def test_a_tar_of_zeros_is_left_where_it_goes_on_too_long(tmp_path: Path) -> None:
    """What can't be checked to its end is not graded, and is told."""
    made = io.BytesIO()
    with gzip.open(made, "w", 1) as stream:
        stream.write(tarred({"train.py": LOOP}, "w")[:1024])
        stream.write(tarred({"zeros": ZEROS * 8}, "w"))
    found, (trouble,) = handed_in(made.getvalue(), "work.tgz", tmp_path)
    assert found == []
    assert f"more than {archives.MOST_INNER_BYTES >> 20} MB" in trouble.reason


def test_archives_are_entered_to_a_depth(tmp_path: Path) -> None:
    """Also one that has itself in it."""
    (found,), troubles = handed_in(nested(walk.MOST_ARCHIVES), "work.zip", tmp_path)
    assert found.source.decode() == LOOP and troubles == []
    found_none, (trouble,) = handed_in(nested(50), "work.zip", tmp_path)
    assert found_none == [] and "too deep" in trouble.reason


def test_archives_in_archives_take_a_bounded_time(tmp_path: Path) -> None:
    """A hundred in each of a hundred, each with sixteen megabytes: no more of them than some."""
    inner = tarred({"zeros": ZEROS})
    for pack in (zipped, tarred):
        made = pack({f"{n}.zip": zipped({f"{m}.tgz": inner for m in range(9)}) for n in range(99)})
        found, troubles = handed_in(made, "work.zip", tmp_path / pack.__name__)
        assert found == []
        assert 2 < len(troubles) < 30


@pytest.mark.parametrize("name", ["{}.txt", "{}.py", "{}/train.py"])
def test_very_many_members_are_not_read(name: str, tmp_path: Path) -> None:
    """An archive with more members than a student writes files is told as such."""
    made = zipped({name.format(n): b"" for n in range(archives.MOST_INNER_MEMBERS + 1)})
    found, (trouble,) = handed_in(made, "work.zip", tmp_path)
    assert found == []
    assert str(archives.MOST_INNER_MEMBERS) in trouble.reason


def test_very_many_attempts_are_not_read(tmp_path: Path) -> None:
    """Of a thousand loops for one exercise the first twenty are attempts, and that is told."""
    made = zipped({f"{n}/train.py": LOOP for n in range(1000)})
    found, (trouble,) = handed_in(made, "work.zip", tmp_path)
    assert len(found) == 20
    assert '1000 files for "exercise-01"' in trouble.reason


def test_very_many_files_in_folders_are_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies near the top counts, and the rest is told."""
    monkeypatch.setattr(walk, "MOST_FILES", 50)
    tree = {f"ana/data/{n}/x.txt": b"" for n in range(100)}
    place = written({"ana/train.py": LOOP, **tree, **BEN}, "folder", tmp_path)
    found, troubles = collected(place, ONE)
    assert [each.student.key for each in found] == ["ana", "ben"]
    (trouble,) = troubles
    assert "more than" in trouble.reason


def overlapping() -> bytes:
    """A zip whose directory names one member's bytes a thousand times."""
    made = zipped({"0000.py": LOOP})
    at = made.index(b"PK\1\2")
    end = made.index(b"PK\5\6")
    entries = b"".join(made[at:end].replace(b"0000", b"%04d" % n) for n in range(1000))
    tail = made[end : end + 12] + struct.pack("<LLH", len(entries), at, 0)
    return made[:at] + entries + tail


DAMAGED: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut-off": (lambda: zipped({"train.py": LOOP})[:-30], "no zip archive"),
    "no-zip": (lambda: b"Rar!\x1a\x07\x00" + bytes(99), "no zip archive"),
    "empty": (lambda: b"", "no zip archive"),
    "a-lying-size": (
        lambda: zipped({"train.py": LOOP}).replace(struct.pack("<L", len(LOOP)), b"\1\0\0\0"),
        "damaged",
    ),
    "a-lying-directory": (
        lambda: (m := zipped({"train.py": LOOP}))[:-10] + b"\xff" * 8 + m[-2:],
        "no zip archive",
    ),
    "other-bytes": (lambda: zipped({"train.py": bytes(500)}).replace(b"c`", b"b`", 1), "damaged"),
    "encrypted": (
        lambda: zipped({"train.py": LOOP}).replace(b"\x14\3\x14\0\0", b"\x14\3\x14\0\1"),
        "encrypted",
    ),
}


@pytest.mark.parametrize(("make", "told"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_archive_is_its_students_trouble(
    make: Callable[[], bytes], told: str, tmp_path: Path
) -> None:
    """Cut off, encrypted, or lying about itself: told, with what to ask for."""
    found, (trouble,) = handed_in(make(), "work.zip", tmp_path)
    assert found == []
    assert told in trouble.reason


def test_members_that_share_their_bytes_are_bounded(tmp_path: Path) -> None:
    """Each is read as what it is, and no more of them than are ever read."""
    found, troubles = handed_in(overlapping(), "work.zip", tmp_path)
    assert len(found) == 20
    assert len(troubles) == 1


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_methods_of_packing_are_told(method: int, tmp_path: Path) -> None:
    """Their programs unpack more at once than anybody bounds."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("train.py", LOOP)
    found, (trouble,) = handed_in(made.getvalue(), "work.zip", tmp_path)
    assert found == [] and "method" in trouble.reason


@pytest.mark.parametrize("name", ["work.rar", "work.7z", "work.tar.xz", "train.py.gz"])
def test_archives_that_are_not_read_are_told(name: str, tmp_path: Path) -> None:
    """A student who packs otherwise is not told to have handed in nothing."""
    found, (trouble,) = handed_in(b"x", name, tmp_path)
    assert found == [] and ".zip" in trouble.hint


def test_an_archive_is_what_it_is_whatever_it_is_called(tmp_path: Path) -> None:
    """A tar named like a zip is read, and a zip named like a tar."""
    for name, made in (("a.zip", tarred({"train.py": LOOP})), ("a.tgz", nested(1))):
        (found,), troubles = handed_in(made, name, tmp_path / name)
        assert found.source.decode() == LOOP and troubles == []


def flipped(made: bytes, at: int) -> bytes:
    """The bytes with one bit of one of them turned."""
    return made[:at] + bytes([made[at] ^ 1]) + made[at + 1 :]


def stored() -> bytes:
    """A .tar.gz that is not compressed: a flipped bit is one in the loop's text."""
    return gzip.compress(tarred({"exercise-01/train.py": LOOP}, "w"), 0, mtime=0)


PACKED = tarred({"exercise-01/train.py": LOOP, "more.txt": "more " * 999})
GZIPS: dict[str, bytes] = {
    "a-bit-of-the-text": flipped(stored(), stored().index(b"pass")),
    "a-bit-in-the-middle": flipped(PACKED, len(PACKED) // 2),
    "a-wrong-checksum": flipped(PACKED, len(PACKED) - 6),
    "a-wrong-length": flipped(PACKED, len(PACKED) - 2),
    "no-trailer": PACKED[:-8],
    "a-cut-trailer": PACKED[:-1],
    "cut-off": PACKED[: len(PACKED) // 2],
    "a-second-that-is-damaged": PACKED + flipped(PACKED, len(PACKED) - 6),
    "a-tar-that-is-cut-off": gzip.compress(tarred({"train.py": LOOP}, "w")[:1024]),
    "a-plain-tar-that-is-cut-off": tarred({"train.py": LOOP}, "w")[:1024],
    "a-plain-tar-cut-within-a-file": tarred({"train.py": LOOP}, "w")[:540],
}


@pytest.mark.parametrize("made", GZIPS.values(), ids=GZIPS)
def test_of_a_damaged_tar_nothing_is_graded(made: bytes, tmp_path: Path) -> None:
    """What a flipped bit left of a loop is not what was handed in: it is told, at any place."""
    found, (trouble,) = handed_in(made, "work.tar.gz", tmp_path)
    assert found == [] and "is damaged" in trouble.reason
    place = written({"ana.tgz": made, **BEN}, "folder", tmp_path, "flat")
    (ben,), (trouble,) = collected(place, ONE)
    assert ben.student.key == "ben" and "is damaged" in trouble.reason
    assert trouble.student is not None and trouble.student.key == "ana"
    place = tmp_path / "place.tar.gz"
    place.write_bytes(made)
    with pytest.raises(UsageError, match="is damaged"):
        collected(place, ONE)


def test_what_stands_behind_a_whole_gzip_is_no_damage(tmp_path: Path) -> None:
    """Programs fill up blocks, and gzip itself leaves out what follows."""
    for more in (bytes(512), b"garbage", gzip.compress(b"")):
        (found,), troubles = handed_in(PACKED + more, "work.tar.gz", tmp_path)
        assert found.source.decode() == LOOP and troubles == []


def test_a_long_name_in_a_tar_is_not_taken_into_memory(tmp_path: Path) -> None:
    """A header may claim any length for the name that follows it."""
    made = bytearray(tarred({"train.py": LOOP}, "w"))
    made[156:157] = b"L"
    made[124:136] = b"\x80" + (1 << 40).to_bytes(11, "big")
    block = bytearray(made[:512])
    block[148:156] = b" " * 8
    made[148:156] = b"%06o\0 " % sum(block)
    found, (trouble,) = handed_in(bytes(made), "work.tar", tmp_path)
    assert found == [] and "bytes" in trouble.reason


@pytest.mark.parametrize("limit", ["ZIP_FILECOUNT_LIMIT", "ZIP64_LIMIT"])
@pytest.mark.parametrize("before", [b"", b"#!/bin/sh\n"])
def test_large_archives_are_read(
    limit: str, before: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With 64-bit numbers, for more than 65,535 members or 4 GB, and with a program before it."""
    monkeypatch.setattr(zipfile, limit, 1)
    place = tmp_path / "class.zip"
    place.write_bytes(before + zipped({f"s{n}/train.py": loop(str(n)) for n in range(3)}))
    found, troubles = collected(place, ONE)
    assert [each.source.decode() for each in found] == [loop(str(n)) for n in range(3)]
    assert troubles == []


def test_a_gzip_is_read_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """In any order, over several streams in one, with few states kept."""
    monkeypatch.setattr(inflate, "SPACING", 1000)
    monkeypatch.setattr(inflate, "MOST_MARKS", 8)
    monkeypatch.setattr(inflate, "BLOCK", 512)
    text = b"".join(b"%07d\n" % n for n in range(10_000))
    parts = [gzip.compress(text[n : n + 30_000]) for n in range(0, len(text), 30_000)]
    stream = inflate.Inflated(io.BytesIO(b"".join(parts) + bytes(99)), "a.tgz", 1 << 20)
    for place in [0, 9999, 5, 7000, 6999, 3, 9998, 1, 5000, *range(0, 9999, 371)]:
        stream.seek(8 * place)
        assert stream.read(8) == b"%07d\n" % place
    stream.seek(len(text) - 3)
    assert stream.read(99) == text[-3:]
    assert stream.read(1) == b""
