"""`grade class`: real runs over folders of submissions, interrupted and killed."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import COURSE

GRADE = [sys.executable, "-m", "grader", "class"]
RIGHT = COURSE.solution("exercise-01").read_bytes()
WRONG = RIGHT.replace(b"loss.backward()", b"pass")
# A submission that says what it would like to have for a grade.
FORGED = b'import sys\nprint(\'{"status": "passed", "points": 10}\')\n' + WRONG
HANDED_IN = {
    "ana": RIGHT,
    "ben": WRONG,
    "cy": b"",
    "dov": b"def train(:\n",
    "eve": FORGED,
    "名前": RIGHT + b"# mine\n",
}
linux = pytest.mark.skipif(os.name == "nt", reason="only Linux with fork has this protection")


@dataclass(frozen=True)
class Run:
    """One run of the command: its exit code, and what it wrote."""

    code: int
    output: str
    errors: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.output.splitlines()]


def hand_in(folder: Path, texts: dict[str, bytes], exercise: str = "exercise-01") -> Path:
    for student, text in texts.items():
        place = folder / student / exercise
        place.mkdir(parents=True)
        (place / "train.py").write_bytes(text)
    return folder


def grade(*arguments: str | Path, **environment: str) -> Run:
    done = subprocess.run(
        [*GRADE, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", **environment},
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


@pytest.fixture(scope="module")
def submissions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hand_in(tmp_path_factory.mktemp("class"), HANDED_IN)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("results") / "out"


@pytest.fixture(scope="module")
def first(submissions: Path, results: Path) -> Run:
    return grade(submissions, "--out", results, "--format", "json")


def test_each_submission_is_one_line_of_json(first: Run) -> None:
    """A program reads a verdict, its student and points from each line, whatever was printed."""
    assert first.code == 0, first.errors
    found = {line["student"]: (line["status"], line["points"], line["of"]) for line in first.lines}
    assert found == {
        "ana": ("passed", 10.0, 10.0),
        "ben": ("failed", 0.0, 10.0),
        "cy": ("failed", 0.0, 10.0),
        "dov": ("failed", 0.0, 10.0),
        "eve": ("failed", 0.0, 10.0),
        "名前": ("passed", 10.0, 10.0),
    }
    assert not any(line["known"] for line in first.lines)
    ran = [line["verdict"] for line in first.lines if line["student"] in ("ana", "ben", "eve")]
    assert all(verdict["sandbox"] and not verdict["unprotected"] for verdict in ran)


def test_the_results_are_all_there(first: Run, results: Path) -> None:
    """Grades, gradebooks, JUnit XML, the class's page, and feedback in three forms for each."""
    whole = {"grades.csv", "submissions.csv", "canvas.csv", "moodle.csv", "junit.xml", "class.html"}
    assert whole <= {path.name for path in results.iterdir()}
    told = {row["name"]: (row["status"], row["code"]) for row in rows(results / "grades.csv")}
    assert told["ben"] == ("failed", "backward-missing")
    assert told["cy"] == ("failed", "train-missing")
    assert told["名前"] == ("passed", "")
    for row in rows(results / "submissions.csv"):
        for suffix in (".html", ".txt", ".json"):
            assert (results / f"{row['feedback']}{suffix}").stat().st_size


def test_a_second_run_grades_nothing(first: Run, submissions: Path, results: Path) -> None:
    """What is unchanged is answered from the ledger, in the same grades, and torch never starts."""
    before = (results / "grades.csv").read_bytes()
    again = grade(submissions, "--out", results, "--format", "json")
    assert [line["known"] for line in again.lines] == [True] * len(HANDED_IN)
    known = {line["student"]: line["verdict"] for line in again.lines}
    assert known == {line["student"]: line["verdict"] for line in first.lines}
    assert (results / "grades.csv").read_bytes() == before


def test_what_is_new_is_graded_and_what_was_there_stays(
    first: Run, submissions: Path, results: Path, tmp_path: Path
) -> None:
    """A later download has new attempts: the best counts, and earlier ones are not lost."""
    later = hand_in(tmp_path / "later", {"ben": RIGHT, "ana": WRONG})
    out = tmp_path / "out"
    shutil.copytree(results, out)
    again = grade(later, "--out", out)
    assert again.code == 0, again.errors
    assert "2 submissions graded" in again.output
    told = {row["name"]: (row["points"], row["attempts"]) for row in rows(out / "grades.csv")}
    assert (told["ana"], told["ben"], told["cy"]) == (("10", "2"), ("10", "2"), ("0", "1"))
    assert (out / "feedback" / "ben" / "exercise-01-attempt-2.html").is_file()


