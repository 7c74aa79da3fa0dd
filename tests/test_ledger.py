"""A class's ledger: nothing lost, nothing twice, nothing half-written."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from grader.classroom.ledger import NAME, Edition, Entry, Ledger
from grader.classroom.submission import Student, Submission
from grader.errors import EnvironmentProblem, UsageError
from grader.verdict import CheckResult, Diagnosis, Verdict

ANA = Student("ana", "Ana Núñez", {"email": "ana@example.org"})
BEN = Student("ben", "Ben")
TODAY = Edition("exercise", "grader")
PASSED = Verdict("exercise-01", "train.py", "passed", output="epoch 1")
FAILED = Verdict(
    "exercise-01",
    "train.py",
    "failed",
    checks=(CheckResult("runs", "passed", "it runs"),),
    metrics={"loss": 0.7},
    diagnosis=Diagnosis("step-missing", "No step", "There is none.", 3),
)
# Keeps verdicts for ever, and says so after each: a run that somebody kills.
KEEPER = """
import sys
from pathlib import Path
from grader.classroom.ledger import Edition, Ledger
from grader.verdict import Verdict

with Ledger(Path(sys.argv[1])) as ledger:
    for number, entry in enumerate(ledger.entries()):
        verdict = Verdict("exercise-01", "train.py", "passed", output="x" * 100_000)
        ledger.keep(entry, Edition("exercise", "grader"), verdict)
        print(number, flush=True)
"""


def handed_in(student: Student, source: bytes, file: str = "train.py") -> Submission:
    return Submission(student, "exercise-01", file, source)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path) as open_one:
        yield open_one


def test_attempts_are_numbered_in_the_order_in_which_they_came(ledger: Ledger) -> None:
    """Each student's attempts count from 1, whatever others hand in between."""
    ledger.add([handed_in(ANA, b"1"), handed_in(BEN, b"1")])
    ledger.add([handed_in(ANA, b"2")])
    found = [(e.student.key, e.attempt) for e in ledger.entries()]
    assert found == [("ana", 1), ("ben", 1), ("ana", 2)]


def test_the_same_content_once_more_is_the_same_attempt(ledger: Ledger) -> None:
    """What was handed in twice is one submission, at its new place, on time if it once was."""
    when = datetime(2026, 11, 1, 12, tzinfo=UTC)
    first = Submission(ANA, "exercise-01", "old/train.py", b"1", when, late=False)
    again = Submission(ANA, "exercise-01", "new/train.py", b"1", None, late=True)
    ledger.add([first])
    ledger.add([again])
    (entry,) = ledger.entries()
    assert (entry.file, entry.handed_in, entry.late) == ("new/train.py", when, False)


def test_what_is_handed_in_again_is_the_last_attempt(ledger: Ledger) -> None:
    """Who goes back to an earlier text has it as the latest, and its number stays."""
    ledger.add([handed_in(ANA, b"stub"), handed_in(ANA, b"right")])
    ledger.add([handed_in(ANA, b"stub")])
    assert [entry.attempt for entry in ledger.entries()] == [2, 1]


def test_the_earliest_time_of_a_text_counts(ledger: Ledger) -> None:
    """What is seen first in a late download and then in an earlier one was on time."""
    noon = datetime(2026, 11, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    early = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
    for when, late in ((noon, True), (early, False)):
        ledger.add([Submission(ANA, "exercise-01", "train.py", b"1", when, late)])
    (entry,) = ledger.entries()
    assert (entry.handed_in, entry.late) == (early, False)


def test_what_students_are_called_elsewhere_is_kept(ledger: Ledger) -> None:
    """Names in any script and the numbers of other systems come back as they were."""
    ledger.add([handed_in(Student("学生", "名前 عربي", {"canvas": "7"}), b"1")])
    (entry,) = ledger.entries()
    assert (entry.student.name, entry.student.ids) == ("名前 عربي", {"canvas": "7"})
    assert ledger.source(entry) == b"1"


def test_a_verdict_is_known_for_these_contents_alone(ledger: Ledger) -> None:
    """Another exercise or another grader asks for another verdict; the last one is still told."""
    ledger.add([handed_in(ANA, b"1")])
    (entry,) = ledger.entries()
    ledger.keep(entry, TODAY, FAILED)
    other = Edition("exercise", "another grader")
    assert ledger.knows(entry, TODAY) and not ledger.knows(entry, other)
    assert ledger.verdict(entry, other) is None
    brief = ledger.brief(entry, other)
    assert brief is not None and brief.diagnosis is not None
    assert (brief.diagnosis.code, brief.metrics) == ("step-missing", {"loss": 0.7})


def test_a_verdict_takes_the_place_of_the_one_before(ledger: Ledger) -> None:
    """Grading again leaves one verdict for the same contents: the new one, whole."""
    ledger.add([handed_in(ANA, b"loss = 1\n")])
    (entry,) = ledger.entries()
    ledger.keep(entry, TODAY, FAILED)
    ledger.keep(entry, TODAY, PASSED)
    found = ledger.verdict(entry, TODAY)
    assert found == PASSED and found is not None
    assert (found.output, found.source) == ("epoch 1", "loss = 1\n")


def test_one_run_at_a_time_has_it(ledger: Ledger, tmp_path: Path) -> None:
    """A second run is told that there is another one, and what to do."""
    with pytest.raises(UsageError, match="Another run works on"), Ledger(tmp_path):
        pass


def test_it_opens_again_after_it_was_closed(tmp_path: Path) -> None:
    """What one run wrote is there for the next."""
    with Ledger(tmp_path) as first:
        first.add([handed_in(ANA, b"1")])
    with Ledger(tmp_path) as second:
        assert [e.student.key for e in second.entries()] == ["ana"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"no database at all, just a text of some length" * 9, "damaged", id="text"),
        pytest.param(b"SQLite format 3\0" + b"\xff" * 4096, "damaged", id="header alone"),
    ],
)
def test_what_is_no_ledger_is_told(tmp_path: Path, content: bytes, says: str) -> None:
    """A file of that name that is none is left as it is, and the message says what to do."""
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(UsageError, match=says) as told, Ledger(tmp_path):
        pass
    assert "Move it away" in told.value.hint
    assert (tmp_path / NAME).read_bytes() == content


