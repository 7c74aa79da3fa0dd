"""What a student hands in is read or told, whatever it is, and costs nobody else anything."""

from __future__ import annotations

import errno
import io
import os
import socket
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from handed_in import LOOP, collected, loop, tarred, written, zipped

from grader.classroom.collect import collect
from grader.classroom.submission import Submission, Trouble
from grader.classroom.tree import folded
from grader.errors import UsageError

ONE = ("exercise-01",)
BEN = {"ben/train.py": loop("b")}
posix = pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")


def beside_ben(place: Path) -> list[Trouble]:
    """The troubles at a place where Ben handed in what is right, and nobody else did."""
    found, troubles = collected(place, ONE)
    assert [each.student.key for each in found] == ["ben"]
    assert found[0].source.decode() == loop("b")
    for trouble in troubles:
        shown = (trouble.file, trouble.reason, trouble.hint)
        assert all(text.isprintable() for text in shown)
        assert '"' in trouble.reason and trouble.hint
        assert len(trouble.reason) < 1500
    return troubles


def anas(troubles: list[Trouble]) -> str:
    """The one trouble that there is, told of Ana."""
    (trouble,) = troubles
    assert trouble.student is not None and trouble.student.key == "ana"
    assert trouble.file.startswith("class")
    return trouble.reason


# ---------------------------------------------------------------------- the place


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        pytest.param("none", None, "There is no", id="missing"),
        pytest.param("none.zip", None, "There is no", id="missing-zip"),
        pytest.param("a.py", b"x", "neither a folder nor an archive", id="a-file"),
        pytest.param("a.zip", b"", "no zip archive", id="an-empty-zip"),
        pytest.param("a.zip", b"PK\3\4" + b"x" * 99, "no zip archive", id="a-cut-zip"),
        pytest.param("a.tar", b"x" * 999, "no tar archive", id="no-tar"),
        pytest.param("a.tar.gz", b"\x1f\x8b" + b"x" * 99, "damaged", id="no-gzip"),
        pytest.param("a.tgz", b"", "no tar archive", id="an-empty-tgz"),
    ],
)
def test_a_place_that_can_not_be_read_is_wrong_usage(
    name: str, content: bytes | None, told: str, tmp_path: Path
) -> None:
    """Only what the instructor named ends the command."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=told) as error:
        list(collect(tmp_path / name, ONE))
    assert error.value.hint


@pytest.mark.parametrize("form", ["folder", "zip", "tar"])
def test_an_empty_place_is_no_error(form: str, tmp_path: Path) -> None:
    """Where nobody has handed in anything, there is nothing."""
    (tmp_path / "class").mkdir()
    place = tmp_path / "class" if form == "folder" else written({}, form, tmp_path)
    assert collected(place) == ([], [])


# ---------------------------------------------------------------------- names in archives

LEADING_OUT = {
    "upwards": "../evil.py",
    "upwards-within": "ana/../../evil.py",
    "absolute": "/tmp/evil.py",
    "a-drive": "C:/evil.py",
    "a-drive-within": "ana/D:evil.py",
    "backslashes": "ana\\..\\..\\evil.py",
    "backslashes-to-a-drive": "ana\\C:\\evil.py",
    "backslashes-from-the-root": "\\evil.py",
    "backslashes-upwards": "..\\evil.py",
    "deep": "ana/" + "a/" * 50 + "train.py",
    "long": "ana/" + "x" * 5000 + ".py",
}


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("name", LEADING_OUT.values(), ids=LEADING_OUT)
def test_names_that_lead_elsewhere_are_told(
    name: str, pack: Callable[[Any], bytes], tmp_path: Path
) -> None:
    """A name is only a name: nothing is looked for where it leads, and nothing written there."""
    suffix = "zip" if pack is zipped else "tar.gz"
    (tmp_path / "in").mkdir()
    place = tmp_path / "in" / f"class.{suffix}"
    place.write_bytes(pack({name: "x = 1", **BEN}))
    before = sorted(tmp_path.rglob("*"))
    (trouble,) = beside_ben(place)
    assert trouble.student is None or trouble.student.key == "ana"
    assert sorted(tmp_path.rglob("*")) == before


def test_the_same_holds_in_what_a_student_packed(tmp_path: Path) -> None:
    """In a student's own archive it is the student's trouble."""
    for name in LEADING_OUT.values():
        place = written({"ana/work.zip": zipped({name: "x"}), **BEN}, "folder", tmp_path)
        assert '"class/ana/work.zip' in anas(beside_ben(place))


def test_backslashes_in_a_zip_are_separators(tmp_path: Path) -> None:
    """Windows has made zips with them; in a tar a name with one is another system's, and told."""
    tree = {"ana\\exercise-01\\train.py": loop("a"), "ana\\x\\": "", **BEN}
    (tmp_path / "class.zip").write_bytes(zipped(tree))
    found, troubles = collected(tmp_path / "class.zip")
    assert [(e.student.key, e.file) for e in found] == [
        ("ana", "class.zip/ana/exercise-01/train.py")
    ]
    assert [t.student.key for t in troubles if t.student] == ["ben"]
    place = written({"ana/work.zip": zipped(tree), **BEN}, "folder", tmp_path)
    found, troubles = collected(place, ONE)
    assert troubles == []
    assert found[0].file == "class/ana/work.zip/ana/exercise-01/train.py"
    (tmp_path / "class.tar.gz").write_bytes(tarred({"ana\\train.py": LOOP, **BEN}))
    (trouble,) = beside_ben(tmp_path / "class.tar.gz")
    assert "another system" in trouble.reason


