"""The pages of `grade explain`: one for each code of a finding, in Markdown in folders by family.

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
from collections.abc import Iterator, Mapping
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
# Folder → what its pages are about, in the order in which they are listed.
FAMILIES: Mapping[str, str] = {
    "backward": "Gradients: what backward() makes of the loss",
    "update": "Updates: what step() does with the gradients",
    "loop": "The loop: which batches, how often, with which state",
    "ends": "Ends: the run stopped, or could not begin",
    "remarks": "Remarks: right all the same, and worth knowing",
}
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
        return " ".join(first.replace("`", "").split())

    def example(self, section: str) -> Example | None:
        """The example in a section, None where it has none."""
        found = FENCE.search(self.sections[section])
        return Example(found[1], found[2]) if found else None


@cache
def families() -> Mapping[str, tuple[str, ...]]:
    """The codes that have a page, by family, in alphabetical order."""
    return {name: tuple(sorted(_codes_in(name))) for name in FAMILIES}


def codes() -> tuple[str, ...]:
    """The codes of all families."""
    return tuple(code for listed in families().values() for code in listed)


@cache
def page(code: str) -> Page | None:
    """The page of a code, None where there is none."""
    family = next((name for name, listed in families().items() if code in listed), None)
    if family is None:
        return None
    text = files(__name__).joinpath(family, f"{code}.md").read_text(encoding="utf-8")
    head, *rest = re.split(r"^## ", text, flags=re.MULTILINE)
    title, _, summary = head.removeprefix("# ").partition("\n")
    parts = (part.partition("\n") for part in rest)
    sections = {name.strip(): body.strip() for name, _, body in parts}
    return Page(code, title.strip(), " ".join(summary.split()), sections, text)


def _codes_in(family: str) -> Iterator[str]:
    for entry in files(__name__).joinpath(family).iterdir():
        if entry.name.endswith(".md"):
            yield entry.name.removesuffix(".md")
