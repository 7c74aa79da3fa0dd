"""A child is confined before it reads the student's code; right loops don't notice."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import Grade

from grader import confine, launch, sandbox, wire
from grader.cli import main
from grader.confine import landlock, reading, seccomp, user
from grader.engine import Engine
from grader.errors import EnvironmentProblem, GraderError
from grader.exercise import Exercise, Resources
from grader.folder import Folder
from grader.launch import forks
from grader.pipeline import Task, run_task

Write = Callable[[str], Path]
ON_LINUX = pytest.mark.skipif(not forks(), reason="only Linux with fork has this protection")

# What a right loop may well do besides training.
NEEDS = [
    pytest.param("open('notes.txt', 'w').write('x')", id="write-a-file"),
    pytest.param("import tempfile; tempfile.NamedTemporaryFile().write(b'x')", id="tempfile"),
    pytest.param("import tempfile; tempfile.mkdtemp()", id="temporary-folder"),
    pytest.param("import torch; torch.save({}, 'a.pt'); torch.load('a.pt')", id="checkpoint"),
    pytest.param(
        "import shutil; open('a', 'w').close(); shutil.copy('a', 'b'); shutil.move('b', 'c')",
        id="copy-and-move",
    ),
    pytest.param("import shutil, os; os.makedirs('x/y'); shutil.rmtree('x')", id="folders"),
    pytest.param("import sqlite3; sqlite3.connect('runs.db').execute('create table t (x)')"),
    pytest.param("import asyncio; asyncio.run(asyncio.sleep(0))", id="asyncio"),
    pytest.param("import logging; logging.basicConfig(filename='log')", id="logging"),
    pytest.param("import statistics, fractions, csv, decimal, html, wave", id="lazy-imports"),
    pytest.param("import ssl, ctypes.util, multiprocessing.pool, unittest.mock", id="more-imports"),
    pytest.param("import importlib; importlib.invalidate_caches(); import cgi", id="looks-again"),
    pytest.param("import getpass, os; os.path.expanduser('~'); getpass.getuser()", id="who-am-i"),
    pytest.param("import zoneinfo; zoneinfo.ZoneInfo('Europe/Paris')", id="time-zones"),
    pytest.param("import mimetypes; mimetypes.guess_type('a.png')", id="mime-types"),
    pytest.param("import platform, uuid; platform.platform(); uuid.uuid4()", id="platform"),
    pytest.param("import os; os.access('.', os.W_OK) or 1 / 0", id="access"),
    pytest.param(
        "from pathlib import Path; p = Path('done'); p.touch(); p.touch(); p.rename('over')",
        id="touch",
    ),
    pytest.param("import inspect, given; inspect.getsource(given.build)", id="given's-source"),
    pytest.param("import inspect, given; inspect.getsource(given.SimpleNet)", id="a-class's"),
    pytest.param("import given; open(given.__file__).close()", id="given-as-a-file"),
    pytest.param("import given; given.build(3)", id="build-again"),
    pytest.param("import given, importlib; importlib.reload(given)", id="given-again"),
    pytest.param("import threading; threading.Thread(target=print).start()", id="threads"),
    pytest.param(
        "from concurrent.futures import ThreadPoolExecutor as P; list(P(4).map(str, range(9)))",
        id="pool-of-threads",
    ),
    pytest.param("import os\nif os.fork() == 0: os._exit(0)\nos.wait()", id="fork"),
    pytest.param("import resource; resource.getrusage(resource.RUSAGE_SELF)", id="resource"),
    pytest.param("import signal; signal.alarm(0)", id="signal"),
    pytest.param(
        "import os; os.environ.setdefault('MPLCONFIGDIR', '.')\n"
        "import matplotlib; matplotlib.use('Agg')\n"
        "import matplotlib.pyplot as p; p.plot([1, 2]); p.savefig('loss.png')",
        id="matplotlib",
    ),
    pytest.param(
        "import subprocess\n"
        "try: subprocess.check_output(['git', 'rev-parse', 'HEAD'])\n"
        "except (subprocess.CalledProcessError, FileNotFoundError): pass",
        id="which-version",
    ),
    pytest.param("import os; os.nice(1)", id="nice"),
    pytest.param("import random; random.SystemRandom().random()", id="random-numbers"),
    pytest.param("from torch.utils.data import DataLoader, TensorDataset as T\nimport torch\n"
                 "list(DataLoader(T(torch.ones(8)), num_workers=2))", id="loader-with-workers"),
]  # fmt: skip


@ON_LINUX
def test_a_right_loop_has_what_it_needs(attempt: Write, hurried: Grade, solution: str) -> None:
    """What people do beside training works as ever, each of these things."""
    texts = [str(each.values[0]) for each in NEEDS]
    text = f"import sys\nfor text in {texts!r}:\n    try:\n        exec(text, {{}})\n"
    text += "    except BaseException as error:\n        print('WANTS', text, repr(error))\n"
    verdict = hurried(attempt(text + solution))
    assert "WANTS" not in verdict.output, verdict.output
    assert verdict.passed


def test_a_loop_finds_itself(attempt: Write, hurried: Grade, solution: str) -> None:
    """The file is where a loop looks for it, which keeps its code beside its results."""
    text = (
        "import inspect, os, pathlib, shutil, sys\n"
        "HERE = pathlib.Path(__file__).parent\n"
        "os.chdir(os.path.dirname(__file__))\n"
        "assert '# a word of this file' in open(__file__).read()\n"
        "assert sys.path[0] == str(HERE)\n"
        "assert open(sys.argv[0]).read() == open(__file__).read()\n"
        "shutil.copy(__file__, HERE / 'as_it_was.py')\n"
        "assert {'train.py', 'given.py', 'as_it_was.py'} == set(os.listdir(HERE))\n"
        "class Own:\n    pass  # a word of this file\n"
        "assert inspect.getsource(Own).endswith('this file\\n')\n"
    )
    verdict = hurried(attempt(text + solution))
    assert verdict.passed, verdict.diagnosis


def test_workers_of_the_given_loader_change_nothing(
    attempt: Write, hurried: Grade, solution: str
) -> None:
    """A loop that asks the loader for workers gets the same batches, and passes."""
    first = "        for inputs, labels in loader:\n"
    assert first in solution
    text = solution.replace(first, f"        loader.num_workers = 2\n{first}")
    assert hurried(attempt(text)).passed


@ON_LINUX
@pytest.mark.parametrize(
    "need",
    [
        pytest.param("open('/etc/passwd')", id="a-file"),
        pytest.param("import torch; torch.save({}, '/tmp/a.pt')", id="a-checkpoint-elsewhere"),
        pytest.param("import torch; torch.ones(1).share_memory_()", id="shared-memory"),
        pytest.param("import sqlite3; sqlite3.connect('/tmp/a.db')", id="a-database-elsewhere"),
    ],
)
def test_who_needs_more_is_told_what_there_is(need: str, attempt: Write, hurried: Grade) -> None:
    """An error of permission, of whatever kind, leads to what a graded loop may do."""
    text = f"def train(model, criterion, optimizer, loader, epochs):\n    {need}\n"
    diagnosis = hurried(attempt(text)).diagnosis
    assert diagnosis is not None
    assert (diagnosis.code, diagnosis.line) == ("raised", 2)
    assert "a folder of its own" in diagnosis.hint


@ON_LINUX
@pytest.mark.parametrize(
    "need", ["open('data/points.csv')", "import os; os.execvp('git', ['git'])"]
)
def test_who_misses_something_is_told_what_there_is(
    need: str, attempt: Write, hurried: Grade
) -> None:
    """A file or a program that is not there leads to what there is."""
    text = f"def train(model, criterion, optimizer, loader, epochs):\n    {need}\n"
    diagnosis = hurried(attempt(text)).diagnosis
    assert diagnosis is not None
    assert (diagnosis.code, diagnosis.line) == ("raised", 2)
    assert "`given.py`, and no programs" in diagnosis.hint


@ON_LINUX
@pytest.mark.parametrize(
    ("without", "left"),
    [
        pytest.param("", ("Landlock", "seccomp"), id="all"),
        pytest.param("landlock", ("seccomp",), id="old-kernel"),
        pytest.param("landlock,seccomp,own user", (), id="nothing"),
    ],
)
def test_it_works_with_the_layers_that_there_are(
    without: str,
    left: tuple[str, ...],
    attempt: Write,
    solution: str,
    hurried_exercise: Exercise,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A verdict says which layers were on and which were not, and is the same without them."""
    monkeypatch.setenv(confine.WITHOUT, without)
    with Engine() as engine:
        task = Task(hurried_exercise, attempt(solution), hurried_exercise.folder)
        verdict = run_task(task, engine)
    assert verdict.passed
    assert tuple(name for name in verdict.sandbox if name in ("Landlock", "seccomp")) == left
    assert set(verdict.unprotected) >= {"Landlock", "seccomp"} - set(left)
    assert not set(verdict.unprotected) & set(verdict.sandbox)


