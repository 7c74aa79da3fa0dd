"""`grade class` against the bare trainings of the same files, as whole processes; its memory.

    python benchmarks/class_speed.py [--submissions 200] [-j 2] [--pairs 3] [--memory]

The class is made of right and wrong loops of exercise-01 from the tests, no two the same. The
command runs with every layer of confinement; the bare trainings run one after the other in one
process with one thread, which has torch imported first. The two run in turn, so that a machine
whose speed drifts drifts for both, and ratios are taken pair by pair. CPU is user and system time
of all processes that descend from a command. The project's target for the median ratio of CPU is
at most 1.6.

With --memory, one run of 2,000 submissions instead, in which the memory of the command's own
process (RSS) and of all its processes together (PSS) is sampled as results come in.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cold_grade import row
from galleries import EXERCISE, ROOT, Handed, a_class, hand_in
from whole import Usage, environment, grade_class, measured, status

from grader import processes
from grader.exercise import load

TARGET = 1.6
MANY = 2000
MEGABYTE = 1 << 20
# How often memory is sampled, in seconds: reading it takes CPU of its own.
INTERVAL = 0.5
BARE = """
import contextlib, json, os, sys, time
started, used = time.perf_counter(), time.process_time()
import torch
imported = {"wall": time.perf_counter() - started, "cpu": time.process_time() - used}
import tracemalloc
given_folder, seed, *files = sys.argv[1:]
sys.path.insert(0, given_folder)
import given

backward, call = torch.Tensor.backward, torch.nn.Module.__call__
recursion = sys.getrecursionlimit()

def clean():
    # What a loop may have left behind would change the next one, or slow it down.
    torch.set_num_threads(1)
    torch.set_grad_enabled(True)
    torch.set_default_dtype(torch.float32)
    torch.use_deterministic_algorithms(False)
    torch.Tensor.backward, torch.nn.Module.__call__ = backward, call
    sys.settrace(None)
    tracemalloc.stop()
    sys.setrecursionlimit(recursion)

def trained(file):
    clean()
    sys.argv = [file]
    parts = given.build(int(seed))
    with open(os.devnull, "w") as nowhere:
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            try:
                names = {"__name__": "train", "__file__": file}
                exec(compile(open(file, "rb").read(), file, "exec"), names)
                names["train"](**parts)
                clean()
                return given.measure(parts["model"])["accuracy"] > 0.8
            except BaseException:
                return False

learned = [trained(file) for file in files]
print(json.dumps({"imported": imported, "learned": learned}))
sys.stdout.flush()
os._exit(0)
"""


@dataclass(frozen=True)
class Pair:
    """The command, then the bare trainings of the same class."""

    graded: Usage
    bare: Usage
    imported: float

    @property
    def ratio(self) -> float:
        """Of CPU."""
        return self.graded.cpu / self.bare.cpu


@dataclass(frozen=True)
class Sample:
    """Bytes at one moment: of the command's own process, and of all processes."""

    done: int
    own: int
    everything: int


def pair(handed: Sequence[Handed], folder: Path, jobs: int) -> Pair:
    """One of each, in results folders of their own."""
    with tempfile.TemporaryDirectory(prefix="results-") as out:
        command = grade_class(folder, Path(out) / "results", jobs)
        graded = measured(command, ROOT, environment())
    check(handed, graded.output.splitlines())
    files = [str(folder / each.name / EXERCISE / "train.py") for each in handed]
    exercise = load(ROOT / "exercises" / EXERCISE)
    command = [sys.executable, "-c", BARE, str(exercise.folder), str(exercise.seed), *files]
    with tempfile.TemporaryDirectory(prefix="bare-") as elsewhere:
        bare = measured(command, Path(elsewhere), environment(OMP_NUM_THREADS="1"))
    told = json.loads(bare.output)
    learned = dict(zip([each.name for each in handed], told["learned"], strict=True))
    if lost := [each.name for each in handed if each.right and not learned[each.name]]:
        raise SystemExit(f"Right loops that did not learn where they ran bare: {lost}")
    return Pair(graded, bare, told["imported"]["cpu"])


def check(handed: Sequence[Handed], lines: Sequence[str]) -> None:
    """End the program unless each submission has the verdict that it should have."""
    told = [json.loads(line) for line in lines]
    status = {one["student"]: one.get("status") for one in told}
    wrongly = [
        each.name
        for each in handed
        if status.get(each.name) != ("passed" if each.right else "failed")
    ]
    if wrongly or len(told) != len(handed):
        raise SystemExit(f"{len(told)} lines; not the verdict that it should have: {wrongly}")