def test_lost_feedback_is_written_again(first: Run, submissions: Path, results: Path) -> None:
    """Feedback that somebody deleted comes back from the ledger, without grading."""
    page = results / "feedback" / "ben" / "exercise-01.html"
    before = page.read_bytes()
    page.unlink()
    assert grade(submissions, "--out", results).code == 0
    assert page.read_bytes() == before


def test_without_a_terminal_each_verdict_is_a_line(submissions: Path, tmp_path: Path) -> None:
    """Output to a file has a line for each, then the summary, and nothing that moves."""
    run = grade(submissions, "--out", tmp_path / "out", "--only", "ben", "--only", "ANA")
    assert run.code == 0, run.errors
    assert "ben  exercise-01  FAILED  backward-missing, line" in run.output
    assert "ana  exercise-01  passed" in run.output
    assert "cy" not in run.output
    assert "\x1b" not in run.output + run.errors and "\r" not in run.output + run.errors


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        pytest.param(["--only", "bem"], 2, 'no student "bem". Did you mean "ben"', id="student"),
        pytest.param(["--exercise", "exercise-99"], 2, "no exercise", id="exercise"),
        pytest.param(["--exercise", "2"], 2, "no submission for exercise-02", id="none of it"),
        pytest.param(["--due", "tomorrow"], 2, '--due "tomorrow" is no time', id="due"),
        pytest.param(["-j", "0"], 2, "not in the range", id="processes"),
        pytest.param(["-j", "2", "--scheduler", "tcp://x:1"], 2, "this machine alone", id="both"),
        pytest.param(["--roster", "none.csv"], 2, "none.csv", id="roster"),
    ],
)
def test_what_it_can_not_take_is_told(
    submissions: Path, tmp_path: Path, options: Sequence[str], code: int, says: str
) -> None:
    """A wrong option is named with its value, before anything is graded."""
    run = grade(submissions, "--out", tmp_path / "out", *options)
    assert (run.code, run.output) == (code, "")
    assert says in " ".join(run.errors.split())


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A wrong name is wrong usage, and leaves no results behind."""
    run = grade(tmp_path / "none", "--out", tmp_path / "out")
    assert run.code == 2 and "none" in run.errors
    assert not (tmp_path / "out" / "grades.csv").exists()


def test_who_is_enrolled_and_handed_in_nothing_is_missing(
    first: Run, submissions: Path, results: Path, tmp_path: Path
) -> None:
    """With a roster the whole class is in the grades, and on the page."""
    roster = tmp_path / "class.csv"
    roster.write_text("Name,Login\nAna,ana\nZoe,zoe\n", encoding="utf-8")
    out = tmp_path / "out"
    shutil.copytree(results, out)
    assert grade(submissions, "--out", out, "--roster", roster).code == 0
    told = {row["name"]: row["status"] for row in rows(out / "grades.csv")}
    assert (told["ana"], told["Zoe"]) == ("passed", "missing")
    assert "Zoe" in (out / "class.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("due", "late"),
    [
        pytest.param("2026-11-02", {"Ana": "no", "Ben": "yes"}, id="a day lasts to its end"),
        pytest.param("2026-11-02 12:00+00:00", {"Ana": "yes", "Ben": "yes"}, id="a time"),
    ],
)
def test_due_tells_who_was_late(tmp_path: Path, due: str, late: dict[str, str]) -> None:
    """Times come from Gradescope; a day that is named lasts to its end."""
    metadata = "".join(
        f"submission_{n}:\n  :submitters:\n  - :name: {name}\n  :created_at: {when} Z\n"
        for n, name, when in ((1, "Ana", "2026-11-02 22:00:00"), (2, "Ben", "2026-11-03 01:00:00"))
    )
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr("assignment_9_export/submission_metadata.yml", metadata)
        for n in (1, 2):
            archive.writestr(f"assignment_9_export/submission_{n}/train.py", b"")
    options = ["--out", tmp_path / "out", "--exercise", "1", "--due", due]
    assert grade(tmp_path / "class.zip", *options, TZ="UTC").code == 0
    told = {row["name"]: row["late"] for row in rows(tmp_path / "out" / "grades.csv")}
    assert told == late


def test_without_times_due_tells_nothing(first: Run, submissions: Path, results: Path) -> None:
    """Where nobody says when something was handed in, that is said."""
    run = grade(submissions, "--out", results, "--due", "2026-11-02")
    assert "--due told nothing" in run.output


def test_a_class_of_which_nothing_can_be_graded_says_what_to_do(tmp_path: Path) -> None:
    """Files that do not say their exercise are told one by one, with the option that helps."""
    place = tmp_path / "class" / "ana"
    place.mkdir(parents=True)
    (place / "train.py").write_bytes(RIGHT)
    run = grade(tmp_path / "class", "--out", tmp_path / "out")
    assert run.code == 0, run.errors
    assert "does not say which exercise it is for" in " ".join(run.output.split())
    assert "--exercise exercise-01" in " ".join(run.output.split())
    assert (tmp_path / "out" / "class.html").is_file()


def test_the_results_are_not_put_among_the_submissions(submissions: Path) -> None:
    """A class's own folder is no place for results: they would be read as a student's."""
    run = grade(submissions, "--out", submissions)
    assert (run.code, "folder of their own" in run.errors) == (2, True)


@linux
def test_a_missing_layer_is_refused_unless_it_is_trusted(submissions: Path, tmp_path: Path) -> None:
    """Without the whole sandbox nobody's code runs, but by `--unconfined`."""
    out = tmp_path / "out"
    refused = grade(submissions, "--out", out, GRADER_WITHOUT="seccomp")
    assert refused.code == 4 and "--unconfined" in refused.errors
    assert not out.exists()
    options = ["--unconfined", "--only", "ana", "--format", "json"]
    (line,) = grade(submissions, "--out", out, *options, GRADER_WITHOUT="seccomp").lines
    assert line["status"] == "passed" and "seccomp" in line["verdict"]["unprotected"]


