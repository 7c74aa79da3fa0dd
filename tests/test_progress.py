"""What the course folder remembers: written whole, shared, and never lost."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import COURSE, ROOT
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader import progress
from grader.cli.memory import remember
from grader.errors import ProgressProblem
from grader.exercise import load
from grader.overview import overview
from grader.pipeline import Task
from grader.progress import FOLDER, MOST_GRADED, Graded, Progress, Standing
from grader.verdict import Diagnosis, Verdict

WORKER = """
import sys
from pathlib import Path
from grader.progress import change
from grader.verdict import Verdict
course, name, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(times):
    content = f"{name} {number}".encode() * 999
    verdict = Verdict(f"exercise-{name}-{number}", "train.py", "passed")
    change(course, lambda known: known.with_verdict(verdict, content), sys.exit)
"""
GRADED = {
    "content": "0" * 64,
    "status": "passed",
    "code": None,
    "line": None,
    "bonus": False,
    "when": "2026-11-21T21:51:00+00:00",
    "question": "",
}
STANDING = {"graded": [GRADED], "hints": 1, "quiz_right": 2, "quiz_of": 3, "hints_on": {"x": 1}}
WHOLE = {"format_version": 1, "exercises": {"exercise-01": STANDING}}


def write(course: Path, content: bytes | object) -> Path:
    """Put a file where progress lies."""
    file = progress.folder_of(course) / "progress.json"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return file


def passed(name: str = "exercise-01", status: Any = "passed", **more: Any) -> Verdict:
    """A verdict."""
    found = Diagnosis("backward-missing", "", "", 16, "What?") if status == "failed" else None
    return Verdict(name, "train.py", status, diagnosis=found, **more)


def keep(course: Path, verdict: Verdict, content: bytes = b"pass") -> Progress:
    """Keep a verdict; nothing may be said."""
    return progress.change(course, lambda p: p.with_verdict(verdict, content), pytest.fail)


def asides(course: Path) -> list[Path]:
    """What was set aside."""
    return sorted((course / FOLDER).glob("progress-*.json"))


@contextmanager
def worker(course: Path, name: str, times: int) -> Iterator[subprocess.Popen[bytes]]:
    """A process that keeps verdicts as soon as it is told to; it is ended at last."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(course), name, str(times)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"ready"
        yield process
    finally:
        process.kill()
        process.communicate()


def go(process: subprocess.Popen[bytes]) -> None:
    """Let a worker begin."""
    assert process.stdin is not None
    process.stdin.write(b"\n")
    process.stdin.flush()


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    """All of a standing comes back as it was kept, and another exercise's stays."""
    standing = Standing((Graded(**GRADED),), 2, 1, 3, {"zero-grad-missing": 2})
    progress.change(tmp_path, lambda p: p.with_standing("exercise-01", standing), pytest.fail)
    after = keep(tmp_path, passed("exercise-02", "failed"))
    assert progress.read(tmp_path, pytest.fail) == after
    assert after.of("exercise-01") == standing
    assert after.of("exercise-02").graded[0].line == 16
    assert after.of("exercise-03") == Standing()


def test_reading_makes_nothing(tmp_path: Path) -> None:
    """Where nothing is remembered, reading says nothing and leaves no file behind."""
    assert progress.read(tmp_path, pytest.fail) == Progress()
    assert list(tmp_path.iterdir()) == []


def test_git_ignores_the_folder(tmp_path: Path) -> None:
    """Progress is the student's own: the folder tells git to leave it out."""
    keep(tmp_path, passed())
    assert (tmp_path / FOLDER / ".gitignore").read_text(encoding="ascii") == "*\n"


def test_git_ignores_a_folder_that_was_left_half_made(tmp_path: Path) -> None:
    """A process that was killed once the folder was there is made up for by the next."""
    (tmp_path / FOLDER).mkdir()
    keep(tmp_path, passed())
    assert (tmp_path / FOLDER / ".gitignore").read_text(encoding="ascii") == "*\n"


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_process_leaves_whole_progress(tmp_path: Path, seed: int) -> None:
    """Killed at any moment of a write, the file reads as the old or the new progress."""
    chance = random.Random(seed)
    before: set[str] = set()
    for life in range(6):
        with worker(tmp_path, f"{seed}-{life}", 10_000) as process:
            go(process)
            end = time.perf_counter() + chance.uniform(0, 0.08)
            while time.perf_counter() < end:
                pass
            process.kill()
            process.wait()
        found = set(progress.read(tmp_path, pytest.fail).exercises)
        own = len([name for name in found if name.startswith(f"exercise-{seed}-{life}-")])
        assert before <= found
        assert {f"exercise-{seed}-{life}-{n}" for n in range(own)} <= found
        before = found
    keep(tmp_path, passed("at-last"))
    left = {file.name for file in (tmp_path / FOLDER).iterdir()} - {"lock"}
    assert left == {"progress.json", ".gitignore"}


