"""The preloaded process: imports torch once, then forks a judge for each request.

It stays single-threaded (a fork after a multi-threaded torch operation hangs for ever) and never
runs a student's code. Where the system has no safe fork, `--once` serves one request itself, with
a spawned child that imports torch at the same time.

    command ──socket──► zygote ──fork──► judge ──fork──► child (the student's code)
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import socket
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader import launch, wire
from grader.errors import EnvironmentProblem, GraderError

if TYPE_CHECKING:
    from grader.launch import SpawnedChild

TORCH_HINT = "Install torch and torchvision with one of the two install lines of the README."


def main() -> None:
    """Serve requests that arrive as descriptors on the socket named by the first argument.

    The arguments after it are packages to import beforehand.
    """
    if sys.argv[1] == "--once":
        serve_once()
        return
    control = socket.socket(fileno=int(sys.argv[1]))
    problem = preload()
    _import_all(sys.argv[2:])
    gc.collect()
    gc.freeze()
    launch.become_reaper()
    judges: set[int] = set()
    while True:
        _reap(judges, os.WNOHANG)
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            # Judges clean up after runs that nobody waits for any more.
            _reap(judges, 0)
            os._exit(0)
        assert_single_threaded()
        if judge := os.fork():
            judges.add(judge)
        else:
            control.close()
            launch.become_reaper()
            launch.die_with_parent()
            with socket.socket(fileno=descriptors[0]) as connection:
                stream = connection.makefile("rwb")
                _answer(stream, stream, problem, None)
            os._exit(0)
        os.close(descriptors[0])


def _reap(judges: set[int], options: int) -> None:
    """Take note of judges that ended, and clean up after those that were killed."""
    while judges:
        pid, status = os.waitpid(-1, options)
        if not pid:
            return
        if pid in judges:
            judges.discard(pid)
            if os.WIFSIGNALED(status):
                launch.kill_orphans(judges)
                launch.clean_up_after(pid)


def serve_once() -> None:
    """Serve the one request on stdin, answer on stdout."""
    standby = launch.SpawnedChild()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    problem = preload()
    _answer(sys.stdin.buffer, answers, problem, standby)
    os._exit(0)


def preload() -> GraderError | None:
    """Import everything that a grading needs; what is wrong with torch, if anything is."""
    os.environ.update(launch.TORCH_SETTINGS)
    try:
        import torch

        torch.set_num_threads(1)
        torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)  # imports torch._dynamo
        torch.use_deterministic_algorithms(True, warn_only=True)
        import grader.judge  # noqa: F401
    except (ImportError, OSError, RuntimeError, AttributeError) as error:
        return EnvironmentProblem(
            f"torch can't be imported: {type(error).__name__}: {error}", TORCH_HINT
        )
    return None


def _import_all(needs: list[str]) -> None:
    """Import what exercises want besides torch; what fails is told by the one that needs it."""
    for name in needs:
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def assert_single_threaded() -> None:
    """Fork only from one thread; raises RuntimeError where there are more."""
    tasks = Path("/proc/self/task")
    if tasks.is_dir() and len(list(tasks.iterdir())) > 1:
        raise RuntimeError("the zygote has more than one thread")


def _answer(
    requests: wire.Stream,
    answers: wire.Stream,
    problem: GraderError | None,
    standby: SpawnedChild | None,
) -> None:
    """Read one request, judge it, and write the answer, whatever happens."""
    try:
        if problem is not None:
            raise problem
        header, (source,) = wire.receive(requests)
        verdict = _judge(header, source, requests, answers, standby)
        wire.send(answers, {"event": "verdict", "verdict": verdict})
    except GraderError as error:
        wire.send(answers, {"event": "error", "error": error.to_json()})
    except wire.Closed:
        pass
    except Exception as error:
        text = f"The grader failed: {type(error).__name__}: {error}"
        if os.environ.get("GRADER_DEBUG"):
            import traceback

            traceback.print_exc()
        hint = "Set GRADER_DEBUG=1, run it again, and report what it prints."
        wire.send(answers, {"event": "error", "error": GraderError(text, hint).to_json()})
    finally:
        if standby is not None:
            standby.destroy()


def _judge(
    header: dict[str, Any],
    source: bytes,
    requests: wire.Stream,
    answers: wire.Stream,
    standby: SpawnedChild | None,
) -> dict[str, Any]:
    from grader import judge
    from grader.exercise import load

    wire.send(answers, {"event": "started"})
    exercise = load(Path(header["exercise"]))
    if header["seed"] is not None:
        exercise = replace(exercise, seeds=(header["seed"],))
    verdict = judge.judge(
        exercise,
        judge.Attempt(header["file"], source),
        standby,
        _Cancelled(requests),
        bonus=header["bonus"],
        ran=lambda: wire.send(answers, {"event": "ran"}),
    )
    return verdict.to_json()


class _Cancelled(threading.Event):
    """Set once the one who asked is gone.

    Its watcher starts when it is first asked, after the child was forked: until then this process
    has one thread.
    """

    def __init__(self, requests: wire.Stream) -> None:
        super().__init__()
        self.requests = requests
        self.watched = False

    def is_set(self) -> bool:
        """Whether it was set; starts the watcher."""
        if not self.watched:
            self.watched = True
            threading.Thread(target=self._watch, daemon=True).start()
        return super().is_set()

    def _watch(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self.requests.read(1)
        self.set()


if __name__ == "__main__":
    main()