@pytest.mark.parametrize("foreign", [False, True], ids=["empty", "another program's"])
def test_a_ledger_that_was_lost_is_not_begun_anew_in_silence(tmp_path: Path, foreign: bool) -> None:
    """An empty file beside results, or another program's, would make a class of nobody."""
    (tmp_path / "grades.csv").touch()
    database = sqlite3.connect(tmp_path / NAME)
    if foreign:
        (tmp_path / "grades.csv").unlink()
        database.execute("CREATE TABLE bookmarks (url TEXT)")
    database.close()
    with pytest.raises(UsageError, match="damaged, or no ledger"), Ledger(tmp_path):
        pass


def test_a_damaged_verdict_is_told(ledger: Ledger) -> None:
    """Bytes that a disk has changed are the ledger's damage, not the grader's failure."""
    ledger.add([handed_in(ANA, b"1")])
    (entry,) = ledger.entries()
    ledger.keep(entry, TODAY, PASSED)
    ledger._database.execute("UPDATE verdicts SET brief = CAST(x'7bff' AS TEXT), verdict = x'00'")
    for read in (ledger.brief, ledger.verdict):
        with pytest.raises(UsageError, match="damaged"):
            read(entry, TODAY)


def test_a_newer_ledger_is_not_touched(tmp_path: Path) -> None:
    """A later gradlings' ledger is refused rather than misread."""
    with Ledger(tmp_path):
        pass
    with sqlite3.connect(tmp_path / NAME) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(UsageError, match="newer gradlings"), Ledger(tmp_path):
        pass


def test_a_ledger_that_another_program_holds_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database browser that holds the file is named as the reason; nothing is lost."""
    monkeypatch.setattr("grader.classroom.ledger.PATIENCE", 0.05)
    with Ledger(tmp_path) as first:
        first.add([handed_in(ANA, b"1")])
    holder = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(UsageError, match="in use by another program"), Ledger(tmp_path):
        pass
    holder.close()
    with Ledger(tmp_path) as later:
        assert len(later.entries()) == 1


def test_a_full_disk_loses_the_last_verdict_alone(ledger: Ledger) -> None:
    """Where there is no room, the transaction is undone, and what was kept stays."""
    ledger.add([handed_in(ANA, b"1"), handed_in(BEN, b"1")])
    ana, ben = ledger.entries()
    ledger.keep(ana, TODAY, PASSED)
    (pages,) = ledger._database.execute("PRAGMA page_count").fetchone()
    ledger._database.execute(f"PRAGMA max_page_count = {pages + 1}")
    noise = os.urandom(100_000).hex()
    large = Verdict("exercise-01", "train.py", "passed", output=noise)
    with pytest.raises(EnvironmentProblem, match="the disk is full"):
        ledger.keep(ben, TODAY, large)
    assert ledger.knows(ana, TODAY) and not ledger.knows(ben, TODAY)
    ledger._database.execute("PRAGMA max_page_count = 1000000")
    ledger.keep(ben, TODAY, large)
    assert ledger.verdict(ben, TODAY) == large


@pytest.mark.skipif(os.name == "nt", reason="only Linux with fork has this protection")
def test_a_killed_run_leaves_all_that_it_had_kept(tmp_path: Path) -> None:
    """Whatever was said to be kept is there, whole, after `kill -9`; the next run opens it."""
    with Ledger(tmp_path) as first:
        first.add([handed_in(Student(f"s{n}", f"s{n}"), b"1") for n in range(2000)])
    command = [sys.executable, "-c", KEEPER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as keeper:
        assert keeper.stdout is not None
        said = [int(keeper.stdout.readline()) for _ in range(20)]
        keeper.send_signal(signal.SIGKILL)
    with Ledger(tmp_path) as ledger:
        entries = ledger.entries()
        assert len(entries) == 2000
        assert all(_whole(ledger, entries[number]) for number in said)
        assert all(_whole(ledger, e) for e in entries if ledger.knows(e, TODAY))


def _whole(ledger: Ledger, entry: Entry) -> bool:
    found = ledger.verdict(entry, TODAY)
    return found is not None and len(found.output) == 100_000
