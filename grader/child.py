"""Inside the child: load the given part and the student's file, record train(), hand over, die.

Everything that happens here is seen and reachable by the student's code. So nothing here judges,
and what leaves is data that the grader recomputes.
"""

from __future__ import annotations

import contextlib
import faulthandler
import inspect
import io
import linecache
import os
import re
import signal
import sys
import time
import types
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import torch

from grader import bonus, confine, function, given, processes, trace, wire, workers
from grader.confine import reading, user
from grader.exercise import Resources
from grader.folder import Folder
from grader.record import Recorder
from grader.run import MAX_FRAMES, MAX_TEXT, End
from grader.verdict import Frame

# The name that the student's code is compiled with; tracebacks and lines go by it.
STUDENT_FILE = "train.py"
# How often it is told how far the training is, in seconds.
TICK = 0.1
# How many files may be open at a time, and how many signals and timers wait: what waits for all
# processes of a user is counted together.
MOST_FILES = 1024
MOST_SIGNALS = 1024
NO_MEMORY = ("DefaultCPUAllocator", "can't allocate memory", "not enough memory")


@dataclass(frozen=True)
class Job:
    """All that the child is told: plain values, and no word of thresholds or solutions."""

    given_file: str
    seed: int
    needs: tuple[str, ...]
    function: str | None
    trial_seed: int
    provenance: bool
    bonus: bool
    max_steps: int
    max_events: int
    resources: Resources
    plan: confine.Plan


def job_from_json(fields: dict[str, Any]) -> Job:
    """The job of which `asdict` made JSON, on its way between the grader's own processes."""
    plan = fields["plan"]
    own = {
        "needs": tuple(fields["needs"]),
        "resources": Resources(**fields["resources"]),
        "plan": confine.Plan(tuple(plan["layers"]), tuple(plan["readable"]), plan["user"]),
    }
    return Job(**{**fields, **own})


def main(job: Job, given_source: bytes, source: bytes, reply: BinaryIO, folder: Folder) -> None:
    """Run one attempt and write its end and trace to `reply`. Does not return.

    What is said first, before the student's code is read, is whether this process is confined.
    """
    # A fork renews torch's thread pool at its first use, which two threads must not do at once.
    torch.set_num_threads(1)
    with folder.stack.open("wb") as stack:
        _report_stack_on_timeout(stack)
        _forget_grader()
        given_part = given.load(given_source, job.seed, job.needs, Path(job.given_file))
        for name in ("given.py", job.given_file):  # functions go by the one, classes by the other
            _show_source(name, given_source.decode("utf-8", "replace"))
        _confine(job, reply, folder)
        _lay_out(folder, {STUDENT_FILE: source, "given.py": given_source})
        with workers.none_started():
            end, recorded = record(job, given_part, source, Ticker(reply))
        header, tensors = trace.write(recorded) if recorded else (b"", b"")
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        wire.send(reply, {"end": asdict(end)}, header, tensors)
        os._exit(0)


def _confine(job: Job, reply: BinaryIO, folder: Folder) -> None:
    """Limit and confine this process for good, and say so. What can't be done ends it."""
    reading.look_around(job.plan.readable)
    judge = os.getppid()
    own_user = user.NAME in job.plan.layers
    try:
        _limit(job.resources, others=0 if own_user else _tasks_of_this_user())
        confine.apply(job.plan, (folder.work, folder.temporary))
    except confine.NotConfined as problem:
        wire.send(reply, {"not confined": str(problem)})
        os._exit(1)
    processes.die_with_parent()  # a change of user made the kernel forget it
    if os.name != "nt" and os.getppid() != judge:
        os._exit(1)
    wire.send(reply, {"confined": job.plan.layers})


def _lay_out(folder: Folder, files: dict[str, bytes]) -> None:
    """Put copies where a loop looks for itself: some keep their code beside each checkpoint.

    The folder is the first that is searched for modules, as it is for a script.
    """
    for name, text in files.items():
        with contextlib.suppress(OSError):  # a full disk is no fault of the code's
            (folder.work / name).write_bytes(text)
    sys.path.insert(0, str(folder.work))


