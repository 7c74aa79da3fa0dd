"""In Gradescope's container: /autograder/submission → /autograder/results/results.json."""

from __future__ import annotations

import json
from pathlib import Path

from grader.exercise import Exercise
from grader.exports.inside.handed_in import attempt
from grader.exports.inside.service import Results, Service, root
from grader.points import Graded
from grader.render import gradescope


def service() -> Service:
    """Gradescope, at GRADER_AUTOGRADER or /autograder."""
    home = root("GRADER_AUTOGRADER", "/autograder")
    results = Results(home / "results" / "results.json")

    def nothing(exercise: Exercise, words: str) -> None:
        results.write(gradescope.nothing(words))

    def report(graded: Graded) -> None:
        results.write(gradescope.gradescope([graded]))
        if (worth := _worth(home / "submission_metadata.json")) not in (None, graded.most):
            print(f"This assignment is worth {worth:g} points, the exercise {graded.most:g}: make")
            print("them the same, in the assignment's settings or the exercise's exercise.toml.")

    return Service(
        find=lambda exercise: attempt(home / "submission", exercise.name),
        workplace=lambda exercise: exercise.folder,
        clear=results.clear,
        report=report,
        nothing=nothing,
    )


def _worth(metadata: Path) -> float | None:
    """What the assignment is worth; None where nobody tells."""
    try:
        return float(json.loads(metadata.read_bytes())["assignment"]["total_points"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