def test_a_name_that_is_there_twice_is_told(tmp_path: Path) -> None:
    """Programs differ in which of two members they take: the first is read, the second told."""
    twice = [("ana/train.py", loop("1")), ("ana/train.py", loop("2")), *BEN.items()]
    place = tmp_path / "class.zip"
    place.write_bytes(zipped(twice))
    found, troubles = collected(place, ONE)
    assert [each.source.decode() for each in found] == [loop("1"), loop("b")]
    assert "is there twice" in anas(troubles)


@pytest.mark.parametrize("form", ["folder", "zip"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Ana", "ana", id="case"),
        pytest.param(
            unicodedata.normalize("NFC", "Zoë"), unicodedata.normalize("NFD", "Zoë"), id="form"
        ),
    ],
)
def test_names_that_systems_can_not_tell_apart_are_one_students(
    one: str, other: str, form: str, tmp_path: Path
) -> None:
    """Nothing is thrown away: what lies in both is attempts, and that they were taken for one."""
    tree = {f"{one}/train.py": loop("1"), f"{other}/my loop.py": loop("2"), **BEN}
    if form == "folder" and len(list(written(tree, form, tmp_path).iterdir())) < 3:
        return  # this disk can't tell them apart either
    found, (trouble,) = collected(written(tree, form, tmp_path), ONE)
    assert sorted(each.source.decode() for each in found) == [loop("1"), loop("2"), loop("b")]
    assert {each.student.key for each in found} == {folded(one), "ben"}
    assert f'/{one}"' in trouble.reason and f'/{other}"' in trouble.reason
    assert "taken for one student" in trouble.reason and "run it again" in trouble.hint
    assert trouble.student is not None and trouble.student.key == folded(one)


@pytest.mark.parametrize("other", ["ana ", "ANA", " ana"])
def test_names_that_differ_in_spaces_are_one_students(other: str, tmp_path: Path) -> None:
    """So are folders whose names look the same, and each file at the top that is named so."""
    for way in ("{}/train.py", "{}/exercise-01/train.py", "{}.py"):
        tree = {way.format("ana"): loop("1"), way.format(other): loop("2"), **BEN}
        found, troubles = collected(written(tree, "zip", tmp_path), ONE)
        assert sorted(each.source.decode() for each in found) == [loop("1"), loop("2"), loop("b")]
        assert {each.student.key for each in found} == {"ana", "ben"}
        assert len(troubles) == 1 or way == "{}.py"


