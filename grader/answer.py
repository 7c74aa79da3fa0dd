"""The answer to one request: what a judging process reads, does and writes, whatever happens."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader import wire
from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.judge import RunIt

HINT = "Set GRADER_DEBUG=1, run it again, and report what it prints."


def answer(
    requests: wire.Stream, answers: wire.Stream, problem: GraderError | None, run: RunIt
) -> bool:
    """Read one request, judge it, and write the answer, whatever happens.

    `run` runs the attempt's code, `problem` is what keeps this process from judging at all. Whether
    nothing happened that a grading should not come to.
    """
    with telling(answers) as told:
        if problem is not None:
            raise problem
        header, (source,) = wire.receive(requests)
        verdict, film = _judge(header, source, answers, run)
        wire.send(answers, {"event": "verdict", "verdict": verdict}, *film)
    return not told


@contextlib.contextmanager
def telling(answers: wire.Stream) -> Iterator[list[Exception]]:
    """Write what the block raises instead of its answer; nothing where nobody waits for it.

    The list has what should not have been raised, once it was.
    """
    told: list[Exception] = []
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        try:
            yield told
        except GraderError as error:
            wire.send(answers, {"event": "error", "error": error.to_json()})
        except (wire.Closed, BrokenPipeError, ConnectionResetError):
            pass
        except Exception as error:
            told.append(error)
            text = f"The grader failed: {type(error).__name__}: {error}"
            if os.environ.get("GRADER_DEBUG"):
                import traceback

                traceback.print_exc()
            wire.send(answers, {"event": "error", "error": GraderError(text, HINT).to_json()})


def _judge(
    header: dict[str, Any], source: bytes, answers: wire.Stream, run: RunIt
) -> tuple[dict[str, Any], tuple[bytes, ...]]:
    """The verdict as JSON, and its playback in bytes where it was asked for."""
    from grader import judge, playback
    from grader.exercise import load

    wire.send(answers, {"event": "started"})
    exercise = load(Path(header["exercise"]))
    if header["seed"] is not None:
        exercise = replace(exercise, seeds=(header["seed"],))
    if header["seconds"] is not None:
        exercise = replace(exercise, resources=exercise.resources.within(header["seconds"]))
    verdict, filmed = judge.judge(
        exercise,
        judge.Attempt(header["file"], source),
        run,
        bonus=header["bonus"],
        ran=lambda: wire.send(answers, {"event": "ran"}),
        news=lambda steps, loss: tell(answers, steps, loss),
        filmed=header["filmed"],
        sampled=header["sampled"],
        require_sandbox=header["require_sandbox"],
    )
    return verdict.to_json(), playback.to_bytes(filmed) if filmed else ()


def tell(answers: wire.Stream, steps: int, loss: float | None) -> None:
    """Tell how far the training is."""
    with contextlib.suppress(OSError):  # the one who asked may be gone
        wire.send(answers, {"event": "progress", "steps": steps, "loss": loss})


class Cancelled(threading.Event):
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
