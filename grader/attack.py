"""Trying to cheat an exercise: attacks and wrong loops, none of which may score or get anywhere.

    system     tricks/system/*.py     what code may try on the machine: any exercise
    trick      tricks/exercise-NN/    what code may try on the recorder, the model, the trace
    loop       wrong/exercise-NN/     the loops that are known to be wrong
    mutant     operators              the solution with one mistake in it

A system attack is laid before the exercise's own stub, which earns nothing. What it gets hold of it
tells by `reached()`, and what it does to others is seen on the `victims`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Literal

from grader import processes
from grader.course import Course, packaged_course
from grader.drill import bare
from grader.engine import Engine
from grader.errors import EnvironmentProblem
from grader.exercise import Exercise
from grader.folder import FOLDERS
from grader.operators import all_operators
from grader.pipeline import find_task, read_attempt, run_task
from grader.sites import Loop
from grader.verdict import Verdict
from grader.victims import SECRET, victims

Kind = Literal["system", "trick", "loop", "mutant"]
ORDINARY = ("model", "criterion", "optimizer", "loader", "epochs")
# The longest that an attack may compute, in seconds, where the exercise allows more.
SECONDS = 4
# How long processes may take to be gone after a verdict, in seconds.
GOING = 5.0
# How much closer than this the metrics of two runs are that trained the same.
SAME = 1e-6

MARK = "REACHED: "


@dataclass(frozen=True)
class Attack:
    """One attempt to score without having earned it; `trick` says how."""

    kind: Kind
    name: str
    trick: str
    source: str


@dataclass(frozen=True)
class Outcome:
    """What came of an attack: the verdict, and whatever it got or did, a sentence each."""

    attack: Attack
    verdict: Verdict
    amiss: tuple[str, ...]

    @property
    def said(self) -> str:
        """What happened, in a sentence."""
        found = self.verdict.diagnosis
        return f"{found.code}: {found.message}" if found else self.verdict.status


def corpus(exercise: Exercise, course: Course, solution: str) -> Iterator[Attack]:
    """Every attack on an exercise, by kind; `course` has more wrong loops of its own, perhaps."""
    folder = tricks_folder()
    for path in sorted(folder.glob("system/*.py")):
        yield _attack("system", path)
    own = [exercise.name, *(["exercise-01"] if exercise.signature == ORDINARY else [])]
    for path in sorted({p for name in own for p in folder.glob(f"{name}/*.py")}):
        yield _attack("trick", path)
    for path in sorted((course.root / "tests" / "wrong" / exercise.name).glob("*/*.py")):
        text = path.read_text(encoding="utf-8")
        yield Attack("loop", f"{path.parent.name}/{path.stem}", path.parent.name, text)
    given = (exercise.folder / "given.py").read_text(encoding="utf-8")
    loop = Loop(bare(solution), given)
    for one in all_operators():
        for number, mutant in enumerate(one.break_(loop), start=1):
            yield Attack("mutant", f"{one.name}-{number}", one.told, mutant.text)


def tricks_folder() -> Path:
    """Where the attacks lie: in the wheel beside the course, in a checkout among the tests."""
    packaged = Path(__file__).resolve().parent / "course" / "attacks"
    return packaged if packaged.is_dir() else packaged_course().root / "tests" / "attacks"


def _attack(kind: Kind, path: Path) -> Attack:
    text = path.read_text(encoding="utf-8")
    trick = re.match(r'"""(.*?)"""', text, re.DOTALL)
    return Attack(kind, path.stem, " ".join(trick[1].split()) if trick else "", text)


class Range:
    """Where attacks on one exercise are tried, one after the other; a context manager."""

    def __init__(self, target: str, require_sandbox: bool = False, seconds: int = SECONDS) -> None:
        task = find_task(target, solution=True)
        seconds = min(seconds, task.exercise.resources.cpu_seconds)
        self.task = replace(task, require_sandbox=require_sandbox, seconds=seconds)
        self.solution = read_attempt(self.task.file).decode("utf-8")
        self.stub = self.task.exercise.train_file.read_text(encoding="utf-8")
        self.course = Course(self.task.course)
        self._open = ExitStack()

    def __enter__(self) -> Range:
        self.victims = self._open.enter_context(victims(self.solution.encode()))
        engine = Engine(self.task.exercise.needs, warm=True, temporary=self.victims.runs)
        self.engine = self._open.enter_context(engine)
        try:
            self.right = self.honest()
            if not self.right.passed:
                name = self.task.exercise.name
                hint = f"Look first at: grade {name} --solution"
                raise EnvironmentProblem(f'The solution of "{name}" does not pass here.', hint)
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        self._open.close()

    def attacks(self) -> list[Attack]:
        """All that can be tried."""
        return list(corpus(self.task.exercise, self.course, self.solution))

    def honest(self) -> Verdict:
        """The verdict on the solution, now."""
        return self._grade(self.solution)

    def attempt(self, attack: Attack) -> Outcome:
        """Try one, and look at everything afterwards."""
        verdict = self._grade(self._composed(attack))
        amiss = [*self._scored(attack, verdict), *_got(verdict), *self._left()]
        return Outcome(attack, verdict, (*amiss, *self.victims.harm()))

    def _composed(self, attack: Attack) -> str:
        if attack.kind != "system":
            return attack.source
        parts = files("grader") / "templates" / "attack"
        head = (parts / "head.py.txt").read_text(encoding="utf-8")
        foot = (parts / "foot.py.txt").read_text(encoding="utf-8")
        own = head.format(targets=repr(self.victims.targets), mark=MARK)
        return f"{own}{attack.source}\n{self.stub}{foot}"

    def _grade(self, text: str) -> Verdict:
        task = replace(self.task, file=Path("train.py"))
        return run_task(task, self.engine, text.encode("utf-8"))

    def _scored(self, attack: Attack, verdict: Verdict) -> list[str]:
        """Whether it passed; a mutant that trains the very same has done what was asked."""
        if verdict.status == "failed":
            return []
        if attack.kind == "mutant" and _close(self.right, verdict):
            return []
        return ["It passed." if verdict.passed else "It was not judged."]

    def _left(self) -> list[str]:
        """Processes and folders of runs that are over."""
        zygote = self.engine.zygote
        if zygote is not None and zygote.poll() is not None:
            return ["The grader's own process was ended."]
        give_up = time.monotonic() + GOING
        while there := self._there():
            if time.monotonic() > give_up:
                return there
            time.sleep(0.01)
        return []

    def _there(self) -> list[str]:
        below = processes.below(self.engine.zygote.pid) if self.engine.zygote is not None else ()
        told = [f"Process {pid} was left behind." for pid in below]
        return told + [f'"{path}" was left behind.' for path in self.victims.runs.glob(FOLDERS)]


def _got(verdict: Verdict) -> list[str]:
    """What the attack says that it reached, and secrets in what it printed."""
    lines = [line for line in verdict.output.splitlines() if line.startswith(MARK)]
    told = [f"It reached: {line.removeprefix(MARK)}" for line in dict.fromkeys(lines)]
    return told + (["It read a secret."] if SECRET in verdict.output else [])


def _close(right: Verdict, other: Verdict) -> bool:
    """Whether two runs came to the same metrics."""
    return right.metrics.keys() == other.metrics.keys() and all(
        value is not None and (mine := other.metrics[name]) is not None and abs(value - mine) < SAME
        for name, value in right.metrics.items()
    )
