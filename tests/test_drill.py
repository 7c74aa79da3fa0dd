"""Drills: other forms of the course's loops that train alike, broken in one way."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
from conftest import COURSE, NAMES, Grade

from grader.drill import bare, make, operator_of, read_header
from grader.edit import edited
from grader.engine import Engine
from grader.errors import UsageError
from grader.exercise import load
from grader.pipeline import Task, run_task
from grader.sites import Loop
from grader.variations import VARIATIONS, Variation, varied

Write = Callable[[str], Path]


def right(name: str) -> tuple[str, str]:
    """A solution as drills begin with it, and the text of its given.py."""
    given = (COURSE.folder(name) / "given.py").read_text(encoding="utf-8")
    return bare(COURSE.solution(name).read_text(encoding="utf-8")), given


def passes(engine: Engine, path: Path, name: str) -> bool:
    """Whether a file solves the exercise."""
    exercise = load(COURSE.folder(name))
    return run_task(Task(exercise, path, exercise.folder), engine).passed


@pytest.mark.parametrize("name", NAMES)
def test_a_bare_solution_gives_nothing_away(name: str) -> None:
    """Neither the docstring nor a Why is left, and all of the code is."""
    text, _ = right(name)
    assert "Why" not in text
    assert "Mend it" not in text
    full = Loop(COURSE.solution(name).read_text(encoding="utf-8"))
    assert [type(n) for n in Loop(text).tree.body] == [type(n) for n in full.tree.body[1:]]


@pytest.mark.parametrize("vary", VARIATIONS, ids=lambda v: v.__name__)
def test_a_variation_is_another_form(vary: Variation) -> None:
    """Each variation applies to most of the simple loops, and gives another text that compiles."""
    applied = 0
    for name in NAMES:
        text, given = right(name)
        for seed in range(4):
            edits = vary(Loop(text, given), Random(seed))
            if edits:
                other = edited(text, edits)
                compile(other, "train.py", "exec")
                applied += other != text
    assert applied >= 20


@pytest.mark.parametrize("vary", VARIATIONS, ids=lambda v: v.__name__)
def test_a_varied_loop_passes(vary: Variation, engine: Engine, attempt: Write) -> None:
    """A variation changes nothing of how the loop trains."""
    text, given = right("exercise-07")
    for seed in (0, 1):
        other = edited(text, vary(Loop(text, given), Random(seed)) or [])
        assert passes(engine, attempt(other), "exercise-07"), other


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", NAMES)
def test_every_varied_solution_passes(name: str, engine: Engine, tmp_path: Path) -> None:
    """Whatever variations come together, each solution still passes."""
    text, given = right(name)
    texts = {varied(text, given, Random(seed)) for seed in range(40)}
    files = [tmp_path / f"{number}.py" for number, _ in enumerate(texts)]
    for file, other in zip(files, sorted(texts), strict=True):
        file.write_text(other, encoding="utf-8")
    with ThreadPoolExecutor(2) as pool:
        passed = [*pool.map(lambda file: passes(engine, file, name), files)]
    assert all(passed), files[passed.index(False)].read_text(encoding="utf-8")


def test_a_drill_is_always_the_same(engine: Engine) -> None:
    """Exercise, seed and level decide everything; each of them changes it."""
    one = make("exercise-04", 7, 1, engine)
    assert make("4", 7, 1, engine) == one
    assert operator_of("exercise-04", 7, 1, engine) is one.operator
    assert make("exercise-04", 8, 1, engine).text != one.text


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_drill_fails_and_its_line_is_in_it(
    level: int, grade_file: Grade, engine: Engine, attempt: Write
) -> None:
    """A drill is a failing loop, broken by an operator of its level."""
    drill = make("exercise-01", 3, level, engine)
    assert drill.operator.level == level
    verdict = grade_file(attempt(drill.text))
    assert verdict.status == "failed"
    assert verdict.diagnosis is not None
    assert drill.line is None or drill.line <= len(drill.text.splitlines())
    assert drill.operator.name not in drill.text


def test_the_first_line_tells_which_drill_it_is(engine: Engine) -> None:
    """The header is read back, from a file that an editor has saved in its own way, too."""
    drill = make("exercise-05", 12, 2, engine)
    assert read_header(drill.text) == ("exercise-05", 12, 2)
    assert read_header("\ufeff" + drill.text.replace("\n", "\r\n")) == ("exercise-05", 12, 2)
    assert drill.text.splitlines()[1].startswith("# The loop should do what exercise-05 asks for")
    assert read_header(right("exercise-05")[0]) is None
    assert read_header("") is None


@pytest.mark.parametrize(("name", "level"), [("exercise-99", 1), ("exercise-01", 4)])
def test_what_there_is_not_is_told(name: str, level: int, engine: Engine) -> None:
    """No such exercise, no such level."""
    with pytest.raises(UsageError):
        make(name, 0, level, engine)