def test_files_that_differ_in_case_are_both_read(tmp_path: Path) -> None:
    """In one student's folder nothing is thrown away for its name, nor told."""
    names = ["train.py", "Train.py", "x/TRAIN.py", "X/train.PY"]
    tree = {f"ana/{name}": loop(name) for name in names}
    found, troubles = collected(written(tree, "zip", tmp_path), ONE)
    assert sorted(each.source.decode() for each in found) == sorted(map(loop, names))
    assert troubles == []


def test_one_number_in_two_assignments_is_not_one_student(tmp_path: Path) -> None:
    """Moodle counts participants anew in each: who is called otherwise is somebody else."""
    tree = {f"exercise-0{n}/{who}_7_assignsubmission_file_/train.py": loop(who)
            for n, who in ((1, "Ana"), (2, "Ben"))}  # fmt: skip
    (found,), (trouble,) = collected(written(tree, "zip", tmp_path))
    assert found.student.name == "Ana"
    assert "Ben" in trouble.reason and "different students" in trouble.reason


def test_one_key_is_never_two_students(tmp_path: Path) -> None:
    """Where a system gives two people one number, the second is a trouble that names both."""
    people = "".join(
        f"submission_{n}:\n  :submitters:\n  - :sid: 7\n    :email: s{n}@x.org\n" for n in (1, 2)
    )
    tree = {"submission_1/train.py": loop("1"), "submission_2/train.py": loop("2")}
    tree["submission_metadata.yml"] = people
    (found,), (trouble,) = collected(written(tree, "zip", tmp_path), ONE)
    assert found.source.decode() == loop("1")
    assert '"class.zip/submission_1"' in trouble.reason
    assert '"class.zip/submission_2"' in trouble.reason


NAMES = {
    "newline": "a\nb",
    "bidi": "a\u202eb",
    "control": "a\x1b[2Jb",
    "other-control": "a\x1c[2Jb",
    "half": "a\udc80b",
    "zero-width": "a\u200bb",
    "long": "x" * 200,
    "emoji": "👩\u200d🏫",
    "arabic": "مريم",
    "wide-space": "山田\u3000花子",
    "windows": "CON. ",
    "dots": "..a",
    "percent": "%s{0}",
}


@posix
@pytest.mark.parametrize("form", ["folder", "zip", "tar"])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_any_name_is_shown_on_one_line(name: str, form: str, tmp_path: Path) -> None:
    """Files, names and keys can be printed, whatever is in them, and students stay apart."""
    if form == "zip" and "\udc80" in name:
        name = "a\u0085b"  # a zip has no half characters
    tree = {f"{name}/train.py": LOOP, f"{name}2/train.py": LOOP}
    try:
        place = written(tree, form, tmp_path)
    except OSError:
        pytest.fail("this disk takes any name")
    found, troubles = collected(place, ONE)
    assert troubles == []
    shown = {(each.file, each.student.key, each.student.name) for each in found}
    assert len({key for _, key, _ in shown}) == 2
    assert all(text.isprintable() and text.strip() and len(text) < 300 for s in shown for text in s)


def test_names_in_old_encodings_are_read(tmp_path: Path) -> None:
    """A zip whose names are neither UTF-8 nor say so is read, and so is one that lies about it."""
    made = zipped({"J\xe9r\xf4me/train.py": loop("j"), **BEN})
    raw = "J\xe9r\xf4me".encode()
    for bad in (b"J\x82r\x93mexx", b"J\xff\xfe\x80mexx"):
        place = tmp_path / "class.zip"
        place.write_bytes(made.replace(raw, bad))
        found, troubles = collected(place, ONE)
        assert troubles == []
        assert [each.source.decode() for each in found] == [loop("b"), loop("j")]
    assert found[1].student.name.isprintable()


def test_a_zero_in_a_name_is_told(tmp_path: Path) -> None:
    """Some programs end a name there, others don't."""
    place = tmp_path / "class.zip"
    place.write_bytes(zipped({"ana/a~py.py": LOOP, **BEN}).replace(b"a~py", b"a\0py"))
    assert "0x00" in anas(beside_ben(place))


