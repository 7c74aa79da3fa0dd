"""The formats of other systems' results, by the names that `--format` gives them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.points import Graded
from grader.render.github_classroom import github_classroom
from grader.render.gradescope import gradescope
from grader.render.junit import junit
from grader.render.prairielearn import prairielearn

FORMATS: dict[str, Callable[[Sequence[Graded]], str]] = {
    "junit": junit,
    "gradescope": gradescope,
    "github-classroom": github_classroom,
    "prairielearn": prairielearn,
}
