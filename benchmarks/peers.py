"""The peers of `grade class`: how each grades a class of exercise-01 in its own usual way.

Each is of one shape: `prepare` writes what an instructor and students would have written, which
takes no time of the peer's; `commands` are the processes that grade, which do; `passed` reads what
the peer itself says of one submission.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sysconfig
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import suites
from galleries import EXERCISE, ROOT, Handed

GIVEN = ROOT / "exercises" / EXERCISE / "given.py"
SOLUTION = ROOT / "solutions" / EXERCISE / "train.py"
STUB = ROOT / "exercises" / EXERCISE / "train.py"
MAIN_GUARD = b'\nif __name__ == "__main__":'


class Unavailable(Exception):
    """A peer that can't be had or does not run here, with the reason."""


@dataclass(frozen=True)
class Command:
    """One process: its arguments, its folder, what it finds in its environment."""

    arguments: tuple[str, ...]
    folder: Path
    environment: dict[str, str]

    def run(self) -> str:
        """Run it to its end, whatever it says of the submission; what it wrote."""
        done = subprocess.run(
            self.arguments,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        return done.stdout

    def make(self, made: Path) -> None:
        """Run it for what it makes; raises Unavailable where that is not there afterwards."""
        output = self.run()
        if not made.exists():
            raise Unavailable(f'no "{made.name}" was made: {last_line(output)}')


@dataclass(frozen=True)
class Home:
    """An environment with the peers in it, and the running interpreter's packages below them."""

    folder: Path

    @property
    def python(self) -> str:
        """Its interpreter."""
        return str(self.folder / "venv" / "bin" / "python")

    def command(self, folder: Path, *arguments: str, **more: str) -> Command:
        """A process of it: one thread, which is fastest here, and none of the user's settings."""
        theirs = {
            "OMP_NUM_THREADS": "1",
            "PATH": f"{Path(self.python).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "IPYTHONDIR": str(self.folder / "ipython"),
            "JUPYTER_CONFIG_DIR": str(self.folder / "jupyter"),
            "JUPYTER_DATA_DIR": str(self.folder / "jupyter"),
            "JUPYTER_RUNTIME_DIR": str(self.folder / "jupyter"),
        }
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return Command(arguments, folder, {**kept, **theirs, **more})

    def make(self) -> None:
        """Make it, with nothing of its own yet, where it is not there."""
        if not Path(self.python).exists():
            venv.create(self.folder / "venv", system_site_packages=True, with_pip=True)
        # A venv made by one knows nothing of its maker's packages; they come after its own.
        site = next((self.folder / "venv" / "lib").glob("python*/site-packages"))
        (site / "maker.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    def install(self, package: str) -> None:
        """Install a package; raises Unavailable."""
        pip = (self.python, "-m", "pip", "install", "-q", "--disable-pip-version-check", package)
        try:
            done = subprocess.run(pip, capture_output=True, text=True, timeout=600)
        except subprocess.TimeoutExpired:
            raise Unavailable("pip took more than ten minutes") from None
        if done.returncode:
            raise Unavailable(f"pip install failed: {last_line(done.stderr)}")


class Peer(Protocol):
    """The shape of a peer."""

    name: str
    package: str

    def prepare(self, home: Home, folder: Path, handed: Sequence[Handed]) -> None:
        """Write everything that is there before grading starts."""

    def commands(self, home: Home, folder: Path, handed: Sequence[Handed]) -> list[Command]:
        """The processes that grade all of these, each of which may run beside another."""

    def passed(self, home: Home, folder: Path, handed: Sequence[Handed]) -> set[str]:
        """The names of those that the peer gave all points."""


class Gradescope:
    """gradescope-utils: a unittest suite and its runner, one process for each submission."""

    name = "gradescope-utils"
    package = "gradescope-utils"

    def prepare(self, home: Home, folder: Path, handed: Sequence[Handed]) -> None:
        """The folder that the service makes, once for each submission."""
        for each in handed:
            tests = folder / each.name / "source" / "tests"
            tests.mkdir(parents=True)
            (tests / "test_train.py").write_text(suites.GRADESCOPE_TESTS, encoding="utf-8")
            shutil.copy(GIVEN, tests.parent)
            (tests.parent / "run_tests.py").write_text(suites.GRADESCOPE_MAIN, encoding="utf-8")
            (folder / each.name / "run_autograder").write_text(suites.GRADESCOPE_RUN)
            for part in ("submission", "results"):
                (folder / each.name / part).mkdir()
            (folder / each.name / "submission" / "train.py").write_bytes(each.source)

    def commands(self, home: Home, folder: Path, handed: Sequence[Handed]) -> list[Command]:
        """One for each."""
        return [home.command(folder / each.name, "sh", "run_autograder") for each in handed]

    def passed(self, home: Home, folder: Path, handed: Sequence[Handed]) -> set[str]:
        """By its results.json."""

        def full(home: Path) -> bool:
            tests = told(home / "results" / "results.json")["tests"]
            return len(tests) == 3 and all(test["status"] == "passed" for test in tests)

        return {each.name for each in handed if full(folder / each.name)}


class Pytest:
    """pytest: three tests, one process for each submission, no plugin."""

    name = "pytest"
    package = "pytest"

    def prepare(self, home: Home, folder: Path, handed: Sequence[Handed]) -> None:
        """The tests, and a folder for each submission."""
        (folder / "test_train.py").write_text(suites.PYTEST_TESTS, encoding="utf-8")
        shutil.copy(GIVEN, folder)
        for each in handed:
            (folder / each.name).mkdir()
            (folder / each.name / "train.py").write_bytes(each.source)

    def commands(self, home: Home, folder: Path, handed: Sequence[Handed]) -> list[Command]:
        """One for each, which writes JUnit XML."""
        return [
            home.command(
                folder,
                *(home.python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_train.py"),
                f"--junit-xml={each.name}/results.xml",
                PYTHONPATH=each.name,
                PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
            )
            for each in handed
        ]

    def passed(self, home: Home, folder: Path, handed: Sequence[Handed]) -> set[str]:
        """By its results.xml."""

        def full(home: Path) -> bool:
            text = (home / "results.xml").read_text(encoding="utf-8")
            return 'errors="0" failures="0" skipped="0" tests="3"' in text

        return {each.name for each in handed if full(folder / each.name)}


class Otter:
    """otter-grader: `otter run`, one process and one kernel for each submission."""

    name = "otter run"
    package = "otter-grader"

    def prepare(self, home: Home, folder: Path, handed: Sequence[Handed]) -> None:
        """The autograder that `otter generate` makes, and a folder for each submission."""
        (folder / "tests").mkdir()
        (folder / "tests" / "q1.py").write_text(suites.OTTER_TESTS, encoding="utf-8")
        shutil.copy(GIVEN, folder)
        made = folder / "autograder.zip"
        home.command(folder, home.python, "-m", "otter", "generate", "given.py").make(made)
        for each in handed:
            (folder / each.name).mkdir()
            cells = notebook([code_cell("train", as_cell(each.source))])
            (folder / each.name / "train.ipynb").write_text(json.dumps(cells), encoding="utf-8")

    def commands(self, home: Home, folder: Path, handed: Sequence[Handed]) -> list[Command]:
        """One for each."""
        return [
            home.command(
                folder,
                *(home.python, "-m", "otter", "run", "-a", "autograder.zip", "--no-logo"),
                *("-o", each.name, f"{each.name}/train.ipynb"),
            )
            for each in handed
        ]

    def passed(self, home: Home, folder: Path, handed: Sequence[Handed]) -> set[str]:
        """By its results.json."""

        def full(home: Path) -> bool:
            tests = told(home / "results.json")["tests"]
            scores = [(test["score"], test["max_score"]) for test in tests if test.get("max_score")]
            return bool(scores) and all(score == most for score, most in scores)

        return {each.name for each in handed if full(folder / each.name)}


class OtterApi(Otter):
    """otter-grader: its function grade_submission, one process for all and a kernel for each."""

    name = "otter's API"

    def commands(self, home: Home, folder: Path, handed: Sequence[Handed]) -> list[Command]:
        """One for all."""
        names = [each.name for each in handed]
        return [home.command(folder, home.python, "-c", suites.OTTER_API, *names)]

    def passed(self, home: Home, folder: Path, handed: Sequence[Handed]) -> set[str]:
        """By what the function returned."""

        def full(home: Path) -> bool:
            results = told(home / "results.json")
            return bool(results["score"] == results["of"] > 0)

        return {each.name for each in handed if full(folder / each.name)}


class Nbgrader:
    """nbgrader: `nbgrader autograde` on notebooks, one process for all and a kernel for each."""

    name = "nbgrader"
    package = "nbgrader"

    def prepare(self, home: Home, folder: Path, handed: Sequence[Handed]) -> None:
        """The course, with the version for students that nbgrader makes, and what came back."""
        source = folder / "source" / EXERCISE
        source.mkdir(parents=True)
        shutil.copy(GIVEN, source)
        (source / "train.ipynb").write_text(json.dumps(nbgrader_notebook()), encoding="utf-8")
        made = folder / "release" / EXERCISE / "train.ipynb"
        self._command(home, folder, "generate_assignment", EXERCISE).make(made)
        for each in handed:
            theirs = folder / "submitted" / each.name / EXERCISE
            shutil.copytree(made.parent, theirs)
            filled = told(theirs / "train.ipynb")
            cell = next(c for c in filled["cells"] if c["metadata"]["nbgrader"]["solution"])
            cell["source"] = as_cell(each.source)
            (theirs / "train.ipynb").write_text(json.dumps(filled), encoding="utf-8")

    def commands(self, home: Home, folder: Path, handed: Sequence[Handed]) -> list[Command]:
        """One for all; more of it run beside each other only on courses of their own."""
        return [self._command(home, folder, "autograde", EXERCISE)]

    def passed(self, home: Home, folder: Path, handed: Sequence[Handed]) -> set[str]:
        """By the gradebook, as `nbgrader export` tells it."""
        self._command(home, folder, "export").make(folder / "grades.csv")
        with (folder / "grades.csv").open(encoding="utf-8") as file:
            rows = [*csv.DictReader(file)]
        return {row["student_id"] for row in rows if float(row["score"]) == float(row["max_score"])}

    def _command(self, home: Home, folder: Path, *arguments: str) -> Command:
        return home.command(folder, home.python, "-m", "nbgrader", *arguments)


PEERS: dict[str, tuple[Peer, ...]] = {
    "gradescope-utils": (Gradescope(),),
    "pytest": (Pytest(),),
    "otter": (Otter(), OtterApi()),
    "nbgrader": (Nbgrader(),),
}


def notebook(cells: list[dict[str, Any]]) -> dict[str, Any]:
    """A notebook of these cells."""
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def code_cell(name: str, source: str, **metadata: Any) -> dict[str, Any]:
    """A cell that was not run yet."""
    unrun: dict[str, Any] = {"cell_type": "code", "execution_count": None, "outputs": []}
    return {**unrun, "id": name, "source": source, "metadata": metadata}


def nbgrader_notebook() -> dict[str, Any]:
    """The instructor's own version, with the solution."""
    solution = as_cell(SOLUTION.read_bytes())
    return notebook(
        [
            code_cell(name, text.replace("SOLUTION_HERE", solution), nbgrader=marks(name, points))
            for name, points, text in suites.NBGRADER_CELLS
        ]
    )


def marks(name: str, points: int) -> dict[str, Any]:
    """How nbgrader knows the student's cell, and its own."""
    own = {"grade": True, "locked": True, "solution": False, "points": points}
    theirs = {"grade": False, "locked": False, "solution": True}
    return {"grade_id": name, "schema_version": 3, "task": False, **(own if points else theirs)}


def as_cell(source: bytes) -> str:
    """A file as a cell of a notebook, in which nobody would write what runs a script by itself."""
    return source.partition(MAIN_GUARD)[0].decode("utf-8", "replace") + "\n"


def told(file: Path) -> Any:
    """What a JSON file says."""
    return json.loads(file.read_text(encoding="utf-8"))


def last_line(text: str) -> str:
    """The last line that says anything."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "no output")
