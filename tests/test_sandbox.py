"""Every end of a run is data, told apart, with its line."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Grade

from grader import confine
from grader.engine import Engine
from grader.exercise import Exercise
from grader.launch import forks
from grader.pipeline import Task, run_task

Write = Callable[[str], Path]
SIGNATURE = "def train(model, criterion, optimizer, loader, epochs):\n"
ON_LINUX = pytest.mark.skipif(not forks(), reason="only Linux with fork has this protection")

ENDS = [
    pytest.param("def train(:\n", "syntax-error", 1, id="syntax-error"),
    pytest.param("x = 1\n", "train-missing", None, id="train-missing"),
    pytest.param("train = 3\n", "train-missing", 1, id="train-not-callable"),
    pytest.param("def train(model):\n    pass\n", "wrong-signature", 1, id="wrong-signature"),
    pytest.param(SIGNATURE + "    1 / 0\n", "raised", 2, id="exception"),
    pytest.param("import nothing_like_this\n", "raised", 1, id="import-error"),
    pytest.param(SIGNATURE + "    raise NotImplementedError\n", "not-written", 2, id="gap"),
    pytest.param(SIGNATURE + "    import sys\n    sys.exit(0)\n", "exited", 3, id="sys-exit"),
    pytest.param(SIGNATURE + "    import os\n    os._exit(0)\n", "exited", 3, id="os-exit"),
    pytest.param(
        SIGNATURE + "    import os, signal\n    os.kill(os.getpid(), signal.SIGKILL)\n",
        "killed",
        None,
        id="signal",
    ),
    pytest.param(
        SIGNATURE + "    import ctypes\n    ctypes.string_at(0)\n", "killed", 3, id="crash"
    ),
    pytest.param(SIGNATURE + "    while True:\n        x = 1\n", "timed-out", (2, 3), id="endless"),
    pytest.param(
        SIGNATURE + "    import time\n    time.sleep(99)\n", "timed-out", 3, id="sleeping"
    ),
    pytest.param(
        SIGNATURE + "    data = []\n    while True:\n        data.append(bytearray(1 << 24))\n",
        "out-of-memory",
        4,
        id="memory",
    ),
    pytest.param(
        SIGNATURE + "    import torch\n    torch.ones(1 << 31)\n",
        "out-of-memory",
        3,
        id="memory-of-torch",
    ),
    pytest.param(
        SIGNATURE + "    while True:\n        print('x' * 1000)\n",
        "too-much-output",
        3,
        id="endless-printing",
    ),
    pytest.param(
        SIGNATURE + "    import os\n    os.write(3, b'nonsense' * 99)\n    os._exit(0)\n",
        "evidence-inconsistent",
        None,
        id="malformed-trace",
    ),
]


@pytest.mark.parametrize(("text", "code", "line"), ENDS)
def test_an_end_is_named_with_its_line(
    text: str, code: str, line: int | tuple[int, ...] | None, attempt: Write, hurried: Grade
) -> None:
    """Each way to end is a failed verdict with its own code, at the line where it happened."""
    verdict = hurried(attempt(text))
    assert verdict.status == "failed"
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.code == code, verdict.diagnosis
    if not isinstance(line, tuple):
        assert verdict.diagnosis.line == line, verdict.diagnosis
    else:
        assert verdict.diagnosis.line in line
    assert verdict.checks[0].status == "failed"
    assert {check.status for check in verdict.checks[1:]} == {"skipped"}


def test_an_exception_shows_the_students_lines_only(attempt: Write, hurried: Grade) -> None:
    """The way to an exception has the student's frames, the type and the message first."""
    text = SIGNATURE + "    helper(model)\n\ndef helper(model):\n    model('not a tensor')\n"
    verdict = hurried(attempt(text))
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.message.startswith("TypeError: ")
    assert [(f.line, f.function) for f in verdict.frames] == [(2, "train"), (5, "helper")]
    assert verdict.frames[1].source == "model('not a tensor')"


@ON_LINUX
def test_too_many_processes_are_stopped(attempt: Write, hurried: Grade) -> None:
    """A run that goes on starting processes is stopped, and they are gone."""
    text = "import os, time\n" + SIGNATURE
    text += "    for _ in range(60):\n        if not os.fork():\n            time.sleep(60)\n"
    text += "    time.sleep(60)\n"
    verdict = hurried(attempt(text))
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.code in ("too-many-processes", "raised")  # root has no such rlimit


SPEAKS = (
    "import json, os, struct, time\n"
    "def tell(text):\n"
    "    text = struct.pack('<IQ', 1, len(text)) + text\n"
    "    while text:\n"
    "        text = text[os.write(3, text) :]\n"
)


@ON_LINUX
def test_news_from_what_a_run_left_behind_keep_nobody_waiting(
    attempt: Write, hurried: Grade
) -> None:
    """A process that holds the pipe after the run has ended may not go on talking."""
    text = SPEAKS + SIGNATURE
    text += "    if not os.fork():\n        os.setsid()\n        while True:\n"
    text += """            tell(b'{"news": {"steps": 1, "loss": 1}}')\n"""
    text += "            time.sleep(0.2)\n"
    text += "    os._exit(0)\n"
    verdict = hurried(attempt(text))
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.code == "exited"
    assert verdict.diagnosis.message.endswith("exit code 0.")
    assert verdict.seconds < 30


