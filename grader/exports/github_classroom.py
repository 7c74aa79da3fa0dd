"""For GitHub Classroom: a template repository, with a workflow that grades each push."""

from __future__ import annotations

from grader.exports.bundle import Bundle, Package, below, filled

NAME = "github-classroom"
OWN = ".github/gradlings"
"""Where the grader and its own copy of the exercise lie: what students must not change."""


def package(bundle: Bundle) -> Package:
    """The folder to be pushed as an assignment's template repository."""
    words, name = bundle.words(), bundle.exercise.name
    files = {
        ".github/workflows/classroom.yml": filled("github_classroom", "classroom.yml", words),
        **below(OWN, bundle.grader),
        **below(f"{OWN}/{name}", bundle.files),
        **below(f"exercises/{name}", bundle.files),
    }
    return Package(files, filled("github_classroom", "notes", words).decode())