class Ticker:
    """Tells how far the training is, now and then: for people to see, nothing is judged by it."""

    def __init__(self, reply: BinaryIO) -> None:
        self.reply = reply
        self.told = time.monotonic()
        self.process = os.getpid()

    def __call__(self, steps: int, loss: float | None) -> None:
        now = time.monotonic()
        # A process that the student's code forked must not write between this one's bytes.
        if now - self.told > TICK and os.getpid() == self.process:
            self.told = now
            with contextlib.suppress(OSError, ValueError):
                wire.send(self.reply, {"news": {"steps": steps, "loss": loss}})


def record(
    job: Job,
    parts: given.Given,
    source: bytes,
    tell: Callable[[int, float | None], None] = lambda steps, loss: None,
) -> tuple[End, trace.Trace | None]:
    """Run an attempt in this process: its end, and its trace unless it had nothing to train.

    `tell` is called now and then with the steps made so far and the last loss.
    """
    layers: tuple[Any, ...] = ()
    if job.bonus:
        try:
            layers = tuple(bonus.describe(_names_of(source)))
            parts = bonus.with_layers(parts, layers, job.seed)
        except bonus.UnfitLayers as problem:
            return End("layers-unfit", str(problem)), None
    recorder = Recorder(
        parts,
        STUDENT_FILE,
        job.max_steps,
        job.max_events,
        provenance=job.provenance,
        functions=job.function is not None,
        tell=tell,
    )
    module = types.ModuleType("train")
    end = _attempt(parts, source, recorder, module)
    recorded = replace(recorder.trace(), layers=layers)
    if job.function and end.kind == "returned":
        applied = function.apply(module.__dict__, job.function, job.trial_seed)
        recorded = replace(recorded, function=applied)
    return end, recorded


def _names_of(source: bytes) -> dict[str, Any]:
    """What the student's file defines, as far as it gets: why it stops short is told later."""
    module = types.ModuleType("train")
    with contextlib.suppress(BaseException):
        exec(compile(source, STUDENT_FILE, "exec"), module.__dict__)
    return module.__dict__


def _attempt(
    parts: given.Given, source: bytes, recorder: Recorder, module: types.ModuleType
) -> End:
    try:
        code = compile(source, STUDENT_FILE, "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return _syntax_error(error)
    module.__file__ = str(Path.cwd() / STUDENT_FILE)
    for name in (STUDENT_FILE, module.__file__):  # functions go by the one, classes by the other
        _show_source(name, _decode(source))
    sys.modules["train"] = module
    # The file itself is recorded, too: what it imports from torch is then what is watched.
    with recorder:
        end = _ending(lambda: exec(code, module.__dict__))
        if end.kind != "returned":
            return end
        train = module.__dict__.get("train")
        if not callable(train):
            return End("train-missing", "" if train is None else f"train is {_kind_of(train)}")
        if mismatch := _mismatch(train, parts.arguments):
            line = getattr(getattr(train, "__code__", None), "co_firstlineno", None)
            called = f"{mismatch}. It is called as train({', '.join(parts.arguments)})."
            return End("wrong-signature", called, line)
        return _ending(lambda: train(**parts.arguments))


def _show_source(name: str, text: str) -> None:
    """Let tracebacks and inspect.getsource show a file that is not there to be read."""
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)


def _kind_of(value: object) -> str:
    return f'a value of type "{type(value).__name__}"'


def _ending(call: Callable[[], object]) -> End:
    """How `call()` ended. Whatever it raises is data."""
    try:
        answer = call()
    except SystemExit as error:
        return replace(_raised(error), kind="exited", message=f"exit code {error.code!r:.100}")
    except MemoryError as error:
        return replace(_raised(error), kind="out-of-memory")
    except BaseException as error:
        end = _raised(error)
        starved = end.type == "RuntimeError" and any(text in end.message for text in NO_MEMORY)
        return replace(end, kind="out-of-memory") if starved else end
    lazy = isinstance(answer, (types.GeneratorType, types.CoroutineType))
    return End("returned", "a generator or coroutine, whose body has not run" if lazy else "")


