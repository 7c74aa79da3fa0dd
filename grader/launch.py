"""Starting the child and ending it: by fork where the system has one that is safe, else by spawn.

Both give the same `Child`: a stream of what it replies, a stream of what it prints, a folder of
its own, and ways to wait for it and to end it together with everything that it started.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, Protocol

from grader import confine, wire
from grader.data import cache_folder
from grader.errors import EnvironmentProblem
from grader.folder import Folder, make_folder
from grader.processes import (
    PERSISTENCE,
    below,
    die_with_parent,
    kill,
    memory_of,
    removed_files_of,
)

REPLY, TEXT = 3, 4
STUCK = getattr(signal, "SIGXCPU", None)
"""The signal that makes a child write down where it is, and end."""

LAYERS = (
    "own process",
    "scrubbed environment",
    "own working folder",
    "output cap",
    "own session",
    "resource limits",
    "descendants killed",
)
"""What may stand between a child and the machine; systems lack some of the last ones."""


def forks() -> bool:
    """Whether children are forked: on Linux, unless GRADER_START=spawn asks otherwise."""
    return sys.platform == "linux" and os.environ.get("GRADER_START") != "spawn"


def layers() -> tuple[str, ...]:
    """Those of LAYERS that stand between a child and this machine, on this system."""
    if sys.platform == "win32":
        return LAYERS[:4]
    return LAYERS if forks() else LAYERS[:-1]


def missing() -> dict[str, str]:
    """What does not stand there on this system, with the reason, confinement's layers included."""
    reason = "needs Linux" if sys.platform != "linux" else "needs fork"
    return {**{name: reason for name in LAYERS if name not in layers()}, **confine.missing()}


def require_all(hint: str) -> None:
    """Raise EnvironmentProblem, with this hint, where anything is missing."""
    if lacking := missing():
        told = "; ".join(f"{layer}: {reason}" for layer, reason in lacking.items())
        raise EnvironmentProblem(f"The sandbox is not whole: {told}.", hint)


class Child(Protocol):
    """A started child, forked or spawned."""

    reply: BinaryIO
    output: BinaryIO
    folder: Folder

    def wait(self) -> int:
        """Block until it ended: its exit code, or minus the signal's number. Reaps nothing."""

    def cpu_seconds(self) -> float:
        """What it has computed; 0 where the system does not tell."""

    def ask_where(self) -> None:
        """Let it write down where it is, and end."""

    def descendants(self) -> int:
        """How many processes run below the grader's; 0 where the system does not tell."""

    def memory(self) -> int:
        """Bytes that it and what it started use; 0 where the system does not tell."""

    def written(self, most: int) -> int:
        """Bytes of the files that it keeps, counted until they are more than `most`."""

    def destroy(self) -> None:
        """Kill it and all that it started, reap them, and remove the folder."""


TORCH_SETTINGS = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "",
    "TORCHDYNAMO_DISABLE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
}
# What a process needs to speak the user's language, and what it needs to find its libraries.
SPEAK = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "COMSPEC", "NUMBER_OF_PROCESSORS")
FIND = ("PYTHONPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV")
PLACES = ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP")
OWN = ("GRADER_START", "GRADER_DEBUG", "GRADER_SERVER_MINUTES", "GRADER_WITHOUT")
# Where the data of exercises lies: unpacked, and where a person has more of it.
DATA = ("XDG_CACHE_HOME", "LOCALAPPDATA", "GRADLINGS_CACHE", "GRADLINGS_MNIST")


def grader_environment() -> dict[str, str]:
    """The grader's own processes' environment.

    Their forks can read it in /proc, so what the user keeps in other variables is left out. Paths
    are whole: one of these processes may serve commands of other working folders. Empty ones, which
    mean the working folder and are easily left in such a list, are left out: students' files may
    lie there.
    """
    lists = {
        name: os.pathsep.join(
            str(Path(part).absolute()) for part in value.split(os.pathsep) if part
        )
        for name, value in _taken(FIND).items()
        if value.strip(os.pathsep)
    }
    single = _taken(PLACES + DATA).items()
    places = {name: str(Path(value).absolute()) for name, value in single if value}
    return {**_taken(SPEAK + OWN), **lists, **places, **TORCH_SETTINGS}


def environment(folder: Folder) -> dict[str, str]:
    """The child's environment: nothing of the user's but where programs and languages are."""
    home, temporary = str(folder.work), str(folder.temporary)
    return {
        **_taken((*SPEAK, "GRADLINGS_MNIST")),
        "GRADLINGS_CACHE": str(cache_folder()),
        **dict.fromkeys(("HOME", "USERPROFILE"), home),
        **dict.fromkeys(("USER", "LOGNAME", "USERNAME"), "student"),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), temporary),
        **TORCH_SETTINGS,
    }


def _taken(names: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.upper() in names}


