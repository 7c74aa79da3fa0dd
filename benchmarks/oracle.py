"""Do two loops train alike? Told by plain PyTorch, and by nothing that the grader does.

A process of its own imports torch once and forks for each run. Both loops are run on what the
exercise's given.py builds; all parameters are noted after each step of a given optimizer, and at
the end. The two are equivalent if both return, step equally often, and all notes agree.

    with Oracle() as oracle:
        answer = oracle.compare(folder, seed, needs, right_text, other_text)
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import types
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Self

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Notes = npt.NDArray[np.float32]

WALL, CPU = 90.0, 60
KEPT = 8


@dataclass(frozen=True)
class Answer:
    """How the other loop ended, how often it stepped, and whether it trains as the right one."""

    ended: str
    steps: int
    batches: int
    equivalent: bool
    right_ended: str


@dataclass(frozen=True)
class Run:
    """One loop's run: a row of parameters for each step, and one for the end."""

    ended: str
    batches: int
    notes: Notes | None


class Oracle:
    """The process that answers; a context manager that ends it."""

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *exc: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()

    def compare(
        self, folder: Path, seed: int, needs: Sequence[str], right: str, other: str
    ) -> Answer:
        """Whether `other` trains as `right` does, in the exercise of that folder."""
        asked = {"folder": str(folder), "seed": seed, "needs": needs}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({**asked, "right": right, "other": other}) + "\n")
        self.process.stdin.flush()
        return Answer(**json.loads(self.process.stdout.readline()))


def serve() -> None:
    """Answer each line of the standard input, until it is closed."""
    import torch

    torch.set_num_threads(1)
    torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)  # imports what it needs
    known: dict[str, Run] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        for need in asked["needs"]:
            __import__(need)
        key = asked["folder"] + asked["right"]
        if key not in known:
            known = {**dict(list(known.items())[1 - KEPT :]), key: run(asked, asked["right"])}
        answer = compared(known[key], run(asked, asked["other"]))
        print(json.dumps(asdict(answer)), flush=True)


def compared(right: Run, other: Run) -> Answer:
    """The answer that two runs give."""
    import numpy as np

    a, b = right.notes, other.notes
    same = a is not None and b is not None and a.shape == b.shape
    if same:
        assert a is not None
        assert b is not None
        same = np.allclose(b, a, rtol=1e-4, atol=1e-6, equal_nan=True)
    steps = 0 if b is None else len(b) - 1
    return Answer(other.ended, steps, other.batches, bool(same), right.ended)


def run(asked: Mapping[str, Any], text: str) -> Run:
    """Run one loop in a fork of this process."""
    import numpy as np

    folder = Path(tempfile.mkdtemp(prefix="oracle-"))
    try:
        if not (pid := os.fork()):
            _become(folder, asked, text)
        if not _waited(pid):
            return Run("killed", 0, None)
        with contextlib.suppress(OSError, ValueError):
            told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
            notes = np.load(folder / "notes.npy") if told["ended"] == "returned" else None
            return Run(told["ended"], told["batches"], notes)
        return Run("exited", 0, None)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _waited(pid: int) -> bool:
    """Wait for a fork to end; kill it where that takes too long."""
    give_up = time.monotonic() + WALL
    while time.monotonic() < give_up:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return True
        time.sleep(0.005)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return False


def _become(folder: Path, asked: Mapping[str, Any], text: str) -> NoReturn:
    """In the fork: run the loop out of everybody's sight, and leave two files."""
    import numpy as np

    try:
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(null, number)
        resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
        (folder / "work").mkdir()
        os.chdir(folder / "work")
        sys.argv = ["train.py"]
        ended, batches, notes = _recorded(Path(asked["folder"]), asked["seed"], text)
        np.save(folder / "notes.npy", np.array(notes, np.float32))
        told = {"ended": ended, "batches": batches}
        (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
    finally:
        os._exit(0)


def _recorded(folder: Path, seed: int, text: str) -> tuple[str, int, list[Any]]:
    """Build what is given, train, and note all parameters after each step and at the end."""
    import torch
    from torch import nn
    from torch.utils.data import DataLoader

    given = _module("given", folder / "given.py", (folder / "given.py").read_text("utf-8"))
    torch.manual_seed(seed)
    parts = given.build(seed)
    modules = [p for p in parts.values() if isinstance(p, nn.Module)]
    parameters = [p for m in modules for p in m.parameters()]
    optimizers = [p for p in parts.values() if isinstance(p, torch.optim.Optimizer)]
    notes: list[Any] = []
    drawn: list[int] = []

    def note(optimizer: object = None, *_: object) -> None:
        if optimizer is None or any(optimizer is given for given in optimizers):
            notes.append(torch.cat([p.detach().flatten() for p in parameters]).numpy().copy())

    for optimizer in optimizers:
        optimizer.register_step_post_hook(note)
    for loader in (p for p in parts.values() if isinstance(p, DataLoader)):
        _count_batches(loader, drawn)
    try:
        _module("train", folder / "train.py", text).train(**parts)
    except BaseException as error:
        return f"raised {type(error).__name__}", len(drawn), []
    note()
    return "returned", len(drawn), notes


def _count_batches(loader: Any, drawn: list[int]) -> None:
    """Let the loader count each batch that is drawn from it."""
    plain = type(loader)

    def batches(self: Any) -> Any:
        for batch in plain.__iter__(self):
            drawn.append(1)
            yield batch

    loader.__class__ = type("DataLoader", (plain,), {"__iter__": batches})


def _module(name: str, file: Path, text: str) -> Any:
    """Run a text as a module of that name."""
    module = types.ModuleType(name)
    module.__file__ = str(file)
    sys.modules[name] = module
    exec(compile(text, str(file), "exec"), module.__dict__)
    return module


if __name__ == "__main__":
    serve()
