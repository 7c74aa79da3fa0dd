"""The watch: what a save, a key and a verdict lead to; then the whole of it in a real terminal."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import COURSE, POISONED, ROOT, poison

from grader.course import Course
from grader.engine import Cancelled, Request
from grader.errors import GraderError, UsageError
from grader.pipeline import Task
from grader.verdict import Verdict
from grader.watch import Ended, Pressed, Saved, Told, Watch

SOLUTION = (ROOT / "solutions" / "exercise-03" / "train.py").read_bytes()
STUB = (COURSE.folder("exercise-03") / "train.py").read_bytes()
PASSED = Verdict("exercise-03", "train.py", "passed").to_json()
FAILED = Verdict("exercise-03", "train.py", "failed").to_json() | {
    "diagnosis": {
        "code": "backward-missing",
        "title": "Nothing goes backward",
        "message": "",
        "columns": None,
        "also": [],
    }
}


class FakeGrading:
    """A grading that ends when the test says so."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.cancelled = False
        self.film: tuple[bytes, ...] = ()
        self.answer: dict[str, Any] | GraderError | None = None
        self.ended = threading.Event()

    def end(self, answer: dict[str, Any] | GraderError) -> None:
        """Let it end so."""
        self.answer = answer
        self.ended.set()

    def cancel(self) -> None:
        """Note that nobody wants it any more."""
        self.cancelled = True
        self.ended.set()

    def result(self, news: Callable[[Mapping[str, Any]], None]) -> dict[str, Any]:
        """Wait for the end."""
        assert self.ended.wait(30)
        if self.cancelled:
            raise Cancelled
        if isinstance(self.answer, GraderError):
            raise self.answer
        assert self.answer is not None
        return self.answer


class FakeEngine:
    """An engine that keeps what it was asked."""

    def __init__(self) -> None:
        self.needs: tuple[str, ...] = ()
        self.asked: list[FakeGrading] = []

    def __enter__(self) -> FakeEngine:
        return self

    def __exit__(self, *exc: object) -> None:
        pass

    def begin(self, request: Request) -> FakeGrading:
        """A grading that waits."""
        self.asked.append(FakeGrading(request))
        return self.asked[-1]