@pytest.mark.parametrize("target", ["exercise-01", "all"])
def test_less_than_the_whole_sandbox_can_be_refused(
    target: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--require-sandbox` runs nothing where a layer is missing: exit code 4, and its name."""
    monkeypatch.setenv(confine.WITHOUT, "seccomp")
    with pytest.raises(SystemExit) as end:
        main([target, "--solution", "--require-sandbox", "--format", "json"])
    error = json.loads(capsys.readouterr().out)["error"]
    assert end.value.code == 4
    assert error["kind"] == "environment"
    assert "seccomp: switched off" in error["message"]
    assert "Nothing was run" in error["hint"]


@ON_LINUX
def test_the_whole_sandbox_is_there_on_this_machine(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing is missing, `--require-sandbox` changes no verdict."""
    assert launch.missing() == {}
    with pytest.raises(SystemExit) as end:
        main(["exercise-01", "--solution", "--require-sandbox", "--format", "json"])
    assert end.value.code == 0
    assert json.loads(capsys.readouterr().out)["unprotected"] == []


@ON_LINUX
@pytest.mark.skipif(not user.is_root(), reason="only root has a user to give up")
def test_root_gives_up_its_user(attempt: Write, hurried: Grade) -> None:
    """A child of root's has a number of its own, no groups, and may not come back."""
    text = "import os\nprint(os.getresuid(), os.getgroups(), os.getresgid())\nos.setuid(0)\n"
    verdict = hurried(attempt(text))
    own = verdict.output.split(",")[0].strip("(")
    assert user.FIRST <= int(own) < user.FIRST + user.COUNT
    assert f"({own}, {own}, {own}) [] ({own}, {own}, {own})" in verdict.output
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.message.startswith("PermissionError")


# ------------------------------------------------------------------ what a run may read


def test_what_is_secret_is_left_out_of_what_may_be_read(tmp_path: Path) -> None:
    """A folder that holds something secret is named by its other parts."""
    for name in ("site/torch/a.py", "site/grader/b.py", "site/numpy/c.py", "site/d.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    site, hidden = tmp_path / "site", tmp_path / "site" / "grader"
    assert list(reading.covering(site, [])) == [site]
    assert list(reading.covering(hidden, [hidden])) == []
    assert list(reading.covering(site, [hidden / "b.py"])) == [
        site / "d.py",
        site / "numpy",
        site / "torch",
    ]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")
def test_a_link_opens_nothing_secret(tmp_path: Path) -> None:
    """A link that lies beside something secret is not followed."""
    (tmp_path / "site" / "grader").mkdir(parents=True)
    (tmp_path / "site" / "also").symlink_to(tmp_path / "site" / "grader")
    assert list(reading.covering(tmp_path / "site", [tmp_path / "site" / "grader"])) == []


def test_neither_grader_nor_course_may_be_read() -> None:
    """Nothing that a run may read holds the grader's code, or lies in it."""
    secret = Path(confine.__file__).parent.parent
    for path in reading.readable([secret], []):
        assert not secret.is_relative_to(path)
        assert not path.is_relative_to(secret)


def test_of_a_library_path_only_libraries_may_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty part of it is a folder that somebody works in."""
    for name in ("libown.so.1", "grades.csv"):
        (tmp_path / name).touch()
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    found = [path for path in reading.readable([], []) if path.is_relative_to(tmp_path.resolve())]
    assert found == [tmp_path.resolve() / "libown.so.1"]


def test_all_but_some_numbers() -> None:
    """Masks and values fit each number except for those that are allowed."""
    for allowed in (seccomp.FCNTL, seccomp.IOCTL):
        rules = list(seccomp.all_but(allowed))
        near = {number ^ 1 << bit for number in allowed for bit in range(32)}
        for number in {*range(1 << 12), *near, *allowed, 0xFFFFFFFF}:
            fits = any(number & mask == value for mask, value in rules)
            assert fits == (number not in allowed)


# ------------------------------------------------------------------ whose fault it is


class Ended:
    """A child that has said `said` and has ended."""

    def __init__(self, said: bytes, tmp_path: Path) -> None:
        self.reply = io.BytesIO(said)
        reading_end, writing_end = os.pipe()
        os.close(writing_end)
        self.output = os.fdopen(reading_end, "rb", 0)
        self.folder = Folder(tmp_path)

    def wait(self) -> int:
        """It has ended."""
        return 1

    def ask_where(self) -> None:
        """It is nowhere."""

    def cpu_seconds(self) -> float:
        """None."""
        return 0.0

    def descendants(self) -> int:
        """None."""
        return 0

    def memory(self) -> int:
        """None."""
        return 0

    def written(self, most: int) -> int:
        """None."""
        return 0


def message(**header: object) -> bytes:
    """One message as a child sends it."""
    stream = io.BytesIO()
    wire.send(stream, dict(header))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("said", "error"),
    [
        pytest.param(message(**{"not confined": "Landlock: no"}), EnvironmentProblem, id="refused"),
        pytest.param(b"", GraderError, id="nothing"),
        pytest.param(b"\1\0", GraderError, id="half-a-message"),
    ],
)
def test_what_goes_wrong_before_the_code_is_read_is_the_graders(
    said: bytes, error: type[GraderError], tmp_path: Path
) -> None:
    """A run that can't be confined, or never begins, is no verdict on anybody's code."""
    child = Ended(said, tmp_path)
    watch = sandbox._Watch(child, Resources(), 1 << 20)
    with pytest.raises(error) as raised:
        watch.until_end(None, lambda steps, loss: None)
    assert type(raised.value) is error
    assert raised.value.hint
    child.output.close()


def test_what_goes_wrong_afterwards_is_the_runs(tmp_path: Path) -> None:
    """Once the code is read, no message makes the grader take the blame."""
    for later in (b"", message(**{"not confined": "Landlock: no"}), message(confined=[])):
        child = Ended(message(confined=["Landlock"]) + later, tmp_path)
        watch = sandbox._Watch(child, Resources(), 1 << 20)
        end, _, _ = watch.until_end(None, lambda steps, loss: None)
        assert end.kind in ("exited", "no-trace")
        child.output.close()


# ------------------------------------------------------------------ the layers themselves


def test_layers_name_what_they_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    """Off Linux each layer says what it needs, and none is planned."""
    monkeypatch.setattr("sys.platform", "darwin")
    assert landlock.version() == 0
    assert {layer.lacking(()) for layer in (user, landlock, seccomp)} == {"needs Linux"}
    assert confine.plan(()).layers == ()


@ON_LINUX
def test_a_missing_library_is_told_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the C library is not installed, what to install is said."""
    monkeypatch.setattr(seccomp, "_library", lambda: None)
    assert "apt install libseccomp2" in seccomp.lacking(())


@ON_LINUX
def test_an_interpreter_that_only_root_may_enter_needs_landlock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Landlock, root keeps its user where another one could not find its modules."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr("sys.prefix", str(closed))
    monkeypatch.setattr(user, "_has", lambda capability: True)
    assert user.lacking(()) == ""
    assert "only root may enter" in user.lacking((landlock.NAME,))


@ON_LINUX
def test_a_root_without_rights_keeps_its_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container that took the rights to change users, the layer is missing, with a reason."""
    monkeypatch.setattr(user, "_has", lambda capability: False)
    assert user.lacking(()) == "this root may not become another user"


@ON_LINUX
@pytest.mark.parametrize("known", [0, 2, 5, 7])
def test_older_kernels_get_more_rules(known: int) -> None:
    """What an older Landlock does not check, the filter does."""
    library = SimpleNamespace(
        ERRNO=lambda number: number,
        MASKED_EQ="masked",
        NE="not",
        Arg=lambda *condition: condition,
    )
    named = [name for _, name, _ in seccomp._rules(library, known, 1)]
    assert ("kill" in named) == (known < landlock.SCOPES_SINCE)
    assert ("truncate" in named) == (known < landlock.TRUNCATES_SINCE)
    assert {"socket", "execve", "ptrace", "io_uring_setup", "unshare", "clone3"} <= set(named)


def test_a_layer_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the kernel refuses is told with the layer's name."""

    def refuse(plan: confine.Plan, writable: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(landlock, "apply", refuse)
    with pytest.raises(confine.NotConfined, match="Landlock: PermissionError"):
        confine.apply(confine.Plan(("Landlock",), (), 0), ())
