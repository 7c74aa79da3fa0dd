"""For Gradescope: a zip with `setup.sh` and `run_autograder` at its root, and the grader."""

from __future__ import annotations

from grader.exports.bundle import Bundle, Package, below, filled

NAME = "gradescope"
PROGRAMS = ("setup.sh", "run_autograder")


def package(bundle: Bundle) -> Package:
    """The zip to be uploaded as a programming assignment's autograder."""
    words = bundle.words()
    programs = {name: filled("gradescope", name, words) for name in PROGRAMS}
    files = {**programs, **bundle.grader, **below(bundle.exercise.name, bundle.files)}
    notes = filled("gradescope", "notes", words).decode()
    return Package(files, notes, frozenset(PROGRAMS), zipped=True)
