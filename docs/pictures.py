"""Draws the README's pictures: what `grade` prints, as rich exports it.

    python docs/pictures.py

Both come from real verdicts: the untouched exercise-01, and a course folder in which some exercises
were solved, one fails and one was edited. A test tells when they are no longer what is printed.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI

from grader.course import Course, display_path, packaged_course
from grader.engine import Engine
from grader.overview import overview
from grader.pipeline import find_task, run_task
from grader.progress import change
from grader.render import overview as show_overview
from grader.render import text

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
WIDTH = 80
SOLVED = ("exercise-01", "exercise-03", "exercise-04", "exercise-05")
FAILING, EDITED = "exercise-06", "exercise-07"


def verdict(console: Console, engine: Engine) -> None:
    """The report on the untouched exercise-01."""
    task = find_task("exercise-01", start=ROOT)
    found = run_task(task, engine)
    text.verdict(console, found, "grade exercise-01")


def course(console: Console, engine: Engine) -> None:
    """The overview of a course folder in the middle of the course."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(packaged_course().root / "exercises", root / "exercises")
        for name in SOLVED:
            solution = packaged_course().solution(name)
            shutil.copy(solution, root / "exercises" / name / "train.py")
            grade(root, name, engine)
        change_file(root, FAILING)
        grade(root, FAILING, engine)
        change_file(root, EDITED)
        progress = change(root, lambda known: known, print)
        show_overview.overview(console, overview(Course(root), progress))


def change_file(root: Path, name: str) -> None:
    """Edit a train.py without mending it."""
    file = root / "exercises" / name / "train.py"
    file.write_bytes(file.read_bytes() + b"\n# Something is missing.\n")


def grade(root: Path, name: str, engine: Engine) -> None:
    """Grade an attempt and remember the verdict, as the command does."""
    task = find_task(name, start=root)
    source = task.file.read_bytes()
    found = run_task(task, engine, source)
    change(root, lambda known: known.with_verdict(found, source), print)


PICTURES: dict[str, tuple[str, Callable[[Console, Engine], None]]] = {
    "verdict": ("grade exercise-01", verdict),
    "overview": ("grade", course),
}


def drawn(name: str, engine: Engine) -> str:
    """The picture `name` as SVG, without fonts from elsewhere."""
    title, show = PICTURES[name]
    # The options of the command's own console.
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="standard",
        highlight=False, emoji=False, markup=False, legacy_windows=False, _environ={},
    )  # fmt: skip
    show(console, engine)
    svg = console.export_svg(title=title, theme=DIMMED_MONOKAI, unique_id=name)
    return re.sub(r"@font-face \{.*?\}\n", "", svg, flags=re.S)


def words(svg: str) -> list[str]:
    """What a picture says: the same in all versions of rich."""
    return [word for part in re.findall(r"<text[^>]*>([^<]*)", svg) for word in part.split()]


def main() -> None:
    """Draw all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with Engine(("torchvision",)) as engine:
        for name in PICTURES:
            file = FOLDER / f"{name}.svg"
            file.write_text(drawn(name, engine), encoding="utf-8")
            print(display_path(file), file=sys.stderr)


if __name__ == "__main__":
    main()