# ---------------------------------------------------------------------- what is no file


@posix
def test_what_is_no_regular_file_is_never_touched(tmp_path: Path) -> None:
    """Links, pipes, sockets and devices are told; nothing waits, and no link is followed."""
    secret = tmp_path / "secret.py"
    secret.write_text(LOOP, encoding="utf-8")
    place = written(BEN, "folder", tmp_path)
    (place / "ana").mkdir()
    kinds: dict[str, Callable[[Path], Any]] = {
        "link.py": lambda path: path.symlink_to(secret),
        "circle.py": lambda path: path.symlink_to(path),
        "folder": lambda path: path.symlink_to(tmp_path),
        "pipe.py": os.mkfifo,
        "socket.py": _bind,
    }
    for name, make in kinds.items():
        make(place / "ana" / name)
    (place / "cem").symlink_to(tmp_path, target_is_directory=True)
    troubles = beside_ben(place)
    assert sorted(t.file for t in troubles) == sorted(
        ["class/cem", *(f"class/ana/{name}" for name in kinds)]
    )
    assert all("link" in t.reason or "regular" in t.reason for t in troubles)
    assert {t.student.key for t in troubles if t.student} == {"ana", "cem"}


@posix
def test_troubles_with_other_exercises_are_left_out(tmp_path: Path) -> None:
    """Who collects one exercise is told of that one."""
    place = written(BEN, "folder", tmp_path)
    for name in ("exercise-01", "exercise-02"):
        (place / "ana" / name).mkdir(parents=True)
        (place / "ana" / name / "train.py").symlink_to("/dev/null")
    _, (trouble,) = collected(place, ONE)
    assert trouble.exercise == "exercise-01"
    assert trouble.file == "class/ana/exercise-01/train.py"


def _bind(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(path))


KINDS = {
    "symbolic": tarfile.SYMTYPE,
    "hard": tarfile.LNKTYPE,
    "pipe": tarfile.FIFOTYPE,
    "character-device": tarfile.CHRTYPE,
    "block-device": tarfile.BLKTYPE,
    "sparse": tarfile.GNUTYPE_SPARSE,
    "unknown": b"Z",
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_is_no_regular_file_in_a_tar_is_told(kind: bytes, tmp_path: Path) -> None:
    """A link in a tar is not followed either, not even to another member."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, text in BEN.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
        link = tarfile.TarInfo("ana/train.py")
        link.type, link.linkname = kind, "../ben/train.py"
        archive.addfile(link)
    (tmp_path / "class.tar").write_bytes(made.getvalue())
    reason = anas(beside_ben(tmp_path / "class.tar"))
    assert "link" in reason or "regular" in reason


def test_a_link_in_a_zip_is_told(tmp_path: Path) -> None:
    """Its content is the way to something else, not a loop."""
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        link = zipfile.ZipInfo("ana/train.py")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("ben/train.py", loop("b"))
    assert "link" in anas(beside_ben(tmp_path / "class.zip"))


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ENOENT, errno.ENAMETOOLONG])
def test_a_file_that_can_not_be_read_is_told(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No permission, a broken disk, a file that vanished: a trouble with what to do."""
    place = written({"ana/train.py": LOOP, **BEN}, "folder", tmp_path)
    whole = os.open

    def fail(path: Any, *more: Any, **named: Any) -> int:
        if "ana" in str(path):
            raise OSError(number, os.strerror(number))
        return whole(path, *more, **named)

    monkeypatch.setattr(os, "open", fail)
    assert '"class/ana/train.py"' in anas(beside_ben(place))


def test_a_folder_that_vanishes_meanwhile_is_told(tmp_path: Path) -> None:
    """Somebody tidies up while a class is collected."""
    place = written({"ana/train.py": LOOP, "ben/train.py": LOOP}, "folder", tmp_path)
    going = collect(place, ONE)
    assert isinstance(next(going), Submission)
    (place / "ben" / "train.py").unlink()
    (place / "ben").rmdir()
    (trouble,) = going
    assert isinstance(trouble, Trouble) and "is gone" in trouble.reason