def test_what_a_killed_process_left_does_no_harm(tmp_path: Path) -> None:
    """Half a file beside the progress is neither read nor in the way."""
    keep(tmp_path, passed())
    for name in ("progress.new", ".progress.json.123.gradlings-new"):
        (tmp_path / FOLDER / name).write_bytes(b'{"format_version": 1, "exer')
    assert keep(tmp_path, passed("exercise-02")) == progress.read(tmp_path, pytest.fail)


def test_terminals_at_once_lose_nothing(tmp_path: Path) -> None:
    """Three processes that keep verdicts at the same time all find theirs."""
    with (
        worker(tmp_path, "a", 25) as one,
        worker(tmp_path, "b", 25) as two,
        worker(tmp_path, "c", 25) as three,
    ):
        for process in (one, two, three):
            go(process)
        for process in (one, two, three):
            assert process.wait(60) == 0
    found = progress.read(tmp_path, pytest.fail).exercises
    assert set(found) == {f"exercise-{name}-{n}" for name in "abc" for n in range(25)}


BROKEN = {
    "empty": b"",
    "binary": b"\x7fELF\0\0\1\2",
    "not-utf8": b'{"format_version": 1, "exercises": {"\xff": 1}}',
    "truncated": json.dumps(WHOLE).encode()[:-9],
    "list": b"[]",
    "number": b"1",
    "null": b"null",
    "NaN": b"NaN",
    "no-version": b"{}",
    "version-text": {**WHOLE, "format_version": "1"},
    "version-null": {**WHOLE, "format_version": None},
    "version-0": {**WHOLE, "format_version": 0},
    "version-NaN": {**WHOLE, "format_version": float("nan")},
    "deep": b"[" * 100_000,
    "deep-value": b'{"format_version": 1, "x": ' + b"[" * 500 + b"]" * 500 + b"}",
    "exercises-list": {"format_version": 1, "exercises": []},
    "standing-list": {"format_version": 1, "exercises": {"exercise-01": []}},
    "infinite-hints": {"format_version": 1, "exercises": {"x": {"hints": float("inf")}}},
    "huge-number": b'{"format_version": 1, "exercises": {"x": {"hints": 1' + b"0" * 5000 + b"}}}",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_set_aside(tmp_path: Path, content: bytes | object) -> None:
    """What is no progress is kept under a dated name and said, whoever meets it first."""
    for act in (
        lambda say: progress.read(tmp_path, say),
        lambda say: progress.change(tmp_path, lambda p: p.with_verdict(passed(), b""), say),
    ):
        told: list[str] = []
        file = write(tmp_path, content)
        written = file.read_bytes()
        act(told.append)
        assert len(told) == 1
        (aside,) = asides(tmp_path)
        assert f'It is kept as "{aside.name}"' in told[0]
        assert aside.read_bytes() == written
        aside.unlink()
    assert progress.read(tmp_path, pytest.fail).of("exercise-01").graded


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (place, value)
        for place, values in {
            "content": (None, 1, ["x"]),
            "status": (None, True, "a\x1b[31m"),
            "code": (1, [], "two\nlines"),
            "line": ("1", -1, True, 1.5, float("nan")),
            "bonus": (None, 1, "yes"),
            "when": (None, 0, {}),
            "question": (None, 1),
            "hints": (None, "1", -1, True, 1e300),
            "quiz_right": ("1", -1, [], float("inf")),
            "quiz_of": (1.5, {}),
            "hints_on": (None, [], {"x": "1"}),
            "graded": (None, {}, "x", [1], [{}]),
        }.items()
        for value in values
    ],
)
def test_a_value_of_a_wrong_type_is_damage(tmp_path: Path, place: str, value: object) -> None:
    """A value that could not be shown or compared later is found on reading."""
    standing: dict[str, Any] = {**STANDING, "graded": [GRADED]}
    if place in GRADED:
        standing["graded"] = [{**GRADED, place: value}]
    else:
        standing[place] = value
    write(tmp_path, {"format_version": 1, "exercises": {"exercise-01": standing}})
    told: list[str] = []
    assert progress.read(tmp_path, told.append) == Progress()
    assert 'progress.json" is damaged. It is kept as' in told[0]


