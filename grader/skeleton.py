"""The skeleton of a new exercise: five files for an author to change, which grade as they are."""

from __future__ import annotations

from importlib.resources import files
from string import Template

from grader.course import NAME, Course, course_for, display_path, working_folder
from grader.errors import UsageError
from grader.whole import cannot_write

TODO = "            # TODO: the gap. Which question could stand here?\n"
WHY = "            # Why: say why this line stands here.\n            loss.backward()\n"


def write(name: str | None, title: str) -> list[str]:
    """Write the exercise `name` into the course around the working folder; the files written.

    The first of them is its README. Without a name it takes the next free number. Raises
    UsageError where the name is none, or is taken.
    """
    course = course_for(".", working_folder())
    name = name or f"exercise-{_last(course) + 1:02d}"
    if not NAME.fullmatch(name):
        raise UsageError(f'"{name}" is no name for an exercise.', "Take one like exercise-17.")
    if '"' in title or "\\" in title or not title.isprintable():
        raise UsageError(f"{title!r} can't be a title.", "Leave out quotes and backslashes.")
    folder, solution = course.folder(name), course.solution(name)
    if taken := next((p for p in (folder, solution) if p.exists()), None):
        raise UsageError(f'"{taken}" is there already.', "Take another number.")
    label = f"exercise {name.rpartition('-')[2]}"
    words = {"name": name, "title": title, "label": label, "heading": f"E{label[1:]}: {title}"}
    made = {
        folder / "README.md": _filled("README.md", words),
        folder / "train.py": _filled("train.py", {**words, "gap": TODO}),
        folder / "given.py": _filled("given.py", words),
        folder / "exercise.toml": _filled("exercise.toml", words),
        solution: _filled("train.py", {**words, "gap": WHY}),
    }
    for path, text in made.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise cannot_write(path, error) from error
    return [display_path(path) for path in made]


def _last(course: Course) -> int:
    return max((int(name.rpartition("-")[2]) for name in course.names()), default=0)


def _filled(template: str, words: dict[str, str]) -> str:
    text = files("grader").joinpath("templates", "exercise", f"{template}.txt")
    return Template(text.read_text(encoding="utf-8")).substitute(words)
