"""How well broken loops are named: every mutant of every right loop, against an independent oracle.

    python benchmarks/diagnosis.py [--exercise exercise-01] [--operator step-deleted]
                                   [--solutions] [--sample 500] [--seed 0] [--out results.jsonl]

A mutant that trains as its original does, as the oracle tells, must pass. Every other one must
fail, with the operator's code, at its line or the next to it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue

from oracle import Oracle

from grader.course import Course
from grader.engine import AT_ONCE, Engine
from grader.exercise import Exercise, load
from grader.operators import Mutant, all_operators
from grader.pipeline import Task, run_task
from grader.sites import Loop

ROOT = Path(__file__).resolve().parent.parent
COURSE = Course(ROOT)
# These are what the grader asks for beside the right parameters.
NEVER_EQUIVALENT = frozenset(("function-unused", "function-missing"))
# Its right variants train for seconds each.
ONLY_SOLUTION = frozenset(("exercise-02",))
# They compile for seconds, up to a minute.
SLOW = frozenset(("compile", "compile_fn", "model_compile_inplace"))
COLUMNS = ("mutants", "equivalent", "named", "line", "passed!", "eq.failed!")


@dataclass(frozen=True)
class Case:
    """One mutant and the right loop that it was made of."""

    exercise: Exercise
    source: Path
    right: str
    mutant: Mutant


@dataclass(frozen=True)
class Result:
    """What was expected of a mutant and what was found; `text` only where they differ."""

    exercise: str
    source: str
    operator: str
    code: str
    line: int | None
    found: str
    found_line: int | None
    status: str
    ended: str
    equivalent: bool
    seconds: float
    text: str = ""

    @property
    def named(self) -> bool:
        """Whether a loop that is really broken got its code."""
        return not self.equivalent and self.found == self.code

    @property
    def at_line(self) -> bool:
        """Whether it got its line, too."""
        if not self.named or self.line is None:
            return self.named
        return self.found_line is not None and abs(self.found_line - self.line) <= 1

    @property
    def as_expected(self) -> bool:
        """Whether everything is as it should be."""
        return self.status == "passed" if self.equivalent else self.at_line

    def counts(self) -> Counter[str]:
        """Its part in each column of the tables."""
        passed = self.status == "passed"
        facts = (
            True,
            self.equivalent,
            self.named,
            self.at_line,
            passed and not self.equivalent,
            self.equivalent and not passed,
        )
        return Counter(dict(zip(COLUMNS, map(int, facts), strict=True)))


def sources(exercise: Exercise, solutions: bool) -> Iterator[Path]:
    """The right loops of an exercise: its solution, and the gallery's."""
    yield COURSE.solution(exercise.name)
    if not solutions and exercise.name not in ONLY_SOLUTION:
        files = sorted((ROOT / "tests" / "right" / exercise.name).glob("*.py"))
        yield from (file for file in files if file.stem not in SLOW)


def cases(names: Sequence[str], operators: Sequence[str], solutions: bool) -> Iterator[Case]:
    """Every mutant, each text once."""
    for exercise in (load(COURSE.folder(name)) for name in names):
        given = (exercise.folder / "given.py").read_text(encoding="utf-8")
        seen: set[str] = set()
        for source in sources(exercise, solutions):
            right = source.read_text(encoding="utf-8")
            loop = Loop(right, given)
            for operator in all_operators():
                if operators and operator.name not in operators:
                    continue
                for mutant in operator.break_(loop):
                    if mutant.text not in seen:
                        seen.add(mutant.text)
                        yield Case(exercise, source, right, mutant)


def result(case: Case, engine: Engine, oracle: Oracle) -> Result:
    """Grade one mutant, and ask the oracle whether it is broken at all."""
    started = time.perf_counter()
    exercise, mutant = case.exercise, case.mutant
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "train.py"
        file.write_text(mutant.text, encoding="utf-8")
        verdict = run_task(Task(exercise, file, exercise.folder), engine)
    answer = oracle.compare(exercise.folder, exercise.seed, exercise.needs, case.right, mutant.text)
    found = verdict.diagnosis
    told = Result(
        exercise.name,
        str(case.source.relative_to(ROOT)),
        mutant.operator,
        mutant.code,
        mutant.line,
        found.code if found else "",
        found.line if found else None,
        verdict.status,
        answer.ended if answer.right_ended == "returned" else f"right {answer.right_ended}",
        answer.equivalent and mutant.code not in NEVER_EQUIVALENT,
        round(time.perf_counter() - started, 2),
    )
    return told if told.as_expected else Result(**{**asdict(told), "text": mutant.text})


def results(chosen: Sequence[Case]) -> Iterator[Result]:
    """The results of all cases in their order, two at a time."""
    needs = {need for case in chosen for need in case.exercise.needs}
    oracles: SimpleQueue[Oracle] = SimpleQueue()

    def one(case: Case) -> Result:
        oracle = oracles.get()
        try:
            return result(case, engine, oracle)
        finally:
            oracles.put(oracle)

    with ExitStack() as stack:
        engine = stack.enter_context(Engine(needs))
        for _ in range(AT_ONCE):
            oracles.put(stack.enter_context(Oracle()))
        pool = stack.enter_context(ThreadPoolExecutor(AT_ONCE))
        yield from pool.map(one, chosen)


def table(title: str, rows: Iterable[tuple[str, Result]]) -> None:
    """Print the counts of each row, and their sum."""
    counts: dict[str, Counter[str]] = {}
    total: Counter[str] = Counter()
    for name, found in rows:
        counts.setdefault(name, Counter()).update(found.counts())
        total.update(found.counts())
    width = max(map(len, [*counts, title]))
    print(f"\n{title:<{width}}", *(f"{column:>10}" for column in COLUMNS))
    for name, row in [*sorted(counts.items()), ("all", total)]:
        print(f"{name:<{width}}", *(f"{row[column]:>10}" for column in COLUMNS))
    broken = total["mutants"] - total["equivalent"]
    if broken:
        share = [f"{total[c] / broken:.1%} {c}" for c in ("named", "line")]
        print(f"of {broken} that are broken: {', '.join(share)}")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--exercise", action="append", default=[])
    parser.add_argument("--operator", action="append", default=[])
    parser.add_argument("--solutions", action="store_true", help="only the solutions' mutants")
    parser.add_argument("--sample", type=int, help="so many of them, by chance")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--out", type=Path, help="one JSON object for each mutant")
    return parser.parse_args()


def main() -> None:
    """Grade, write and print."""
    options = arguments()
    chosen = [*cases(options.exercise or COURSE.names(), options.operator, options.solutions)]
    if options.sample is not None and options.sample < len(chosen):
        taken = random.Random(options.seed).sample(range(len(chosen)), options.sample)
        chosen = [chosen[n] for n in sorted(taken)]
    started, found = time.perf_counter(), []
    out = options.out.open("w", encoding="utf-8") if options.out else None
    for number, one in enumerate(results(chosen), 1):
        found.append(one)
        if out:
            out.write(json.dumps(asdict(one)) + "\n")
            out.flush()
        if number % 100 == 0:
            seconds = time.perf_counter() - started
            print(f"{number} of {len(chosen)} in {seconds:.0f} s", file=sys.stderr)
    table("operator", ((r.operator, r) for r in found))
    table("exercise", ((r.exercise, r) for r in found))
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