def test_a_newer_format_is_set_aside(tmp_path: Path) -> None:
    """What a newer gradlings wrote in another format is kept, and said to be that."""
    write(tmp_path, {"format_version": 2, "anything": [1]})
    told: list[str] = []
    progress.read(tmp_path, told.append)
    assert "was written by a newer gradlings (format 2). It is kept as" in told[0]
    assert json.loads(asides(tmp_path)[0].read_bytes()) == {"format_version": 2, "anything": [1]}


def test_two_set_aside_in_one_second_both_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many are set aside in one second, each keeps a name of its own."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Stopped:
            return cls(2026, 11, 21, 21, 51, tzinfo=tz)

    monkeypatch.setattr(progress, "datetime", Stopped)
    for number in range(120):
        write(tmp_path, str(number).encode())
        progress.read(tmp_path, lambda told: None)
    assert {file.read_bytes() for file in asides(tmp_path)} == {b"%d" % n for n in range(120)}
    assert (tmp_path / FOLDER / "progress-20261121-215100.json").read_bytes() == b"0"


def test_what_another_terminal_has_mended_is_not_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who meets damage looks again once alone: what is whole by then is read."""
    write(tmp_path, b"damaged")
    really = FileLock.acquire

    def mended_meanwhile(self: FileLock, *arguments: Any, **more: Any) -> Any:
        write(tmp_path, WHOLE)
        return really(self, *arguments, **more)

    monkeypatch.setattr(FileLock, "acquire", mended_meanwhile)
    assert progress.read(tmp_path, pytest.fail).of("exercise-01").hints == 1
    assert asides(tmp_path) == []


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is far too large is set aside without being read into memory."""
    monkeypatch.setattr(progress, "MOST_BYTES", 1000)
    write(tmp_path, b"[" + b" " * 1000)
    told: list[str] = []
    assert progress.read(tmp_path, told.append) == Progress()
    assert "far too large" in told[0]
    assert len(asides(tmp_path)) == 1


def test_what_a_later_version_added_is_kept(tmp_path: Path) -> None:
    """Who goes back to this version and forth again loses nothing that the later one added."""
    graded, later = {**GRADED, "seconds": 1.5}, {"more": {"a": [None]}}
    standing = {**STANDING, "graded": [graded], "streak": 3, **later}
    write(tmp_path, {"format_version": 1, "exercises": {"exercise-01": standing}, "theme": "x"})
    keep(tmp_path, passed("exercise-02"))
    keep(tmp_path, passed("exercise-01"))
    written = json.loads((tmp_path / FOLDER / "progress.json").read_bytes())
    assert written["theme"] == "x"
    again = written["exercises"]["exercise-01"]
    assert {name: again[name] for name in ("streak", "more", "quiz_right")} == {
        **later,
        "streak": 3,
        "quiz_right": 2,
    }
    assert again["graded"][0] == graded


def test_progress_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    """Fields that came later have a value where they are missing."""
    old = {name: value for name, value in GRADED.items() if name != "question"}
    write(tmp_path, {"format_version": 1, "exercises": {"exercise-01": {"graded": [old]}}})
    standing = progress.read(tmp_path, pytest.fail).of("exercise-01")
    assert (standing.hints, standing.hints_on, standing.graded[0].question) == (0, {}, "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [*GRADED, *STANDING, "format_version", "exercises", "exercise-01", "x"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=30,
)


@st.composite
def spoiled(draw: st.DrawFn) -> object:
    """Progress, with something else at one or two places."""
    whole: Any = json.loads(json.dumps(WHOLE))
    for _ in range(draw(st.integers(1, 2))):
        at = whole
        for _ in range(draw(st.integers(0, 4))):
            inner = at.values() if isinstance(at, dict) else at
            deeper = [value for value in inner if isinstance(value, dict | list) and value]
            at = draw(st.sampled_from(deeper)) if deeper else at
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        at[draw(st.sampled_from(keys))] = draw(JSON)
    return whole


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200) | (JSON | spoiled()).map(lambda value: json.dumps(value).encode()))
def test_whatever_lies_there_is_read_or_set_aside(tmp_path: Path, content: bytes) -> None:
    """Any bytes are progress that can be shown and written again, or kept beside it."""
    shutil.rmtree(tmp_path / FOLDER, ignore_errors=True)
    file = write(tmp_path, content)
    told: list[str] = []
    known = progress.read(tmp_path, told.append)
    overview(COURSE, known)
    kept = [file.read_bytes() for file in asides(tmp_path)]
    assert kept == ([content] if told else [])
    assert told or file.read_bytes() == content
    after = keep(tmp_path, passed("exercise-02"))
    assert repr(progress.read(tmp_path, pytest.fail)) == repr(after)  # NaN is like no NaN


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    """Where a file has the folder's name, reading says so and a change is refused in words."""
    (tmp_path / FOLDER).write_bytes(b"mine")
    told: list[str] = []
    assert progress.read(tmp_path, told.append) == Progress()
    assert all(
        "is no folder, and progress is kept in one of that name: move it away" in t for t in told
    )
    with pytest.raises(ProgressProblem, match="is no folder, and progress is kept in one"):
        keep(tmp_path, passed())
    assert (tmp_path / FOLDER).read_bytes() == b"mine"