def speed(handed: Sequence[Handed], folder: Path, jobs: int, pairs: int) -> None:
    """Measure in pairs, and print a table."""
    found = [pair(handed, folder, jobs) for _ in range(pairs)]
    count = len(handed)
    rows: list[tuple[str, Callable[[Pair], float], str]] = [
        ("grade class, wall", lambda p: p.graded.wall, "s"),
        ("grade class, CPU", lambda p: p.graded.cpu, "s"),
        ("bare trainings, wall", lambda p: p.bare.wall, "s"),
        ("bare trainings, CPU", lambda p: p.bare.cpu, "s"),
        ("of it, import torch", lambda p: p.imported, "s"),
        ("submissions per second", lambda p: count / p.graded.wall, ""),
        ("CPU per submission", lambda p: 1000 * p.graded.cpu / count, "ms"),
        ("bare, CPU per submission", lambda p: 1000 * p.bare.cpu / count, "ms"),
        ("CPU ratio", lambda p: p.ratio, f"(target: median at most {TARGET})"),
        ("peak RSS of the command", lambda p: p.graded.peak / MEGABYTE, "MB"),
    ]
    right = sum(each.right for each in handed)
    print(f"{count} submissions, {right} of them right loops; each has the verdict it should have")
    print(f"{f'-j {jobs}, {pairs} pairs':<28} {'min':>8} {'median':>8} {'max':>8}")
    for name, value, unit in rows:
        print(row(name, [value(each) for each in found], unit))


def memory(handed: Sequence[Handed], folder: Path, jobs: int) -> None:
    """One run, whose memory is sampled; a table by hundreds, and the slopes."""
    with tempfile.TemporaryDirectory(prefix="results-") as out:
        samples, lines = sampled(grade_class(folder, Path(out) / "results", jobs))
    check(handed, lines)
    print(f"{len(handed)} submissions, -j {jobs}; the most that was seen in each hundred")
    print(f"{'results':>10} {'command, RSS':>14} {'all, PSS':>14}")
    for hundred in sorted({sample.done // 100 for sample in samples}):
        within = [sample for sample in samples if sample.done // 100 == hundred]
        own, everything = max(s.own for s in within), max(s.everything for s in within)
        told = f"{100 * hundred} ..."
        print(f"{told:>10} {own / MEGABYTE:11.1f} MB {everything / MEGABYTE:11.1f} MB")
    for what, value in (("command", lambda s: s.own), ("all", lambda s: s.everything)):
        print(f"slope, {what}: {slope(samples, value):.2f} kB for each submission")


def sampled(command: Sequence[str]) -> tuple[list[Sample], list[str]]:
    """Run the command, and look at its memory again and again."""
    lines: list[str] = []
    samples: list[Sample] = []
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        reader = threading.Thread(target=lines.extend, args=(process.stdout,))
        reader.start()
        while process.poll() is None:
            samples.append(sample(process.pid, len(lines)))
            time.sleep(INTERVAL)
        reader.join()
    if process.returncode:
        raise SystemExit(f"The command ended with exit code {process.returncode}.")
    return samples, lines


def sample(pid: int, done: int) -> Sample:
    """Of this moment."""
    everything = sum(map(processes.memory_of, (pid, *processes.below(pid))))
    return Sample(done, status(pid, "VmRSS"), everything)


def slope(samples: Sequence[Sample], value: Callable[[Sample], float]) -> float:
    """Kilobytes for each result: a straight line through the samples while results come in.

    Left out are the first hundred, and what is written after the last one.
    """
    last = max(sample.done for sample in samples)
    late = [sample for sample in samples if 100 <= sample.done < last]
    if len({sample.done for sample in late}) < 2:
        return 0.0
    fit = statistics.linear_regression([s.done for s in late], [value(s) / 1024 for s in late])
    return fit.slope


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--submissions", type=int, help=f"200, or {MANY} with --memory")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    handed = a_class(options.submissions or (MANY if options.memory else 200))
    with tempfile.TemporaryDirectory(prefix="class-") as folder:
        hand_in(handed, Path(folder))
        if options.memory:
            memory(handed, Path(folder), options.jobs)
        else:
            speed(handed, Path(folder), options.jobs, options.pairs)


if __name__ == "__main__":
    main()
