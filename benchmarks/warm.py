"""What a background process brings, and how long a save waits for its verdict in `grade watch`.

    python benchmarks/warm.py [--runs 10] [--saves 20]

First part: `grade exercise-01`, then the same again, as whole processes in turn, the background
process ended before each pair. The target for the median ratio is at most 0.15. Second part: the
watch in a terminal of its own, the stub and the solution saved in turn, in place and by moving a
file into place; a save's time ends when the keys are shown below its verdict. The target for the
median is at most 0.4 s.
"""

from __future__ import annotations

import argparse
import os
import pty
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cold_grade import row

from grader import server

ROOT = Path(__file__).resolve().parent.parent
GRADE = [sys.executable, "-m", "grader"]
RATIO, SAVE = 0.15, 0.4
ENVIRONMENT = {**os.environ, "GRADER_SERVER": "on", "COLUMNS": "80", "LINES": "40"}


def course() -> Path:
    """A course folder of its own, whose files may be changed."""
    folder = Path(tempfile.mkdtemp(prefix="warm-"))
    shutil.copytree(ROOT / "exercises" / "exercise-01", folder / "exercises" / "exercise-01")
    return folder


def seconds(folder: Path) -> float:
    """Wall seconds of one `grade exercise-01`."""
    started = time.perf_counter()
    subprocess.run([*GRADE, "exercise-01"], cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def commands(folder: Path, runs: int) -> None:
    """Measure the first command against the second."""
    first, second = [], []
    for _ in range(runs):
        server.stop()
        first.append(seconds(folder))
        second.append(seconds(folder))
    server.stop()
    ratios = [b / a for a, b in zip(first, second, strict=True)]
    print(f"{f'{runs} pairs':<28} {'min':>8} {'median':>8} {'max':>8}")
    print(row("first grade exercise-01", first))
    print(row("second one", second))
    print(row("ratio", ratios, f"(target: median at most {RATIO})"))


class Terminal:
    """A `grade watch` in a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self.descriptor, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [*GRADE, "watch", "exercise-01", "--no-server"],
            cwd=folder,
            env={**ENVIRONMENT, "TERM": "xterm"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        self.shown = b""

    def wait_for(self, *words: bytes) -> None:
        """Read until all words were shown since the last time."""
        while not all(word in self.shown for word in words):
            self.shown += os.read(self.descriptor, 1 << 16)
        self.shown = b""

    def quit(self) -> None:
        """Press q."""
        os.write(self.descriptor, b"q")
        self.process.wait()


def saves(folder: Path, count: int) -> None:
    """Measure how long a save waits for its verdict."""
    file = folder / "exercises" / "exercise-01" / "train.py"
    contents = {
        b"PASSED": (ROOT / "solutions" / "exercise-01" / "train.py").read_bytes(),
        b"FAILED": (ROOT / "exercises" / "exercise-01" / "train.py").read_bytes(),
    }
    terminal = Terminal(folder)
    terminal.wait_for(b"FAILED", b"quit")
    times: dict[bytes, list[float]] = {word: [] for word in contents}
    for number in range(count):
        for word, content in contents.items():
            time.sleep(0.5)
            started = time.perf_counter()
            save(file, content, in_place=number % 2 == 0)
            terminal.wait_for(word, b"quit")
            times[word].append(time.perf_counter() - started)
    terminal.quit()
    print(f"\n{f'{2 * count} saves':<28} {'min':>8} {'median':>8} {'max':>8}")
    print(row("save to a pass", times[b"PASSED"]))
    print(row("save to a failure", times[b"FAILED"]))
    both = [*times[b"PASSED"], *times[b"FAILED"]]
    print(row("both", both, f"s  (target: median at most {SAVE})"))


def save(file: Path, content: bytes, in_place: bool) -> None:
    """Save as editors do: some write into the file, some move another one into its place."""
    if in_place:
        file.write_bytes(content)
    else:
        beside = file.with_name("train.py~new")
        beside.write_bytes(content)
        beside.replace(file)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--saves", type=int, default=20)
    options = parser.parse_args()
    folder = course()
    try:
        if options.runs:
            commands(folder, options.runs)
        if options.saves:
            saves(folder, options.saves)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
