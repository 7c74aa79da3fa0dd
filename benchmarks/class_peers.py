"""`grade class` beside four graders of the field, on the same class, each in its own usual way.

    python benchmarks/class_peers.py [--sample 8] [--peers gradescope-utils pytest otter nbgrader]

The peers are installed into an environment of their own, which is removed afterwards unless --home
names a folder for it. Each grades a sample of the class, once one at a time and once two at a time:
one process for each submission, or one for all where that is its own way. Before that each grades
the solution and the stub, which warms its caches; where the one does not get all points, or the
other does, its times mean nothing, and are not told. `grade class` grades the whole class with
-j 2, as a whole process, before the first peer and after each. The project's target is at least 20
times the throughput of the fastest peer at its best.

What "right" and "wrong" tell is how many right loops of the sample got all points, and how many
wrong ones did not: the peers ask whether there are gradients, whether parameters moved, and whether
the network has learned.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from class_speed import check
from galleries import ROOT, Handed, a_class, hand_in
from peers import PEERS, SOLUTION, STUB, Home, Peer, Unavailable
from whole import Usage, cpu_of_children, environment, grade_class, measured, wait_for_orphans

TARGET = 20.0
JOBS = 2
CONTROLS = [
    Handed("solution", True, SOLUTION.read_bytes()),
    Handed("stub", False, STUB.read_bytes()),
]


@dataclass(frozen=True)
class Result:
    """Seconds for each submission, one and two at a time; how many of the sample it told rightly.

    cpu      of all its processes, one at a time
    trouble  why there is nothing of it; empty where there is
    """

    name: str
    one: float = 0.0
    two: float = 0.0
    cpu: float = 0.0
    right: str = ""
    wrong: str = ""
    trouble: str = ""

    @property
    def best(self) -> float:
        """The shorter of the two."""
        return min(self.one, self.two)

    def row(self, ours: float) -> str:
        """Its line of the table."""
        if self.trouble:
            return f"{self.name:<18} {self.trouble}"
        times = f"{self.one:8.3f} s {self.two:8.3f} s {self.cpu:8.3f} s {self.best / ours:7.1f}"
        return f"{self.name:<18} {times} {self.right:>8} {self.wrong:>8}"


def graded(
    peer: Peer, home: Home, handed: Sequence[Handed], jobs: int
) -> tuple[float, float, set[str]]:
    """Seconds that a peer takes for these, of CPU as well, and who got all points.

    Each of the processes beside each other has a share of its own, so that one that takes its whole
    class at once can have a part of it.
    """
    shares = [handed[number::jobs] for number in range(jobs)]
    with tempfile.TemporaryDirectory(prefix="peer-", dir=home.folder) as place:
        folders = [Path(place) / str(number) for number in range(jobs)]
        commands = []
        for folder, share in zip(folders, shares, strict=True):
            folder.mkdir()
            peer.prepare(home, folder, share)
            commands += peer.commands(home, folder, share)
        used, started = cpu_of_children(), time.perf_counter()
        with ThreadPoolExecutor(jobs) as pool:
            outputs = [*pool.map(lambda command: command.run(), commands)]
        seconds = time.perf_counter() - started
        wait_for_orphans()
        used = cpu_of_children() - used
        try:
            passed = [
                peer.passed(home, folder, share)
                for folder, share in zip(folders, shares, strict=True)
            ]
        except (OSError, ValueError, KeyError) as error:
            raise Unavailable(f"{error!r}; it wrote: {outputs[0][-300:]}") from error
    return seconds, used, set().union(*passed)


def result(peer: Peer, home: Home, sample: Sequence[Handed]) -> Result:
    """A peer's line of the table, whatever comes of it."""
    try:
        home.install(peer.package)
        _, _, passed = graded(peer, home, CONTROLS, 1)
        if passed != {"solution"}:
            raise Unavailable(f"of the solution and the stub it passed: {sorted(passed)}")
        one, cpu, passed = graded(peer, home, sample, 1)
        two, _, again = graded(peer, home, sample, JOBS)
        if passed != again:
            raise Unavailable(f"other verdicts two at a time: {sorted(passed ^ again)}")
    except Unavailable as error:
        return Result(peer.name, trouble=str(error))
    right = {each.name for each in sample if each.right}
    wrong = {each.name for each in sample if not each.right}
    return Result(
        peer.name,
        one / len(sample),
        two / len(sample),
        cpu / len(sample),
        f"{len(right & passed)}/{len(right)}",
        f"{len(wrong - passed)}/{len(wrong)}",
    )


def sample_of(handed: Sequence[Handed], count: int) -> list[Handed]:
    """Half of them right loops, half of them wrong ones."""
    right = [each for each in handed if each.right]
    wrong = [each for each in handed if not each.right]
    return [*right[: count - count // 2], *wrong[: count // 2]]


def ours(handed: Sequence[Handed], folder: Path) -> Usage:
    """Of the whole class, as a whole process."""
    with tempfile.TemporaryDirectory(prefix="results-") as out:
        used = measured(grade_class(folder, Path(out) / "results", JOBS), ROOT, environment())
    check(handed, used.output.splitlines())
    return used


@contextmanager
def home_in(folder: Path | None) -> Iterator[Home]:
    """The peers' environment: in a folder that stays, or in one that goes."""
    with tempfile.TemporaryDirectory(prefix="peers-") as passing:
        home = Home((folder or Path(passing)).absolute())
        home.folder.mkdir(parents=True, exist_ok=True)
        home.make()
        yield home


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--sample", type=int, default=8)
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=[*PEERS])
    parser.add_argument("--home", type=Path, help="keep the peers' environment in this folder")
    options = parser.parse_args()
    handed = a_class(options.submissions)
    sample = sample_of(handed, options.sample)
    with tempfile.TemporaryDirectory(prefix="class-") as folder, home_in(options.home) as home:
        hand_in(handed, Path(folder))
        runs, results = [ours(handed, Path(folder))], []
        for peer in (peer for name in options.peers for peer in PEERS[name]):
            results.append(result(peer, home, sample))
            print(f"{peer.name} is done", file=sys.stderr)
            runs.append(ours(handed, Path(folder)))
    show(handed, sample, runs, results)


def show(
    handed: Sequence[Handed],
    sample: Sequence[Handed],
    runs: Sequence[Usage],
    results: Sequence[Result],
) -> None:
    """The table: seconds for each submission, and how many times as long that is as ours."""
    count, right = len(handed), sum(each.right for each in handed)
    times = [run.wall / count for run in runs]
    middle, cpu = statistics.median(times), statistics.median(run.cpu / count for run in runs)
    print(f"seconds for each submission; a sample of {len(sample)}, `grade class` {count}")
    heads = f"{'one by one':>10} {'two':>10} {'CPU':>10} {'ratio':>7} {'right':>8} {'wrong':>8}"
    print(f"{'':<18} {heads}")
    for each in results:
        print(each.row(middle))
    told = f"{f'{right}/{right}':>8} {f'{count - right}/{count - right}':>8}"
    print(f"{'grade class -j 2':<18} {'':>10} {middle:8.3f} s {cpu:8.3f} s {1.0:7.1f} {told}")
    print(f"grade class: {len(runs)} runs, {min(times):.3f} to {max(times):.3f} s")
    if best := min((each.best for each in results if not each.trouble), default=0.0):
        print(f"throughput, to the fastest peer's best: {best / middle:.1f} (target {TARGET:g})")


if __name__ == "__main__":
    main()