class FakeScreen:
    """A screen that keeps what it was shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.keys = ""

    def running(self, task: Task) -> None:
        self.shown.append(f"running {task.exercise.name}")

    def told(self, steps: int, loss: float | None) -> None:
        self.shown.append(f"step {steps}")

    def verdict(self, task: Task, verdict: Verdict) -> None:
        self.shown.append(verdict.status)

    def error(self, error: GraderError) -> None:
        self.shown.append(error.message)

    def gone(self, file: Path) -> None:
        self.shown.append("gone")

    def page(self, name: str, task: Task, verdict: Verdict | None) -> None:
        self.shown.append(f"page {name}")

    def prompt(self, keys: Mapping[str, str]) -> None:
        self.keys = "".join(keys)

    def finished(self) -> None:
        self.shown.append("finished")


class Stage:
    """A watch on a course folder, with an engine and a screen that the test sees."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.engine = FakeEngine()
        self.screen = FakeScreen()
        self.kept: list[tuple[str, bytes]] = []
        self.watch = Watch(
            Course(root),
            self.screen,
            lambda needs: self.engine,  # type: ignore[arg-type, return-value]  # a fake of it
            lambda task, verdict, content: self.kept.append((verdict.status, content)),
        )

    @property
    def file(self) -> Path:
        """The file that is watched first."""
        return self.root / "exercises" / "exercise-03" / "train.py"

    def save(self, content: bytes) -> None:
        """Save the file."""
        self.watch.handle(Saved(self.file, content))

    def end(self, answer: dict[str, Any] | GraderError) -> None:
        """Let the run that was asked for last end."""
        self.engine.asked[-1].end(answer)
        while not isinstance(event := self.watch.events.get(timeout=30), Ended):
            pass  # a save that the file system tells of late
        self.watch.handle(event)

    def press(self, key: str) -> None:
        """Press a key."""
        self.watch.handle(Pressed(key))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course of two exercises."""
    for name in ("exercise-03", "exercise-04"):
        shutil.copytree(COURSE.folder(name), tmp_path / "exercises" / name)
    return tmp_path


@pytest.fixture
def stage(root: Path) -> Iterator[Stage]:
    """A watch that has begun with exercise-03."""
    one = Stage(root)
    with one.watch:
        one.watch.turn_to("exercise-03")
        one.press("r")
        yield one


def test_it_grades_what_is_there_first(stage: Stage) -> None:
    """The file is graded at once, before anything is saved."""
    stage.end(FAILED)
    assert stage.engine.asked[0].request.source == STUB
    assert stage.screen.shown == ["running exercise-03", "failed"]


def test_a_save_during_a_run_restarts_it(stage: Stage) -> None:
    """The old run is ended, its verdict is never shown, and the newest content is judged."""
    stage.save(b"first = 1\n")
    stage.save(b"second = 2\n")
    stage.end(PASSED)
    assert [g.cancelled for g in stage.engine.asked] == [True, True, False]
    assert stage.engine.asked[-1].request.source == b"second = 2\n"
    assert stage.screen.shown.count("passed") == 1
    assert "failed" not in stage.screen.shown
    assert stage.kept == [("passed", b"second = 2\n")]


def test_news_of_an_old_run_are_not_shown(stage: Stage) -> None:
    """What a run that was ended still tells is nothing any more."""
    old = stage.watch._running
    assert old is not None
    stage.watch.handle(Told(old, 10, 0.5))
    stage.save(b"new = 1\n")
    stage.watch.handle(Told(old, 20, 0.4))
    assert "step 10" in stage.screen.shown
    assert "step 20" not in stage.screen.shown


def test_next_is_offered_only_after_a_pass(stage: Stage) -> None:
    """`n` does nothing after a failure, and is no key then."""
    stage.end(FAILED)
    assert stage.screen.keys == "therlq"
    stage.press("n")
    assert len(stage.engine.asked) == 1
    stage.save(SOLUTION)
    stage.end(PASSED)
    assert stage.screen.keys == "trlnq"
    assert len(stage.engine.asked) == 2, "it went on by itself"
    stage.press("n")
    assert stage.screen.shown[-1] == "page task"
    assert len(stage.engine.asked) == 2, "it graded what nobody has edited"
    stage.press("r")
    assert stage.engine.asked[-1].request.exercise.name == "exercise-04"


def test_the_last_exercise_has_no_next(stage: Stage) -> None:
    """After the last one there is a word, and the watch goes on."""
    stage.end(PASSED)
    stage.press("n")
    stage.press("r")
    stage.end(PASSED)
    stage.press("n")
    assert stage.screen.shown[-1] == "finished"


def test_a_save_of_the_exercise_before_is_nothing(stage: Stage) -> None:
    """After `n` only the next exercise's file counts."""
    stage.end(PASSED)
    stage.press("n")
    stage.save(b"late = 1\n")
    assert len(stage.engine.asked) == 1


@pytest.mark.parametrize(
    ("key", "shown"),
    [("t", "page task"), ("h", "page hint"), ("e", "page explain"), ("l", "page list")],
)
def test_keys_show_pages(stage: Stage, key: str, shown: str) -> None:
    """Hint, explanation and list stand below the verdict, and nothing is graded for them."""
    stage.end(FAILED)
    stage.press(key)
    assert stage.screen.shown[-1] == shown
    assert len(stage.engine.asked) == 1


@pytest.mark.parametrize("key", ["x", "e", "h", "\x1b", "1"])
def test_other_keys_are_nothing(stage: Stage, key: str) -> None:
    """A key that does nothing now does nothing: `e` and `h` have no say on a pass."""
    stage.end(PASSED)
    before = list(stage.screen.shown)
    stage.press(key)
    assert stage.screen.shown == before


def test_running_again_takes_the_file_as_it_is(stage: Stage) -> None:
    """`r` grades anew what is saved now."""
    stage.end(FAILED)
    stage.file.write_bytes(SOLUTION)
    stage.press("r")
    assert stage.engine.asked[-1].request.source == SOLUTION


def test_a_file_that_is_gone_is_told_and_waited_for(stage: Stage) -> None:
    """Without a file there is nothing to grade, until it is back."""
    stage.end(FAILED)
    stage.file.unlink()
    stage.watch.handle(Saved(stage.file, None))
    assert stage.screen.shown[-1] == "gone"
    stage.save(SOLUTION)
    assert stage.screen.shown[-1] == "running exercise-03"


