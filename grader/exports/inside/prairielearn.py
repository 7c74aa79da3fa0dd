"""In PrairieLearn's container: /grade/student → /grade/results/results.json."""

from __future__ import annotations

from grader.exercise import Exercise
from grader.exports.inside.handed_in import attempt
from grader.exports.inside.service import Results, Service, root
from grader.render import prairielearn


def service() -> Service:
    """PrairieLearn, at GRADER_GRADE or /grade."""
    home = root("GRADER_GRADE", "/grade")
    results = Results(home / "results" / "results.json")

    def nothing(exercise: Exercise, words: str) -> None:
        results.write(prairielearn.nothing(words))

    return Service(
        find=lambda exercise: attempt(home / "student", exercise.name),
        workplace=lambda exercise: exercise.folder,
        clear=results.clear,
        report=lambda graded: results.write(prairielearn.prairielearn([graded])),
        nothing=nothing,
    )
