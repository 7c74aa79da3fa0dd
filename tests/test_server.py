"""The background process: it makes the second command fast, and is noticed by nothing else."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import COURSE, ROOT

from grader import listener, server
from grader.launch import forks
from grader.zygote import Zygote

pytestmark = pytest.mark.skipif(
    not forks(), reason="only Linux with fork has this protection: no background process"
)
SOLUTION = (ROOT / "solutions" / "exercise-01" / "train.py").read_text(encoding="utf-8")

Grade = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder for sockets, with a short name, and a course in it."""
    folder = Path(tempfile.mkdtemp(prefix="g-"))
    copy = folder / "course" / "exercises" / "exercise-01"
    shutil.copytree(COURSE.folder("exercise-01"), copy)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def background(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The environment of a user whose commands may leave a process behind; it is ended after."""
    monkeypatch.setenv("GRADER_SERVER", "on")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(place))
    # Threads of a student's code must not outlive this test, whatever it does.
    yield place
    if status := server.status():
        os.kill(status.pid, signal.SIGCONT)
        server.stop()
        wait_until(lambda: not Path(f"/proc/{status.pid}").exists())


@pytest.fixture
def grade(background: Path) -> Grade:
    """Run `grade exercise-01 --format json` as a process of its own; what it printed."""

    def call(*more: str | Path, **environment: str) -> dict[str, Any]:
        result = subprocess.run(
            [sys.executable, "-m", "grader", "exercise-01", "--format", "json", *map(str, more)],
            cwd=background / "course",
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=100,
        )
        assert not result.stderr
        fields: dict[str, Any] = json.loads(result.stdout)
        return fields

    return call


def known() -> server.Status:
    """The status of the process that must be there."""
    status = server.status()
    assert status is not None
    return status


def test_the_second_command_is_answered_by_the_first_ones_process(grade: Grade) -> None:
    """The first command's process stays, takes the second request, and gives the same verdict."""
    assert server.status() is None
    first = grade("--solution")
    before = known()
    second = grade("--solution")
    after = known()
    assert (before.pid, before.requests) == (after.pid, 0)
    assert after.requests == 1
    del first["seconds"], second["seconds"]
    assert first == second


@pytest.mark.slow
def test_a_dead_one_is_noticed_by_nothing_but_the_time(grade: Grade) -> None:
    """After kill -9 the next command answers the same, and leaves another one behind."""
    first = grade()
    dead = known().pid
    os.kill(dead, signal.SIGKILL)
    second = grade()
    assert second["diagnosis"] == first["diagnosis"]
    assert known().pid != dead


@pytest.mark.slow
def test_a_hung_one_is_ended(grade: Grade) -> None:
    """One that does not answer is waited for a little, then replaced."""
    grade()
    hung = known().pid
    os.kill(hung, signal.SIGSTOP)
    assert grade()["diagnosis"]["code"] == "backward-missing"
    assert known().pid != hung


SLEEPER = (
    "import pathlib, time\n"
    "pathlib.Path({place!r}).touch()\n"
    "give_up = time.monotonic() + 30\n"
    "while not pathlib.Path({signal!r}).exists() and time.monotonic() < give_up:\n"
    "    time.sleep(0.1)\n"
)


@dataclass
class Sleeping:
    """A first command, whose run has begun and waits for a word."""

    found: list[dict[str, Any]]
    ended: Path
    first: threading.Thread

    def result(self) -> dict[str, Any]:
        """The verdict, once the run may go on."""
        self.ended.touch()
        self.first.join()
        return self.found[0]


@pytest.fixture
def sleeping(grade: Grade, background: Path, monkeypatch: pytest.MonkeyPatch) -> Sleeping:
    """A run that may write where the test waits for it: it is confined by seccomp alone."""
    monkeypatch.setenv("GRADER_WITHOUT", "own user,Landlock")
    begun, ended = (background / name / str(time.monotonic_ns()) for name in ("begun", "ended"))
    for path in (begun, ended):
        path.parent.mkdir(exist_ok=True)
    file = background / "sleeper.py"
    text = SLEEPER.format(place=str(begun), signal=str(ended))
    file.write_text(text + SOLUTION, encoding="utf-8")
    found: list[dict[str, Any]] = []
    first = threading.Thread(target=lambda: found.append(grade("--file", file)))
    first.start()
    wait_until(begun.exists)
    return Sleeping(found, ended, first)


@pytest.mark.slow
def test_one_that_dies_while_it_grades_is_not_the_students_fault(sleeping: Sleeping) -> None:
    """The run is made again elsewhere, and nobody is told that it killed its judge."""
    os.kill(known().pid, signal.SIGKILL)
    assert sleeping.result()["status"] == "passed"


@pytest.mark.slow
def test_a_run_of_the_first_command_outlives_its_process(grade: Grade, sleeping: Sleeping) -> None:
    """Another command that finds it hung ends it; who runs there is not told to be guilty."""
    os.kill(known().pid, signal.SIGSTOP)
    assert grade("--solution")["status"] == "passed"
    assert sleeping.result()["status"] == "passed"


def test_one_that_is_busy_is_left_alone(background: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that does not answer, but works, has others' runs: it is not ended."""
    address = server.address()
    assert address is not None
    ended: list[int] = []
    monkeypatch.setattr("grader.server.PATIENCE", 0.05)
    monkeypatch.setattr("grader.server._kill", ended.append)
    done = iter(range(99))
    with socket.socket(socket.AF_UNIX) as busy:
        busy.bind(str(address.socket))
        busy.listen()
        server.Card(os.getpid(), "token", "identity", "1", "now").write(address)
        with monkeypatch.context() as patch:
            patch.setattr("grader.server._work_of", lambda pid: next(done))
            with pytest.raises(TimeoutError):
                server.connect(address)
        assert not ended
        with monkeypatch.context() as patch:
            patch.setattr("grader.server._work_of", lambda pid: 7)
            with pytest.raises(TimeoutError):
                server.connect(address)
        assert ended == [os.getpid()]
    address.socket.unlink()
    address.card.unlink()


@pytest.mark.slow
def test_another_version_replaces_it(grade: Grade) -> None:
    """A process that has loaded other code is told to leave, and is not asked."""
    grade()
    old = known().pid
    address = server.address()
    assert address is not None
    card = server.Card(**json.loads(address.card.read_text(encoding="ascii")))
    replace(card, identity="of another version").write(address)
    assert grade()["status"] == "failed"
    assert known().pid != old


@pytest.mark.slow
def test_two_first_commands_leave_one_process(grade: Grade) -> None:
    """Of two that start at once, one keeps the address and the other ends with its command."""
    threads = [threading.Thread(target=grade) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = known().pid
    address = server.address()
    assert address is not None
    place = str(address.socket).encode()
    wait_until(lambda: staying_at(place) == [kept])


def staying_at(place: bytes) -> list[int]:
    """The processes that were started to stay at this place."""
    found = (path for path in Path("/proc").glob("[0-9]*/cmdline") if listens(path, place))
    return [int(path.parent.name) for path in found]


def listens(cmdline: Path, place: bytes) -> bool:
    """Whether a process was started to stay at this place."""
    try:
        return place in cmdline.read_bytes()
    except OSError:
        return False


@pytest.mark.slow
def test_it_leaves_when_nobody_asks(grade: Grade) -> None:
    """After the idle minutes it is gone, and so are its socket and its card."""
    grade(GRADER_SERVER_MINUTES="0.001")
    os.environ["GRADER_SERVER_MINUTES"] = "0.001"
    try:
        address = server.address()
        assert address is not None
        wait_until(lambda: not address.card.exists())
        assert not address.socket.exists()
    finally:
        del os.environ["GRADER_SERVER_MINUTES"]


@pytest.mark.slow
def test_stopping_ends_it(grade: Grade) -> None:
    """`stop` ends it and gives the address back; a second one finds nothing."""
    grade()
    pid = known().pid
    assert server.stop()
    wait_until(lambda: not Path(f"/proc/{pid}").exists())
    assert server.status() is None
    assert not server.stop()


@pytest.mark.slow
def test_without_it_nothing_stays(grade: Grade) -> None:
    """`--no-server` and GRADER_SERVER=off leave no process behind."""
    grade("--no-server")
    assert server.status() is None
    grade(GRADER_SERVER="off")
    assert server.status() is None


def test_a_students_code_does_not_get_there(grade: Grade, background: Path) -> None:
    """Code that is graded can neither read the token nor connect, and the process is as it was."""
    grade()
    address = server.address()
    assert address is not None
    ask = (
        "import os, socket\n"
        "for attempt in (\n"
        f"    lambda: open({str(address.card)!r}),\n"
        f"    lambda: os.listdir({str(address.folder)!r}),\n"
        f"    lambda: socket.socket(socket.AF_UNIX).connect({str(address.socket)!r}),\n"
        "):\n"
        "    try:\n"
        '        print("GOT", attempt())\n'
        "    except PermissionError:\n"
        '        print("turned away")\n'
    )
    file = background / "asks.py"
    file.write_text(ask + SOLUTION, encoding="utf-8")
    output = grade("--file", file)["output"]
    assert output.count("turned away") == 3
    assert "GOT" not in output
    assert known().requests >= 1


# ---------------------------------------------------------------- its rules, without a process


@pytest.fixture
def listening(background: Path) -> Iterator[listener.Listener]:
    """A listener in this process, which forks nothing."""
    address = server.address()
    assert address is not None
    one = listener.Listener(replace(address, key="test"), "identity")
    yield one
    one.close()


def said_to(one: listener.Listener, line: bytes) -> tuple[listener.Caller | None, bytes]:
    """What the listener makes of one that connects and says this, and what that one hears."""
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(one.place.socket))
        caller.sendall(line)
        accepted = one.accept()
        if accepted is not None:
            accepted.connection.close()
        try:
            return accepted, caller.recv(1)
        except ConnectionError:
            return accepted, b""


@pytest.fixture
def a_stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let callers be no descendants: this test's own process is."""
    monkeypatch.setattr("grader.listener._descends", lambda pid: False)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b'{"ask": "grade"}\n', id="no-token"),
        pytest.param(b'{"ask": "grade", "token": "guessed"}\n', id="wrong-token"),
        pytest.param(b"\xff\xfe\n", id="no-text"),
        pytest.param(b"[]\n", id="no-object"),
        pytest.param(b"[" * 20_000 + b"\n", id="long"),
        pytest.param(b"", id="nothing"),
    ],
)
@pytest.mark.usefixtures("a_stranger")
def test_who_does_not_show_the_token_is_turned_away(
    listening: listener.Listener, line: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No token, a wrong one, or no message at all: the connection is closed without a word."""
    monkeypatch.setattr("grader.listener.HURRY", 0.05)
    assert said_to(listening, line) == (None, b"")


@pytest.mark.usefixtures("a_stranger")
def test_who_speaks_slowly_does_not_keep_others_waiting(listening: listener.Listener) -> None:
    """The whole greeting has its time, not each part of it."""
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(listening.place.socket))
        ended = threading.Event()

        def drip() -> None:
            with contextlib.suppress(OSError):
                while not ended.wait(0.1):
                    caller.sendall(b" ")

        thread = threading.Thread(target=drip)
        thread.start()
        started = time.monotonic()
        assert listening.accept() is None
        assert time.monotonic() - started < 4 * listener.HURRY
        ended.set()
        thread.join()


@pytest.mark.usefixtures("a_stranger")
def test_once_told_to_leave_it_leaves(listening: listener.Listener) -> None:
    """A question that comes after "stop" does not make it forget that."""
    for ask in ("stop", "status"):
        said_to(listening, server.greeting({"ask": ask, "token": listening.token}))
    assert listening.done


@pytest.fixture
def zygote(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zygote]:
    """A zygote in this process, which adopts nobody."""
    monkeypatch.setattr("grader.processes.become_reaper", lambda: False)
    with socket.socket() as control:
        yield Zygote(control, None, warm=False)


@pytest.mark.parametrize("needs", [5, "torch", [["torch"]], {}, None, [5]])
@pytest.mark.usefixtures("a_stranger")
def test_odd_needs_do_not_end_it(
    listening: listener.Listener, zygote: Zygote, needs: object
) -> None:
    """What a caller wants imported is looked at as data."""
    line = server.greeting({"ask": "grade", "needs": needs, "token": listening.token})
    forked: list[socket.socket] = []
    with pytest.MonkeyPatch.context() as patch, socket.socket(socket.AF_UNIX) as caller:
        patch.setattr(Zygote, "_fork", lambda zygote, connection, work: forked.append(connection))
        caller.connect(str(listening.place.socket))
        caller.sendall(line)
        zygote._ask_of_others(listening)
    assert len(forked) == 1
    forked[0].close()
    assert not zygote.imported


def test_where_nothing_more_can_be_started_it_stays(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fork that fails costs the one who asked his answer, and nobody else anything."""

    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("grader.zygote.assert_single_threaded", lambda: None)
    monkeypatch.setattr(os, "fork", refused)
    ours, theirs = socket.socketpair()
    assert not zygote._fork(theirs, socket.socket.close)
    assert ours.recv(1) == b""
    assert not zygote.judges
    ours.close()


@pytest.mark.slow
def test_it_does_not_stay_in_the_first_ones_folder(grade: Grade) -> None:
    """The folder of the first command may be removed, and its disk be taken out."""
    grade()
    assert Path(f"/proc/{known().pid}/cwd").readlink() == Path("/")


def test_paths_mean_the_same_everywhere(background: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that starts in the working folder is another one in another folder."""
    monkeypatch.setenv("GRADLINGS_MNIST", "mnist")
    monkeypatch.chdir(background)
    here = server.address()
    monkeypatch.chdir(background / "course")
    assert server.address() != here


@pytest.mark.usefixtures("a_stranger")
def test_who_shows_the_token_is_let_in(listening: listener.Listener) -> None:
    """The token opens the door."""
    accepted, heard = said_to(
        listening, server.greeting({"ask": "grade", "token": listening.token})
    )
    assert accepted is not None
    assert heard == b"+"


def test_a_descendant_is_turned_away(listening: listener.Listener) -> None:
    """Even the right token opens nothing for a process that this one started, or for itself."""
    line = server.greeting({"ask": "grade", "token": listening.token})
    assert said_to(listening, line) == (None, b"")


@pytest.mark.usefixtures("a_stranger")
def test_another_user_is_turned_away(
    listening: listener.Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel's word on who connects decides, before the token is looked at."""
    monkeypatch.setattr("grader.listener.peer_of", lambda link: (os.getpid(), os.getuid() + 1))
    line = server.greeting({"ask": "grade", "token": listening.token})
    assert said_to(listening, line) == (None, b"")


def test_only_this_user_can_enter_its_folder(background: Path) -> None:
    """The folder is made for this user alone, and one that others may enter is not taken."""
    address = server.address()
    assert address is not None
    assert address.folder.stat().st_mode & 0o077 == 0
    address.folder.chmod(0o755)
    try:
        assert server.address() is None
        assert server.why_not() is not None
    finally:
        address.folder.chmod(0o700)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        pytest.param("GRADER_SERVER", "off", "turns it off", id="off"),
        pytest.param("GRADER_DEBUG", "1", "GRADER_DEBUG", id="debug"),
        pytest.param("GRADER_SERVER", "", "test run", id="pytest"),
        pytest.param("GRADER_SERVER", "on", None, id="on"),
    ],
)
def test_it_is_started_only_where_somebody_works(
    background: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str | None
) -> None:
    """Not in tests, not while debugging, not where it was turned off."""
    monkeypatch.setenv(name, value)
    found = server.why_not()
    assert found == told if told is None else told in str(found)


def test_ci_and_scripts_leave_none(background: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in CI nor where no stream is a terminal."""
    monkeypatch.setenv("GRADER_SERVER", "")
    monkeypatch.delenv("PYTEST_VERSION", raising=False)
    monkeypatch.setenv("CI", "true")
    assert server.why_not() == "this is a test run"
    monkeypatch.delenv("CI")
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert server.why_not() == "there is no terminal"


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for what another process does, half a minute at most."""
    tick = threading.Event()
    for _ in range(600):
        if holds():
            return
        tick.wait(0.05)
    raise AssertionError("it never came about")
