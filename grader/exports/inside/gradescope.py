"""In Gradescope's container: /autograder/submission → /autograder/results/results.json."""

from __future__ import annotations

from grader.exercise import Exercise
from grader.exports.inside.handed_in import attempt
from grader.exports.inside.service import Results, Service, root
from grader.render import gradescope


def service() -> Service:
    """Gradescope, at GRADER_AUTOGRADER or /autograder."""
    home = root("GRADER_AUTOGRADER", "/autograder")
    results = Results(home / "results" / "results.json")

    def nothing(exercise: Exercise, words: str) -> None:
        results.write(gradescope.nothing(words))

    return Service(
        find=lambda exercise: attempt(home / "submission", exercise.name),
        workplace=lambda exercise: exercise.folder,
        clear=results.clear,
        report=lambda graded: results.write(gradescope.gradescope([graded])),
        nothing=nothing,
    )