def test_a_file_that_cannot_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    """A folder or a pipe in the file's place is told, not waited for, and not touched."""
    file = progress.folder_of(tmp_path) / "progress.json"
    for make in (Path.mkdir, getattr(os, "mkfifo", Path.mkdir)):
        make(file)
        told: list[str] = []
        assert progress.read(tmp_path, told.append) == Progress()
        assert "can't be read: it is not a regular file. For now, nothing" in told[0]
        with pytest.raises(ProgressProblem, match="can't be read"):
            keep(tmp_path, passed())
        assert file.exists()
        if file.is_dir():
            file.rmdir()


def test_a_file_without_permission_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that may not be read is told and not touched; neither is anything lost."""
    before = keep(tmp_path, passed())
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", fails(DENIED))
        told: list[str] = []
        assert progress.read(tmp_path, told.append) == Progress()
        assert f"can't be read: {DENIED.strerror}" in told[0]
        with pytest.raises(ProgressProblem, match="can't be read"):
            keep(tmp_path, passed("exercise-02"))
    assert progress.read(tmp_path, pytest.fail) == before


def fails(error: OSError) -> Callable[..., Any]:
    """A function that fails so."""

    def fail(*arguments: object, **more: object) -> None:
        raise error

    return fail


FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
DENIED = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
READ_ONLY = OSError(errno.EROFS, os.strerror(errno.EROFS))


@pytest.mark.parametrize("error", [FULL, DENIED, READ_ONLY], ids=["full", "denied", "read-only"])
def test_a_file_that_cannot_be_written_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    """A full disk, no permission, a read-only disk: told in words, the old progress whole."""
    before = keep(tmp_path, passed())
    monkeypatch.setattr(progress, "PAUSE", 0)
    monkeypatch.setattr("os.fsync", fails(error))
    with pytest.raises(ProgressProblem) as told:
        keep(tmp_path, passed("exercise-02"))
    assert str(error.strerror) in told.value.message
    assert "progress.json\" can't be written" in told.value.message
    assert progress.read(tmp_path, pytest.fail) == before


@pytest.mark.parametrize("error", [DENIED, NotImplementedError()], ids=["denied", "no-locks"])
def test_damage_where_nothing_can_be_written_is_told_and_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    """A damaged file that can't be set aside is left where it is, and the reader goes on."""
    file = write(tmp_path, b"damaged")
    monkeypatch.setattr(FileLock, "acquire", fails(error))
    told: list[str] = []
    assert progress.read(tmp_path, told.append) == Progress()
    assert "is no progress of gradlings. It is left as it is" in told[0]
    assert file.read_bytes() == b"damaged"