class Forked:
    """A fork of this process. Fork only while this process has one thread.

    It gets the descriptors `reply` and `output`, and finds `text`, where there is one, at TEXT.
    """

    def __init__(
        self,
        body: Callable[[BinaryIO, Folder], None],
        reply: int,
        output: int,
        text: int | None = None,
    ) -> None:
        self.folder = make_folder()
        parent = os.getpid()
        self.pid = os.fork()
        if not self.pid:
            _become_child(parent, reply, output, text, self.folder, body)

    def wait(self) -> int:
        """Block until it ended; the zombie stays for `destroy`."""
        try:
            ended = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        except ChildProcessError:
            return 0
        if ended is None:
            return 0
        return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status

    def ask_where(self) -> None:
        """Send the signal that faulthandler listens to."""
        if STUCK is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, STUCK)

    def cpu_seconds(self) -> float:
        """User and system time, from /proc, which still has it of a zombie."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def descendants(self) -> int:
        """Processes below this one, the child included."""
        return sum(1 for _ in below(os.getpid()))

    def memory(self) -> int:
        """What the processes below this one use; what they share counts once."""
        running = list(below(os.getpid()))
        # One process has a limit of its own, and asking after what is shared takes a while.
        return sum(map(memory_of, running)) if len(running) > 1 else 0

    def written(self, most: int) -> int:
        """The files in its folder, and those that it has removed and keeps open."""
        found = self.folder.size(most)
        if found <= most:
            found += sum(map(removed_files_of, below(os.getpid())))
        return found

    def destroy(self) -> None:
        """Kill until nothing is left below this process."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        give_up = time.monotonic() + PERSISTENCE
        while time.monotonic() < give_up:
            kill(below(os.getpid()))
            try:
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            except ChildProcessError:
                break
            time.sleep(0.001)
        self.folder.remove()


class ForkedChild(Forked):
    """One whose reply and output are read here."""

    def __init__(self, body: Callable[[BinaryIO, Folder], None]) -> None:
        reply, reply_end = os.pipe()
        output, output_end = os.pipe()
        super().__init__(body, reply_end, output_end)
        os.close(reply_end)
        os.close(output_end)
        self.reply: BinaryIO = os.fdopen(reply, "rb")
        self.output: BinaryIO = os.fdopen(output, "rb", 0)


def _become_child(
    parent: int,
    reply: int,
    output: int,
    text: int | None,
    folder: Folder,
    body: Callable[[BinaryIO, Folder], None],
) -> NoReturn:
    """In the fork: cut every tie to the grader but the pipes, then run `body`."""
    try:
        os.setsid()
        die_with_parent()
        if os.getppid() != parent:
            os._exit(1)
        null = os.open(os.devnull, os.O_RDONLY)
        # Lift the pipes out of the way first: either may be one of the low numbers itself.
        high = [os.dup(fd) for fd in (reply, output, null if text is None else text)]
        for number, source in enumerate((null, high[1], high[1], high[0], high[2])):
            os.dup2(source, number)
        os.closerange(TEXT + (text is not None), os.sysconf("SC_OPEN_MAX"))
        os.chdir(folder.work)
        scrubbed = environment(folder)
        os.environ.clear()
        os.environ.update(scrubbed)
        tempfile.tempdir = None  # the judge has looked for its own
        body(os.fdopen(REPLY, "wb"), folder)
    except BaseException as error:
        with contextlib.suppress(BaseException):
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(70)


class SpawnedChild:
    """A fresh interpreter that has torch imported by the time a job comes."""

    def __init__(self) -> None:
        self.folder = make_folder()
        own_session = {} if os.name == "nt" else {"start_new_session": True}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.child_main"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**_taken(FIND), **environment(self.folder)},
            **own_session,  # type: ignore[call-overload]  # one keyword, or none
        )
        self.reply: BinaryIO = self.process.stdout
        self.output: BinaryIO = self.process.stderr

    def give(self, job: Any, given_source: bytes, source: bytes) -> SpawnedChild:
        """Send it the work; itself."""
        header = {"job": asdict(job), "folder": str(self.folder.root)}
        with contextlib.suppress(OSError):
            wire.send(self.process.stdin, header, given_source, source)
            self.process.stdin.close()
        return self

    def wait(self) -> int:
        """Block until it ended."""
        return int(self.process.wait())

    def ask_where(self) -> None:
        """Send the signal that faulthandler listens to; Windows has none."""
        if STUCK is not None:
            self.process.send_signal(STUCK)

    def cpu_seconds(self) -> float:
        """Not known here."""
        return 0.0

    def descendants(self) -> int:
        """Not known here."""
        return 0

    def memory(self) -> int:
        """Not known here."""
        return 0

    def written(self, most: int) -> int:
        """The files in its folder."""
        return self.folder.size(most)

    def destroy(self) -> None:
        """Kill it and its process group."""
        with contextlib.suppress(OSError):
            if os.name != "nt":
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        self.folder.remove()
