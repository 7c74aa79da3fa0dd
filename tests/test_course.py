"""The course's own examiner: what its pages say is measured."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from conftest import COURSE, Grade
from torch import nn

from grader import given
from grader.exercise import Exercise, load

NAMES = COURSE.names()
EPSILON = 5e-4


@pytest.fixture(params=NAMES)
def exercise(request: pytest.FixtureRequest) -> Exercise:
    """Each exercise of the course."""
    return load(COURSE.folder(request.param))


def text(exercise: Exercise, name: str) -> str:
    """One file of the exercise."""
    return (exercise.folder / name).read_text(encoding="utf-8")


def test_the_stub_fails_as_its_exercise_says(exercise: Exercise, grade_file: Grade) -> None:
    """The untouched stub fails with the misconception that exercise.toml names."""
    verdict = grade_file(exercise.train_file)
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.code == exercise.stub
    assert verdict.diagnosis.line is not None


def test_the_solution_passes(exercise: Exercise, grade_file: Grade) -> None:
    """The reference solution passes every check without a remark."""
    verdict = grade_file(COURSE.solution(exercise.name))
    assert verdict.passed
    assert not verdict.remarks


def test_stub_and_solution_differ_inside_train_only(exercise: Exercise) -> None:
    """Outside of train(), stub and solution are the same."""

    def outside(source: str) -> list[str]:
        body = ast.parse(source).body
        return [ast.unparse(node) for node in body if getattr(node, "name", "") != "train"]

    solution = COURSE.solution(exercise.name).read_text(encoding="utf-8")
    assert outside(text(exercise, "train.py")) == outside(solution)
    assert text(exercise, "train.py") != solution


def test_train_has_the_signature_of_its_exercise(exercise: Exercise) -> None:
    """Stub, exercise.toml and given.build agree on the parameters of train()."""
    functions = {
        node.name: [a.arg for a in node.args.args]
        for node in ast.parse(text(exercise, "train.py")).body
        if isinstance(node, ast.FunctionDef)
    }
    parts = given.load(text(exercise, "given.py").encode(), exercise.seed)
    assert functions["train"] == list(exercise.signature) == list(parts.arguments)


def test_numbers_in_the_readme_are_measured(exercise: Exercise, grade_file: Grade) -> None:
    """The metrics before and after, as the README tells them, are those of stub and solution."""
    readme = text(exercise, "README.md")
    before = grade_file(exercise.train_file).metrics
    after = grade_file(COURSE.solution(exercise.name)).metrics
    assert before["loss"] is not None and before["accuracy"] is not None
    assert f"{before['loss']:.3f} | {100 * before['accuracy']:.1f} %" in readme
    assert f"falls from {before['loss']:.3f} to {after['loss']:.3f}" in readme


def test_the_readme_has_its_sections(exercise: Exercise) -> None:
    """Problem, task, rules, concept, three hints and bonus are there, in 60 lines."""
    readme = text(exercise, "README.md")
    for heading in ("Problem", "Task", "Rules", "Concept", "Hints", "What to look at", "Bonus"):
        assert re.search(rf"^## {heading}", readme, re.M), heading
    assert f"About {exercise.minutes} minutes" in readme
    assert len(readme.splitlines()) <= 60
    assert len(re.findall(r"^\d\. ", readme, re.M)) == len(exercise.hints) == 3


def test_hints_and_quiz_are_whole(exercise: Exercise) -> None:
    """Three hints, and three questions with a right answer and a reason."""
    assert all(len(hint) > 20 for hint in exercise.hints)
    assert len(exercise.quiz) == 3
    for question in exercise.quiz:
        assert 0 <= question.right < len(question.answers)
        assert question.reason


def test_the_stub_runs_by_itself(exercise: Exercise) -> None:
    """`python train.py` in the exercise's folder runs to its end."""
    result = subprocess.run(
        [sys.executable, "train.py"], cwd=exercise.folder, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    assert "loss" in result.stdout


def test_no_stray_file_lies_in_the_course(exercise: Exercise) -> None:
    """An exercise is its four files, and a solution is one."""
    names = {p.name for p in exercise.folder.iterdir()} - {"__pycache__"}
    assert names == {"README.md", "train.py", "given.py", "exercise.toml"}
    assert [p.name for p in COURSE.solution(exercise.name).parent.glob("*.*")] == ["train.py"]


@pytest.mark.parametrize("shuffle_seed", range(5))
def test_a_correct_loop_passes_exercise_01_by_a_wide_margin(shuffle_seed: int) -> None:
    """In whatever order the points come, loss and accuracy clear their bounds by far.

    A loop that evaluates on the loader in between draws other shuffles than one that does not.
    """
    exercise = load(COURSE.folder("exercise-01"))
    parts = given.load(text(exercise, "given.py").encode(), exercise.seed)
    model, optimizer = parts.modules["model"], parts.optimizers["optimizer"]
    loader = parts.loaders["loader"]
    loader.generator.manual_seed(shuffle_seed)
    for _ in range(parts.arguments["epochs"]):
        for inputs, labels in loader:
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(inputs), labels).backward()
            optimizer.step()
    measured = parts.module.measure(model)
    assert measured["loss"] < 0.1
    assert measured["accuracy"] > 0.99


def test_the_published_form_of_exercise_01_is_what_the_course_teaches() -> None:
    """SimpleNet, CrossEntropyLoss, SGD at 0.1 and ten epochs are the given parts."""
    exercise = load(COURSE.folder("exercise-01"))
    parts = given.load(text(exercise, "given.py").encode(), exercise.seed)
    shapes = dict(zip(parts.layout.names, parts.layout.shapes, strict=True))
    assert shapes == {
        "model.fc1.weight": (4, 2),
        "model.fc1.bias": (4,),
        "model.fc2.weight": (2, 4),
        "model.fc2.bias": (2,),
    }
    assert isinstance(parts.arguments["criterion"], nn.CrossEntropyLoss)
    optimizer = parts.optimizers["optimizer"]
    assert isinstance(optimizer, torch.optim.SGD)
    assert optimizer.defaults["lr"] == 0.1
    assert (exercise.epochs_min, exercise.epochs_max, parts.arguments["epochs"]) == (10, 10, 10)
    bounds = {(t.metric, t.side, t.value) for t in exercise.limits}
    assert bounds == {("loss", "below", 0.5), ("accuracy", "above", 0.8)}


def test_a_broken_exercise_is_its_authors_fault(tmp_path: Path) -> None:
    """An exercise.toml with a hole in it is a CourseError that names the file."""
    from grader.errors import CourseError

    (tmp_path / "exercise.toml").write_text("format_version = 1\n", encoding="utf-8")
    with pytest.raises(CourseError, match="it has no 'budget'"):
        load(tmp_path)
