"""The pages of `grade explain`: one for each code of a finding, in Markdown beside this file.

    # Title
    One sentence: what the mistake is.
    ## What was seen
    ## Why it matters            its first paragraph stands in the verdict, too
    ## The smallest example      a ```python exercise-NN block, `# <-- here` on its line
    ## Write instead             a block that passes
    ## Read more                 PyTorch's own documentation, by title

A page without examples says why instead. The tests grade both examples of each page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SECTIONS = (
    "What was seen",
    "Why it matters",
    "The smallest example",
    "Write instead",
    "Read more",
)
MARK = "# <-- here"
FENCE = re.compile(r"```python (exercise-\d+)\n(.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A whole train.py for an exercise."""

    exercise: str
    text: str

    @property
    def line(self) -> int | None:
        """The line with the mark, from 1."""
        lines = self.text.splitlines()
        return next((n for n, line in enumerate(lines, 1) if MARK in line), None)


@dataclass(frozen=True)
class Page:
    """The page of one code."""

    code: str
    title: str
    summary: str
    sections: Mapping[str, str]
    text: str

    @property
    def why(self) -> str:
        """Why it matters, in a sentence or two."""
        first = self.sections["Why it matters"].split("\n\n")[0]
        return " ".join(first.split())

    def example(self, section: str) -> Example | None:
        """The example in a section, None where it has none."""
        found = FENCE.search(self.sections[section])
        return Example(found[1], found[2]) if found else None


@cache
def codes() -> tuple[str, ...]:
    """The codes that have a page, in alphabetical order."""
    names = [entry.name for entry in files(__name__).iterdir()]
    return tuple(sorted(name.removesuffix(".md") for name in names if name.endswith(".md")))


@cache
def page(code: str) -> Page | None:
    """The page of a code, None where there is none."""
    if code not in codes():
        return None
    text = files(__name__).joinpath(f"{code}.md").read_text(encoding="utf-8")
    head, *rest = re.split(r"^## ", text, flags=re.MULTILINE)
    title, _, summary = head.removeprefix("# ").partition("\n")
    parts = (part.partition("\n") for part in rest)
    sections = {name.strip(): body.strip() for name, _, body in parts}
    return Page(code, title.strip(), " ".join(summary.split()), sections, text)