def _raised(error: BaseException) -> End:
    frames, own = [], False
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        own = code.co_filename == STUDENT_FILE
        if own:
            line = step.tb_lineno
            text = linecache.getline(STUDENT_FILE, line).strip()
            frames.append(Frame(line, code.co_name, text))
        step = step.tb_next
    if isinstance(error, SyntaxError) and error.filename == STUDENT_FILE:
        return _syntax_error(error)
    kept = tuple(frames[: MAX_FRAMES // 2] + frames[MAX_FRAMES // 2 :][-MAX_FRAMES // 2 :])
    return End(
        kind="raised",
        message=_text_of(error),
        line=frames[-1].line if frames else None,
        type=type.__getattribute__(type(error), "__name__"),
        frames=kept,
        own=own,
    )


def _text_of(error: BaseException) -> str:
    # str() of an exception runs the student's code, which may fail in its turn.
    try:
        return str(error)[:MAX_TEXT]
    except BaseException as second:
        return f"<its message can't be shown: {type(second).__name__}>"


def _syntax_error(error: BaseException) -> End:
    message = str(getattr(error, "msg", None) or error)
    # An indented block that is missing is missed on the next line; Python names its head as well.
    head = re.search(r"expected an indented block after .* on line (\d+)", message)
    line = int(head[1]) if head else getattr(error, "lineno", None)
    return End("syntax-error", message[:MAX_TEXT], line, type(error).__name__)


def _mismatch(train: Any, arguments: Any) -> str:
    """Why train() can't be called with `arguments`, or nothing where it can."""
    try:
        inspect.signature(train, follow_wrapped=False).bind(**arguments)
    except TypeError as error:
        return str(error)[:MAX_TEXT]
    except ValueError:
        return ""  # no signature to be had: calling it will tell
    return ""


def _decode(source: bytes) -> str:
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source.decode("latin-1")  # a coding line said so, or compile() has refused it


def _report_stack_on_timeout(stack: BinaryIO) -> None:
    """Let the signal that ends a run too long write down the line it was stuck on."""
    if hasattr(faulthandler, "register"):
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        faulthandler.enable(file=stack, all_threads=False)
        faulthandler.register(signal.SIGXCPU, file=stack, all_threads=False, chain=True)


def _forget_grader() -> None:
    """Leave a plain script's surroundings: arguments, main module, standard streams."""
    sys.argv = [STUDENT_FILE]
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115  as long as the process
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        raw = os.fdopen(descriptor, "wb", 0, closefd=False)
        stream = io.TextIOWrapper(
            io.BufferedWriter(raw), encoding="utf-8", errors="replace", line_buffering=True
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _limit(allowed: Resources, others: int | None) -> None:
    """Set the kernel's own limits, counted from what the process uses now.

    `others` is how many tasks the user of this process has by now, None where that sets no limit.
    """
    try:
        import resource
    except ImportError:
        return  # Windows has none of them
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = int(used.ru_utime + used.ru_stime) + allowed.cpu_seconds
    bounds = {
        resource.RLIMIT_CPU: (cpu, cpu + 2),
        resource.RLIMIT_FSIZE: (allowed.file_mb << 20,) * 2,
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NOFILE: (MOST_FILES,) * 2,
    }
    if hasattr(resource, "RLIMIT_SIGPENDING"):
        bounds[resource.RLIMIT_SIGPENDING] = (MOST_SIGNALS,) * 2
    if mapped := _address_space():
        bounds[resource.RLIMIT_AS] = (mapped + (allowed.memory_mb << 20),) * 2
    if others is not None:
        bounds[resource.RLIMIT_NPROC] = (others + allowed.processes,) * 2
    for limit, bound in bounds.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, bound)


def _address_space() -> int:
    """Bytes of address space in use; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _tasks_of_this_user() -> int | None:
    """Threads that run under this user, which RLIMIT_NPROC counts; None where unknown, or for root.

    The limit has no effect for root: the sandbox counts processes instead.
    """
    if not Path("/proc/self").is_dir() or user.is_root():
        return None
    total = 0
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if entry.stat().st_uid == os.getuid():
                total += len(list((entry / "task").iterdir()))
    return total
