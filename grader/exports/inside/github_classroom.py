"""In a workflow on GitHub: annotations in the log, a result in $GITHUB_OUTPUT, a summary."""

from __future__ import annotations

import os
from pathlib import Path

from grader.exercise import Exercise
from grader.exports.inside.handed_in import plain_file
from grader.exports.inside.service import Service
from grader.points import Graded
from grader.render import github_classroom, problems
from grader.verdict import Diagnosis, Verdict


def service() -> Service:
    """A workflow that runs in the student's repository."""
    here = Path.cwd()

    def workplace(exercise: Exercise) -> Path:
        return here / "exercises" / exercise.name

    return Service(
        find=lambda exercise: plain_file(workplace(exercise) / "train.py", here),
        workplace=workplace,
        clear=lambda: None,
        report=_report,
        nothing=_nothing,
        tells=True,
    )


def _report(graded: Graded) -> None:
    print(problems.github([graded.verdict]))
    _append("GITHUB_OUTPUT", github_classroom.github_classroom([graded]) + "\n")
    _append("GITHUB_STEP_SUMMARY", github_classroom.summary([graded]))


def _nothing(exercise: Exercise, words: str) -> None:
    file = f"exercises/{exercise.name}/train.py"
    found = Diagnosis("nothing-to-grade", "There is nothing to grade", words)
    print(problems.github([Verdict(exercise.name, file, "failed", diagnosis=found)]))
    line = github_classroom.nothing(exercise.name, words, exercise.points)
    _append("GITHUB_OUTPUT", line + "\n")
    _append("GITHUB_STEP_SUMMARY", f"### {exercise.name}: nothing to grade\n\n    {words}\n")


def _append(variable: str, text: str) -> None:
    """Add to the file that the workflow's runner names; without one, nobody asks."""
    if path := os.environ.get(variable):
        with Path(path).open("a", encoding="utf-8") as stream:
            stream.write(text)