@ON_LINUX
@pytest.mark.parametrize(
    "news",
    [
        pytest.param('{"steps": Infinity, "loss": 1}', id="endless-steps"),
        pytest.param(f'{{"steps": 1, "loss": 1{"0" * 400}}}', id="large-loss"),
        pytest.param('{"steps": "many", "loss": 1}', id="words"),
        pytest.param("[]", id="list"),
        pytest.param("[' + b\"[],\" * 2_000_000 + b'0]", id="huge"),
    ],
)
def test_news_that_are_none_are_told_as_such(news: str, attempt: Write, hurried: Grade) -> None:
    """Forged news that can't be read are bytes that are no trace."""
    text = f"{SPEAKS}{SIGNATURE}    tell(b'{{\"news\": {news}}}')\n    time.sleep(5)\n"
    verdict = hurried(attempt(text))
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.code == "evidence-inconsistent"


# A process that stays, by a name that can be looked for.
STAY = "import ctypes, os, signal, time\n"
STAY += "def stay():\n    ctypes.CDLL(None).prctl(15, b'left-behind')\n    time.sleep(99)\n"
LEAVERS = [
    pytest.param(
        "if not os.fork():\n    os.setsid()\n"
        "    if not os.fork():\n        stay()\n    os._exit(0)\n",
        True,
        "",
        id="detached-grandchild",
    ),
    pytest.param(
        "import os\nos.mkdir('a')\nopen('a/b', 'w').close()\nos.chmod('a', 0)\n",
        True,
        "seccomp",
        id="odd-permissions",
    ),
    pytest.param(
        "if not os.fork():\n    os.setsid()\n    stay()\nos.kill(os.getppid(), signal.SIGKILL)\n",
        False,
        "own user,Landlock,seccomp",
        id="killed-judge",
    ),
]


@ON_LINUX
@pytest.mark.parametrize(("text", "passes", "without"), LEAVERS)
def test_nothing_outlives_the_run(
    text: str,
    passes: bool,
    without: str,
    attempt: Write,
    solution: str,
    hurried_exercise: Exercise,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When the grader is done, every process of the run and its folder are gone."""
    folders = tmp_path / "runs"
    folders.mkdir()
    monkeypatch.setenv("TMPDIR", str(folders))
    monkeypatch.setenv(confine.WITHOUT, without)
    with Engine() as engine:
        task = Task(hurried_exercise, attempt(STAY + text + solution), hurried_exercise.folder)
        assert run_task(task, engine).passed == passes
    assert not list(folders.glob("grade-*"))
    running = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            running.append((entry / "stat").read_text().split(" ", 1)[1])
    assert running
    assert not [stat for stat in running if "left-behind" in stat and ") Z" not in stat]


def test_the_child_sees_nothing_of_the_users(attempt: Write, hurried: Grade) -> None:
    """The working folder has its two files alone, the environment is scrubbed, stdin empty."""
    text = (
        "import os, sys\n"
        + SIGNATURE
        + "    print(sorted(os.listdir('.')), 'SECRET' in os.environ,"
        " repr(sys.stdin.read()), sys.argv, os.environ['HOME'] == os.getcwd())\n"
    )
    verdict = hurried(attempt(text))
    assert verdict.output.strip() == "['given.py', 'train.py'] False '' ['train.py'] True"


@ON_LINUX
def test_inherited_descriptors_are_closed(attempt: Write, hurried: Grade) -> None:
    """The child has its standard streams, the reply and the stack file, and no other descriptor."""
    text = "import os\n" + SIGNATURE
    text += "    for fd in sorted(map(int, os.listdir('/proc/self/fd'))):\n"
    text += "        try:\n            print(fd, os.readlink(f'/proc/self/fd/{fd}'))\n"
    text += "        except OSError:\n            pass\n"
    lines = hurried(attempt(text)).output.splitlines()
    targets = {line.split()[1] for line in lines if int(line.split()[0]) > 3}
    assert all("/stack" in t or "/dev/null" in t for t in targets), lines


def test_the_same_run_gives_the_same_verdict(attempt: Write, hurried: Grade, solution: str) -> None:
    """Two gradings of one file agree in every number."""
    path = attempt(solution)
    first, second = hurried(path), hurried(path)
    assert dict(first.metrics) == dict(second.metrics)
    assert first.checks == second.checks
    assert first.output == second.output


def test_a_verdict_says_which_layers_were_on(attempt: Write, hurried: Grade, solution: str) -> None:
    """Every result names the protections of its run."""
    layers = hurried(attempt(solution)).sandbox
    assert "own process" in layers
    assert ("descendants killed" in layers) == forks()
    assert ("resource limits" in layers) == (sys.platform != "win32")