def test_damage_that_cannot_be_moved_is_told_and_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only the moving fails, nothing is lost or written over."""
    file = write(tmp_path, b"damaged")
    monkeypatch.setattr(progress, "PAUSE", 0)
    monkeypatch.setattr(Path, "replace", fails(DENIED))
    told: list[str] = []
    assert progress.read(tmp_path, told.append) == Progress()
    assert "can't be moved aside" in told[0]
    with pytest.raises(ProgressProblem, match="can't be moved aside"):
        keep(tmp_path, passed())
    assert file.read_bytes() == b"damaged"


def test_a_reader_in_the_way_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a file that is being read can't be replaced: it is tried again."""
    refusals = [DENIED, DENIED]
    really = Path.replace

    def replaced(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return really(self, target)

    monkeypatch.setattr(progress, "PAUSE", 0)
    monkeypatch.setattr(Path, "replace", replaced)
    keep(tmp_path, passed())
    assert progress.read(tmp_path, pytest.fail).of("exercise-01").graded


def test_a_lock_held_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another process holds the lock, a change gives up; reading needs no lock."""
    before = keep(tmp_path, passed())
    monkeypatch.setattr(progress, "PATIENCE", 0.01)
    with FileLock(tmp_path / FOLDER / "lock"):
        with pytest.raises(ProgressProblem, match="another process holds"):
            keep(tmp_path, passed("exercise-02"))
        assert progress.read(tmp_path, pytest.fail) == before


def test_moving_the_course_keeps_what_is_known(tmp_path: Path) -> None:
    """Nothing in the file names the place where it lies."""
    before = keep(tmp_path, passed())
    moved = tmp_path.with_name(tmp_path.name + "-moved")
    tmp_path.rename(moved)
    assert progress.read(moved, pytest.fail) == before
    assert str(tmp_path) not in (moved / FOLDER / "progress.json").read_text(encoding="utf-8")


@pytest.fixture
def task(tmp_path: Path) -> Task:
    """A student's own attempt, in a course folder."""
    folder = tmp_path / "exercises" / "exercise-01"
    folder.mkdir(parents=True)
    (folder / "train.py").write_bytes(b"pass")
    return Task(load(COURSE.folder("exercise-01")), folder / "train.py", folder)


def test_a_verdict_that_cannot_be_kept_is_a_note(
    tmp_path: Path, task: Task, capsys: pytest.CaptureFixture[str]
) -> None:
    """What can't be kept is said beside the report, which stands."""
    (tmp_path / FOLDER).write_bytes(b"")
    remember([(task, passed(), b"pass")])
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Note: This verdict isn't kept for the overview: ")
    assert len(printed.err.splitlines()) == 1


def test_only_own_attempts_are_kept(tmp_path: Path, task: Task) -> None:
    """Another file, as with --file or --solution, leaves the overview as it was."""
    other = replace(task, file=COURSE.solution("exercise-01"))
    remember([(other, passed(), b"pass")])
    assert not (tmp_path / FOLDER).exists()


def test_verdicts_of_one_call_are_of_one_moment(tmp_path: Path, task: Task) -> None:
    """After `grade all` none of the exercises is the one that was graded last."""
    remember([(task, passed(name), b"pass") for name in ("exercise-01", "exercise-02")])
    known = progress.read(tmp_path, pytest.fail)
    assert len({s.graded[-1].when for s in known.exercises.values()}) == 1


def test_verdicts_in_one_second_have_an_order(tmp_path: Path) -> None:
    """Who grades twice in a second is still known to have graded the second one last."""
    whens = []
    for microsecond in (0, 10):
        when = datetime(2026, 11, 21, 21, 51, 0, microsecond, UTC)
        known = Progress().with_verdict(passed(), b"pass", when)
        whens.append(known.of("exercise-01").graded[-1].when)
    assert whens == sorted(set(whens))


def test_an_error_of_the_grader_is_no_verdict() -> None:
    """What the grader could not judge leaves a pass as it was."""
    before = Progress().with_verdict(passed(), b"pass")
    assert before.with_verdict(passed(status="error"), b"pass") == before
    assert Progress().with_verdict(passed(status="error"), b"pass") == Progress()


def test_the_latest_contents_are_remembered() -> None:
    """A content graded again is the last one and stands once; the oldest are forgotten."""
    known = Progress()
    for number in (*range(MOST_GRADED + 5), 7):
        known = known.with_verdict(passed(), b"%d" % number)
    standing = known.of("exercise-01")
    assert len(standing.graded) == MOST_GRADED
    assert standing.of(b"4") is None
    assert standing.graded[-1] == standing.of(b"7")


def test_line_ends_make_no_other_content() -> None:
    """Git may convert line ends, and Python reads all of them: the verdict is on the same code."""
    known = Progress().with_verdict(passed(), b"a\r\nb\r\n")
    standing = known.with_verdict(passed(), b"a\nb\n").of("exercise-01")
    assert len(standing.graded) == 1
    assert standing.of(b"a\r\nb\n") is not None
    for other in (b"\xef\xbb\xbfa\nb\n", b"a\nb", b"a\n\nb\n", None):
        assert standing.of(other) is None


def bonus_after(*verdicts: Verdict) -> bool:
    """Whether the bonus counts as passed after these verdicts on one content."""
    known = Progress()
    for verdict in verdicts:
        known = known.with_verdict(verdict, b"pass")
    return known.of("exercise-01").graded[-1].bonus


def test_a_bonus_stays_with_its_content() -> None:
    """A later pass without the bonus leaves it; a failure, or a bonus that fails, takes it."""
    with_bonus, without = passed(bonus=passed()), passed()
    missed = passed(bonus=passed(status="failed"))
    assert bonus_after(with_bonus)
    assert bonus_after(with_bonus, without)
    assert not bonus_after(with_bonus, passed(status="failed"))
    assert not bonus_after(with_bonus, passed(status="failed"), without)
    assert not bonus_after(with_bonus, missed)
    assert not bonus_after(without)
    known = Progress().with_verdict(with_bonus, b"pass").with_verdict(without, b"other")
    assert not known.of("exercise-01").graded[-1].bonus