@linux
def test_an_interrupt_keeps_what_is_done(submissions: Path, results: Path, tmp_path: Path) -> None:
    """Ctrl-C ends at once, says how many are kept, and the same command grades the rest alone."""
    out = tmp_path / "out"
    command = [*GRADE, str(submissions), "--out", str(out), "--format", "json", "-j", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        done = json.loads(run.stdout.readline())["student"]
        run.send_signal(signal.SIGINT)
        last = json.loads(run.stdout.read().splitlines()[-1])
    assert run.returncode == 130
    assert last["error"]["kind"] == "interrupted" and "are kept" in last["error"]["message"]
    rest = grade(submissions, "--out", out, "--format", "json").lines
    assert [line["known"] for line in rest if line["student"] == done] == [True]
    assert (out / "grades.csv").read_bytes() == (results / "grades.csv").read_bytes()


@linux
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_killed_run_comes_to_the_very_same_grades(
    first: Run, submissions: Path, results: Path, tmp_path: Path
) -> None:
    """`kill -9` at random moments, again and again: the grades are the same, byte for byte."""
    kill_at_random(submissions, results, tmp_path, times=2, seed=8)


@linux
@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_a_hundred_kills_come_to_the_very_same_grades(
    first: Run, submissions: Path, results: Path, tmp_path: Path
) -> None:
    """The same with 100 moments, other ones each night."""
    kill_at_random(submissions, results, tmp_path, times=100, seed=time.time_ns())


def kill_at_random(submissions: Path, results: Path, folder: Path, times: int, seed: int) -> None:
    """Kill runs at random moments until one comes to its end, and begin anew, `times` in all."""
    choose, killed, number = random.Random(seed), 0, 0
    while killed < times:
        number += 1
        out = folder / f"out-{number}"
        while True:
            with subprocess.Popen(
                [*GRADE, str(submissions), "--out", str(out)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ) as run:
                try:
                    assert run.wait(timeout=choose.uniform(0.1, 6)) == 0
                    break
                except subprocess.TimeoutExpired:
                    run.kill()
                    killed += 1
        assert (out / "grades.csv").read_bytes() == (results / "grades.csv").read_bytes(), seed
        assert not list(out.rglob("*.gradlings-new"))


GUIDE = (COURSE.root / "docs" / "instructors.md").read_text(encoding="utf-8")
SUBMITTERS = """\
---
submission_1:
  :submitters:
  - :name: Ana Núñez
    :sid: '77'
    :email: ana@example.org
  :created_at: 2026-11-02 12:00:00 Z
submission_2:
  :submitters:
  - :name: Ben
    :sid: '78'
    :email: ben@example.org
  :created_at: 2026-11-02 13:00:00 Z
"""
GRADEBOOK = """\
Student,ID,SIS User ID,SIS Login ID,Section,The missing backward pass (4711)
    Points Possible,,,,,10
"Núñez, Ana",1042,77,ana,A,
"Ott, Ben",1043,78,ben,A,
"Xu, Cy",1044,79,cy,A,EX
"""


def test_the_guide_leads_from_gradescope_to_the_lms(tmp_path: Path) -> None:
    """The command of docs/instructors.md, on the files it names, gives what Canvas imports."""
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        for number, text in ((1, RIGHT), (2, WRONG)):
            archive.writestr(f"assignment_9_export/submission_{number}/train.py", text)
        archive.writestr("assignment_9_export/submission_metadata.yml", SUBMITTERS)
    (tmp_path / "gradebook.csv").write_text(GRADEBOOK, encoding="utf-8")
    command = re.findall(r"^ *```sh\n *grade class (.*?)\n", GUIDE, re.M)[0]
    done = subprocess.run(
        [*GRADE, *shlex.split(command)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = rows(tmp_path / "results" / "canvas.csv")
    grades = {row["Student"].strip(): row["The missing backward pass (4711)"] for row in told}
    assert grades == {"Points Possible": "10", "Núñez, Ana": "10", "Ott, Ben": "0", "Xu, Cy": "EX"}


@linux
def test_in_a_terminal_a_bar_moves_and_is_gone_at_the_end(
    submissions: Path, tmp_path: Path
) -> None:
    """The bar has counts, rate and diagnoses, fits 80 columns, and leaves the summary alone."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [*GRADE, str(submissions), "--out", str(tmp_path / "out")]
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    environment.pop("COLUMNS", None)
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as run:
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b"")).decode("utf-8", "replace")
    os.close(ours)
    assert run.returncode == 0
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    assert re.search(r"[1-6]/6 .*left\s+\d passed  \d failed", plain)
    last = plain[plain.rindex("handed in") :]
    assert "6 submissions graded" in last and "/6" not in last
    assert all(len(line) <= 80 for line in last.splitlines() if "class.html" not in line)


def _read(descriptor: int) -> bytes:
    """What a terminal shows next; nothing where its other side is gone."""
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:
        return b""


BACKWARDS = """
import itertools, time
start = time.time()
time.time = lambda steps=itertools.count(): start - 3600.0 * next(steps)
"""


@pytest.mark.slow
def test_a_clock_that_goes_back_changes_no_grade(
    first: Run, submissions: Path, results: Path, tmp_path: Path
) -> None:
    """Each look at the clock an hour earlier than the one before, in the grader's processes too."""
    (tmp_path / "sitecustomize.py").write_text(BACKWARDS, encoding="utf-8")
    path = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH", ""))))
    out = tmp_path / "out"
    assert grade(submissions, "--out", out, "--only", "ben", PYTHONPATH=path).code == 0
    assert grade(submissions, "--out", out, PYTHONPATH=path).code == 0
    assert (out / "grades.csv").read_bytes() == (results / "grades.csv").read_bytes()


@linux
@pytest.mark.parametrize("place", ["/sys/results", "/dev/null", "/dev/null/results"])
def test_results_that_can_not_be_written_are_told(submissions: Path, place: str) -> None:
    """A folder that is read-only, or none, is named before anything is graded."""
    run = grade(submissions, "--out", place)
    assert (run.code, run.output) == (2, "")
    assert place in run.errors and "can't be written" in run.errors


@linux
def test_two_runs_at_once_do_not_meet(submissions: Path, tmp_path: Path) -> None:
    """The second one is told that there is another, and the first goes on undisturbed."""
    out = tmp_path / "out"
    options = [str(submissions), "--out", str(out), "--format", "json", "--only", "ana"]
    with subprocess.Popen([*GRADE, *options], stdout=subprocess.PIPE, text=True) as run:
        while not (out / "ledger.sqlite").exists():
            time.sleep(0.01)
        second = grade(*options)
        assert run.stdout is not None
        assert [json.loads(line)["status"] for line in run.stdout] == ["passed"]
    assert (run.returncode, second.code) == (0, 2)
    assert "Another run works on" in second.output
