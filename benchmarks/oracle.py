"""Do two loops train alike? Told by plain PyTorch, and by nothing that the grader does.

A process of its own imports torch once and forks for each run. Both loops are run on what the
exercise's given.py builds; all gradients are noted before each step of a given optimizer, and all
parameters after it and at the end. The two are equivalent if both return, step equally often, and
all notes agree. Gradients belong to it because the exercises ask for them: Adam moves alike with
any multiple of them.

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
    """One loop's run: for each step a row of parameters and one of gradients, and the end."""

    ended: str
    batches: int
    parameters: Notes | None = None
    gradients: Notes | None = None


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
    steps = 0 if other.gradients is None else len(other.gradients)
    return Answer(other.ended, steps, other.batches, _alike(right, other), right.ended)


def _alike(right: Run, other: Run) -> bool:
    import numpy as np

    a, b = right.parameters, other.parameters
    g, h = right.gradients, other.gradients
    if a is None or b is None or g is None or h is None or a.shape != b.shape:
        return False
    lengths = np.linalg.norm(g, axis=1)
    near = np.linalg.norm(h - g, axis=1) <= 1e-2 * lengths + 1e-5
    return bool(near.all() and np.allclose(b, a, rtol=1e-4, atol=1e-6))


def run(asked: Mapping[str, Any], text: str) -> Run:
    """Run one loop in a fork of this process."""
    import numpy as np

    folder = Path(tempfile.mkdtemp(prefix="oracle-"))
    try:
        if not (pid := os.fork()):
            _become(folder, asked, text)
        if not _waited(pid):
            return Run("killed", 0)
        with contextlib.suppress(OSError, ValueError):
            told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
            if told["ended"] != "returned":
                return Run(**told)
            names = ("parameters", "gradients")
            return Run(**told, **{name: np.load(folder / f"{name}.npy") for name in names})
        return Run("exited", 0)
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
        told, notes = _recorded(Path(asked["folder"]), asked["seed"], text)
        for name, rows in notes.items():
            np.save(folder / f"{name}.npy", np.array(rows, np.float32))
        (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
    finally:
        os._exit(0)


def _recorded(folder: Path, seed: int, text: str) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """Build what is given, train, and note parameters and gradients at each step."""
    import torch
    from torch import nn
    from torch.utils.data import DataLoader

    given = _module("given", folder / "given.py", (folder / "given.py").read_text("utf-8"))
    torch.manual_seed(seed)
    parts = given.build(seed)
    modules = [p for p in parts.values() if isinstance(p, nn.Module)]
    parameters = [p for m in modules for p in m.parameters()]
    optimizers = [p for p in parts.values() if isinstance(p, torch.optim.Optimizer)]
    drawn: list[int] = []
    notes: dict[str, list[Any]] = {"parameters": [], "gradients": []}

    def note_gradients(optimizer: Any, *_: object) -> None:
        if optimizer not in optimizers:
            return  # a copy, with copies of the hooks
        held = {id(p) for group in optimizer.param_groups for p in group["params"]}
        values = [
            p.grad if id(p) in held and p.grad is not None else torch.zeros_like(p)
            for p in parameters
        ]
        notes["gradients"].append(_row(values))

    def note_parameters(optimizer: Any, *_: object) -> None:
        if optimizer in optimizers:
            notes["parameters"].append(_row(parameters))

    for optimizer in optimizers:
        optimizer.register_step_pre_hook(note_gradients)
        optimizer.register_step_post_hook(note_parameters)
    _count_batches([p for p in parts.values() if isinstance(p, DataLoader)], drawn)
    ended = "returned"
    try:
        _module("train", folder / "train.py", text).train(**parts)
        notes["parameters"].append(_row(parameters))
    except BaseException as error:
        ended, notes = f"raised {type(error).__name__}", {}
    return {"ended": ended, "batches": len(drawn)}, notes


def _row(values: Sequence[Any]) -> Any:
    import torch

    return torch.cat([v.detach().flatten() for v in values]).numpy().copy()


def _count_batches(loaders: Sequence[Any], drawn: list[int]) -> None:
    """Count each batch that is drawn from a given loader."""
    from torch.utils.data import DataLoader

    plain = DataLoader.__iter__

    def batches(self: Any) -> Any:
        for batch in plain(self):
            if self in loaders:
                drawn.append(1)
            yield batch

    DataLoader.__iter__ = batches  # type: ignore[method-assign]


def _module(name: str, file: Path, text: str) -> Any:
    """Run a text as a module of that name."""
    module = types.ModuleType(name)
    module.__file__ = str(file)
    sys.modules[name] = module
    exec(compile(text, str(file), "exec"), module.__dict__)
    return module


if __name__ == "__main__":
    serve()