def test_the_graders_own_error_does_not_end_it(stage: Stage) -> None:
    """What can't be judged is told, nothing is kept of it, and the next save is judged."""
    stage.end(GraderError("The judging process ended without an answer."))
    assert stage.screen.shown[-1] == "The judging process ended without an answer."
    assert not stage.kept
    stage.save(SOLUTION)
    stage.end(PASSED)
    assert stage.screen.shown[-1] == "passed"


def test_what_nobody_foresaw_does_not_leave_it_waiting(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that ends in an unexpected way is told as ended, and one that can't begin as well."""
    stage.end({"no": "verdict"})
    assert stage.screen.shown[-1].startswith("The grader failed: KeyError")
    monkeypatch.setattr(stage.engine, "begin", out_of_memory)
    stage.save(SOLUTION)
    assert "Cannot allocate memory" in stage.screen.shown[-1]
    monkeypatch.undo()
    stage.save(SOLUTION)
    stage.end(PASSED)
    assert stage.screen.shown[-1] == "passed"


def out_of_memory(request: Request) -> FakeGrading:
    """Fail as a machine without room for another process does."""
    raise OSError(12, "Cannot allocate memory")


def test_a_key_that_can_not_be_obeyed_is_told(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the next exercise can't be read the watch stays where it is, and goes on."""

    def unreadable(*arguments: object, **options: object) -> None:
        raise UsageError("There is no exercise.")

    stage.end(PASSED)
    with monkeypatch.context() as patch:
        patch.setattr("grader.watch.find_task", unreadable)
        stage.press("n")
    assert stage.screen.shown[-1] == "There is no exercise."
    stage.save(SOLUTION)
    stage.end(PASSED)
    assert stage.screen.shown[-1] == "passed"


def test_next_comes_after_an_exercise_that_is_away(stage: Stage) -> None:
    """A folder that was moved away meanwhile does not end the watch."""
    stage.end(PASSED)
    shutil.rmtree(stage.root / "exercises" / "exercise-03")
    stage.press("n")
    assert stage.screen.shown[-1] == "page task"


def test_quitting_ends_the_loop_and_the_run(root: Path) -> None:
    """`q` ends the loop, and a run that is on its way with it."""
    one = Stage(root)
    one.watch.press("q")
    with one.watch:
        one.watch.loop("exercise-03")
    assert one.engine.asked[0].cancelled


# ---------------------------------------------------------------- in a terminal


pty_only = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux with fork has this protection"
)
ENDLESS = STUB.replace(b"import given", b"import given\n\nwhile True:\n    pass")


class Terminal:
    """`grade watch` in a terminal of its own, 80 columns wide."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        import pty
        import termios

        self.ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (50, 80))
        self.before = termios.tcgetattr(theirs)
        self.theirs = theirs
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader", "watch", *arguments],
            cwd=folder,
            env={**os.environ, "TERM": "xterm", "GRADER_SERVER": "off", "COLUMNS": "80"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        self.text = ""

    def wait_for(self, *words: str) -> str:
        """All that was shown until these words were, one after the other."""
        shown = ""
        for word in words:
            while word not in self.text:
                self.text += os.read(self.ours, 1 << 16).decode("utf-8", "replace")
            before, _, self.text = self.text.partition(word)
            shown += before + word
        return shown

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.ours, keys.encode())

    def close(self) -> None:
        """End it, whatever it does."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.ours)
        os.close(self.theirs)

    @property
    def restored(self) -> bool:
        """Whether the terminal is as it was."""
        import termios

        return bool(termios.tcgetattr(self.theirs) == self.before)


@pytest.fixture
def terminal(root: Path) -> Iterator[Terminal]:
    """A watch of exercise-03 that has shown its first verdict."""
    one = Terminal(root, "exercise-03")
    try:
        one.wait_for("FAILED", "quit")
        yield one
    finally:
        one.close()


def progress_of(root: Path) -> dict[str, Any]:
    """What the course folder remembers of exercise-03: the verdicts by content."""
    fields = json.loads((root / ".gradlings" / "progress.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = fields["exercises"]["exercise-03"]
    return found


def below(pid: int) -> list[int]:
    """The processes that were started by this one."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="ascii", errors="replace").rpartition(")")[2]
        except OSError:
            continue
        if int(fields.split()[1]) == pid:
            found += [int(status.parent.name), *below(int(status.parent.name))]
    return found


@pty_only
def test_a_whole_session(terminal: Terminal, root: Path) -> None:
    """Save a solution, see it pass, go on to the next exercise, and quit."""
    file = root / "exercises" / "exercise-03" / "train.py"
    terminal.type("h")
    terminal.wait_for("Hint 1 of 3", "quit")
    file.write_bytes(SOLUTION)
    terminal.wait_for("PASSED", "next")
    terminal.type("n")
    assert "grade watch" not in terminal.wait_for("Exercise 04", "on every save", "quit")
    terminal.type("r")
    terminal.wait_for("FAILED", "quit")
    terminal.type("q")
    assert terminal.process.wait(30) == 0
    assert terminal.restored
    assert [g["status"] for g in progress_of(root)["graded"]] == ["failed", "passed"]


@pty_only
@pytest.mark.slow
def test_what_lies_beside_the_file_is_not_read(root: Path) -> None:
    """Modules in the course folder, and beside the attempt, are no part of a graded run."""
    folder = root / "exercises" / "exercise-03"
    poison(root)
    poison(folder)
    (folder / "train.py").write_bytes(SOLUTION)
    one = Terminal(folder, "exercise-03")
    try:
        assert POISONED not in one.wait_for("PASSED", "quit")
    finally:
        one.close()


@pty_only
@pytest.mark.slow
def test_after_it_was_stopped_the_keys_still_work(terminal: Terminal) -> None:
    """A shell leaves the terminal as it had it: the watch takes it back and shows its keys."""
    import termios

    mode = termios.tcgetattr(terminal.theirs)
    terminal.process.send_signal(signal.SIGSTOP)
    termios.tcsetattr(terminal.theirs, termios.TCSANOW, terminal.before)
    terminal.process.send_signal(signal.SIGCONT)
    terminal.wait_for("quit")
    assert termios.tcgetattr(terminal.theirs) == mode
    terminal.type("l")
    terminal.wait_for("of 2 passed")


@pty_only
@pytest.mark.slow
def test_a_save_ends_an_endless_loop(terminal: Terminal, root: Path) -> None:
    """A run that would last until its limit is ended by the next save."""
    file = root / "exercises" / "exercise-03" / "train.py"
    file.write_bytes(ENDLESS)
    terminal.wait_for("grading")
    file.write_bytes(SOLUTION)
    assert "FAILED" not in terminal.wait_for("PASSED", "quit")


@pty_only
@pytest.mark.parametrize(
    "how", [pytest.param(signal.SIGINT, marks=pytest.mark.slow), signal.SIGKILL]
)
def test_ended_in_the_middle_of_a_run_it_leaves_nothing(
    terminal: Terminal, root: Path, how: signal.Signals
) -> None:
    """Ctrl-C and kill -9 leave no process, no torn progress, and the file as it was saved."""
    file = root / "exercises" / "exercise-03" / "train.py"
    file.write_bytes(ENDLESS)
    terminal.wait_for("grading")
    started = below(terminal.process.pid)
    assert started
    terminal.process.send_signal(how)
    assert terminal.process.wait(30) in (130, -how)
    wait_until_gone(started)
    assert how != signal.SIGINT or terminal.restored
    assert file.read_bytes() == ENDLESS
    assert [g["status"] for g in progress_of(root)["graded"]] == ["failed"]


def wait_until_gone(processes: list[int]) -> None:
    """Wait for processes to end, half a minute at most."""
    tick = threading.Event()
    for _ in range(600):
        if not any(Path(f"/proc/{pid}").exists() for pid in processes):
            return
        tick.wait(0.05)
    raise AssertionError(f"still there: {processes}")


@pytest.mark.slow
def test_without_a_terminal_it_writes_lines(root: Path) -> None:
    """Through a pipe there are no colours and no moving lines; keys come as lines, too."""
    result = subprocess.run(
        [sys.executable, "-m", "grader", "watch", "exercise-03"],
        cwd=root,
        env={**os.environ, "GRADER_SERVER": "off", "COLUMNS": "80"},
        input="q\n",
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert result.returncode == 0, result.stderr
    assert "\x1b" not in result.stdout
