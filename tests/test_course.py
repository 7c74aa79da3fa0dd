"""The course's own examiner: what its pages say is measured."""

from __future__ import annotations

import ast
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import torch
from conftest import COURSE, NAMES, exercise_of
from torch import nn

from grader import given
from grader.calibrate import margin
from grader.data import unpacked
from grader.engine import Engine
from grader.errors import CourseError
from grader.exercise import Exercise, load
from grader.pipeline import Task, run_task
from grader.verdict import Verdict

MARGIN = 0.2
torch.set_num_threads(1)

GradeCourse = Callable[[Path, int], Verdict]


@pytest.fixture(params=NAMES)
def exercise(request: pytest.FixtureRequest) -> Exercise:
    """Each exercise of the course."""
    return load(COURSE.folder(request.param))


@pytest.fixture(scope="module")
def grade_course(engine: Engine) -> GradeCourse:
    """Grade a file of the course with a seed, each once."""

    @cache
    def grade(path: Path, seed: int) -> Verdict:
        exercise = load(COURSE.folder(exercise_of(path)))
        return run_task(Task(exercise, path, exercise.folder, seed=seed), engine)

    return grade


@pytest.fixture
def stub(exercise: Exercise, grade_course: GradeCourse) -> Verdict:
    """The verdict on the untouched stub."""
    return grade_course(exercise.train_file, exercise.seed)


@pytest.fixture
def solution(exercise: Exercise, grade_course: GradeCourse) -> Verdict:
    """The verdict on the reference solution."""
    return grade_course(COURSE.solution(exercise.name), exercise.seed)


def text(exercise: Exercise, name: str) -> str:
    """One file of the exercise."""
    return (exercise.folder / name).read_text(encoding="utf-8")


def test_the_names_run_without_a_gap() -> None:
    """The course is exercise-01 to exercise-16, and each has a solution."""
    assert [f"exercise-{n:02d}" for n in range(1, 17)] == NAMES
    assert all(COURSE.solution(name).is_file() for name in NAMES)


def test_the_stub_fails_as_its_exercise_says(exercise: Exercise, stub: Verdict) -> None:
    """The untouched stub fails with the misconception of exercise.toml, in what is to be mended."""
    assert stub.diagnosis is not None
    assert stub.diagnosis.code == exercise.stub
    first, last = lines_of(exercise)
    assert stub.diagnosis.line is not None
    assert first <= stub.diagnosis.line <= last


def lines_of(exercise: Exercise) -> tuple[int, int]:
    """The first and the last line of the definition that the student mends."""
    found = [n for n in ast.parse(text(exercise, "train.py")).body if name_of(n) == exercise.edit]
    return found[0].lineno, found[0].end_lineno or 0


def name_of(node: ast.stmt) -> str:
    """What a statement defines."""
    return str(getattr(node, "name", ""))


def test_the_solution_passes(solution: Verdict) -> None:
    """The reference solution passes every check without a remark."""
    assert solution.passed, solution.diagnosis
    assert not solution.remarks


@pytest.mark.slow
def test_the_solution_passes_on_every_calibrated_seed_with_room_to_spare(
    exercise: Exercise, grade_course: GradeCourse
) -> None:
    """On each of its seeds a correct loop is better than each threshold by a fifth of it."""
    assert len(exercise.seeds) >= 3
    for seed in exercise.seeds:
        verdict = grade_course(COURSE.solution(exercise.name), seed)
        assert verdict.passed, (seed, verdict.diagnosis)
        for limit in exercise.limits:
            value = verdict.metrics[limit.metric]
            assert value is not None
            assert margin(limit, value) >= MARGIN, (seed, limit, value)


def test_stub_and_solution_differ_in_what_is_to_be_mended_only(exercise: Exercise) -> None:
    """Outside of the definition that the student mends, stub and solution are the same."""

    def outside(source: str) -> list[str]:
        body = ast.parse(source).body
        return [ast.unparse(node) for node in body if name_of(node) != exercise.edit]

    solution = COURSE.solution(exercise.name).read_text(encoding="utf-8")
    assert outside(text(exercise, "train.py")) == outside(solution)
    assert text(exercise, "train.py") != solution
    assert "# Why: " in solution


def test_train_has_the_signature_of_its_exercise(exercise: Exercise) -> None:
    """Stub, exercise.toml and given.build agree on the parameters of train()."""
    functions = {
        node.name: [a.arg for a in node.args.args]
        for node in ast.parse(text(exercise, "train.py")).body
        if isinstance(node, ast.FunctionDef)
    }
    parts = load_given(exercise)
    assert functions["train"] == list(exercise.signature) == list(parts.arguments)


def load_given(exercise: Exercise) -> given.Given:
    """The exercise's given parts."""
    file = exercise.folder / "given.py"
    return given.load(file.read_bytes(), exercise.seed, exercise.needs, file)


def test_numbers_in_the_readme_are_measured(
    exercise: Exercise, stub: Verdict, solution: Verdict
) -> None:
    """The README tells the metrics that the stub ends with, and how far the first of them falls."""
    readme = text(exercise, "README.md")
    metrics = [limit.metric for limit in exercise.limits]
    ends = [shown(name, stub.metrics[name]) for name in metrics]
    rows = [numbers(line) for line in readme.splitlines() if line.startswith("|")]
    assert any(all(map(near, row, ends, metrics)) for row in rows if len(row) == len(ends)), ends
    told = re.search(r"falls\s+from\s+(-?[\d.]+)\s+to\s+(-?\d+(?:\.\d+)?)", readme)
    assert told is not None
    falls = [shown(metrics[0], v.metrics[metrics[0]]) for v in (stub, solution)]
    assert all(map(near, map(float, told.groups()), falls, metrics[:1] * 2)), falls


def near(told: float, value: float, metric: str) -> bool:
    """Whether a rounded number in a README is what is measured here, whatever the machine."""
    rounding = 0.06 if metric.endswith("accuracy") else 1.1e-3
    return told == pytest.approx(value, rel=2e-3, abs=rounding)


def shown(metric: str, value: float | None) -> float:
    """A metric in the unit in which people read it: accuracies in percent."""
    assert value is not None
    return 100 * value if metric.endswith("accuracy") else value


def numbers(row: str) -> list[float]:
    """The cells of a table's row that are a number and nothing else."""
    cells = [cell.strip().removesuffix("%").strip().replace(",", "") for cell in row.split("|")]
    return [float(cell) for cell in cells if re.fullmatch(r"-?\d+(\.\d+)?", cell)]


def test_the_readme_has_its_sections(exercise: Exercise) -> None:
    """Problem, task, rules, concept, three hints and bonus are there and not empty, in 60 lines."""
    readme = text(exercise, "README.md")
    parts = re.split(r"^## (.*)$", readme, flags=re.M)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    for heading in ("Problem", "Task", "Rules", "Concept", "Hints", "What to look at", "Bonus"):
        assert any(h.startswith(heading) and body.strip() for h, body in sections.items()), heading
    assert exercise.title.lower() in readme.splitlines()[0].lower()
    assert f"About {exercise.minutes} minutes" in readme
    assert len(readme.splitlines()) <= 60
    assert len(re.findall(r"^\d\. ", sections["Hints"], re.M)) == len(exercise.hints) == 3
    assert ("--bonus" in readme) == (exercise.bonus is not None)


def test_hints_and_quiz_are_whole(exercise: Exercise) -> None:
    """Three hints, and three questions with a right answer and a reason."""
    assert all(len(hint) > 20 for hint in exercise.hints)
    assert len(exercise.quiz) == 3
    for question in exercise.quiz:
        assert 0 <= question.right < len(question.answers) == len(set(question.answers))
        assert question.reason
    assert len({question.right for question in exercise.quiz}) > 1


def test_the_stub_runs_to_its_end(
    exercise: Exercise, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The stub runs as a program, prints its losses, and does not fail."""
    monkeypatch.syspath_prepend(exercise.folder)
    monkeypatch.chdir(exercise.folder)
    monkeypatch.delitem(sys.modules, "given", raising=False)
    runpy.run_path("train.py", run_name="__main__")
    monkeypatch.delitem(sys.modules, "given")
    assert "loss" in capsys.readouterr().out


@pytest.mark.slow
def test_python_runs_a_stub() -> None:
    """`python train.py` is all that it takes."""
    result = subprocess.run(
        [sys.executable, "train.py"],
        cwd=COURSE.folder("exercise-02"),
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    assert "validation_accuracy" in result.stdout


def test_no_stray_file_lies_in_the_course(exercise: Exercise) -> None:
    """An exercise is its four files, with data that has sums beside it; a solution is one."""
    there = {p for p in exercise.folder.iterdir() if p.name != "__pycache__"}
    data = {p for p in there if p.is_dir()}
    assert {p.name for p in there - data} == {"README.md", "train.py", "given.py", "exercise.toml"}
    assert all((folder / "SHA256SUMS").is_file() for folder in data)
    assert [p.name for p in COURSE.solution(exercise.name).parent.glob("*.*")] == ["train.py"]


def test_files_are_short_enough_to_be_read(exercise: Exercise) -> None:
    """A stub has 15 to 45 lines, and what is given at most 90."""
    assert 15 <= len(text(exercise, "train.py").splitlines()) <= 45
    assert len(text(exercise, "given.py").splitlines()) <= 90


@pytest.mark.parametrize("shuffle_seed", range(5))
def test_a_correct_loop_passes_exercise_01_by_a_wide_margin(shuffle_seed: int) -> None:
    """In whatever order the points come, loss and accuracy clear their bounds by far.

    A loop that evaluates on the loader in between draws other shuffles than one that does not.
    """
    exercise = load(COURSE.folder("exercise-01"))
    parts = load_given(exercise)
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
    parts = load_given(exercise)
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
    (tmp_path / "exercise.toml").write_text("format_version = 1\n", encoding="utf-8")
    with pytest.raises(CourseError, match="it has no 'budget'"):
        load(tmp_path)


def test_exercise_05_has_the_gradients_of_the_closed_form(grade_course: GradeCourse) -> None:
    """The gradients of weight and bias are 2/n Σ (wx + b - y)x and 2/n Σ (wx + b - y)."""
    exercise = load(COURSE.folder("exercise-05"))
    parts = load_given(exercise)
    model, x, y = parts.modules["model"], parts.tensors["x"], parts.tensors["y"]
    off = (model.get_parameter("weight") * x + model.get_parameter("bias") - y).detach()
    wanted = [2 * (off * x).mean().item(), 2 * off.mean().item()]
    walked = grade_course(COURSE.solution(exercise.name), exercise.seed).walkthrough
    assert walked is not None
    backward = next(stage for stage in walked.stages if stage.name == "backward")
    assert [values.first[0] for values in backward.values] == pytest.approx(wanted, rel=1e-5)


@pytest.mark.parametrize("right", [True, False], ids=["solution", "stub"])
def test_exercise_16_is_what_gradcheck_says(right: bool) -> None:
    """torch.autograd.gradcheck passes the solution's function, and fails the stub's."""
    exercise = load(COURSE.folder("exercise-16"))
    file = COURSE.solution(exercise.name) if right else exercise.train_file
    load_given(exercise)  # leaves it importable as `given`
    names = runpy.run_path(str(file))
    x = torch.linspace(-3, 3, 7, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(names["Swish"].apply, (x,), raise_exception=False) == right


def test_mnist_may_be_a_persons_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exercise 02 reads the folder that GRADLINGS_MNIST names, in its files' own format."""
    exercise = load(COURSE.folder("exercise-02"))
    root = unpacked(exercise.folder / "mnist-subset", into="MNIST/raw")
    monkeypatch.setenv("GRADLINGS_CACHE", "/nowhere")
    monkeypatch.setenv("GRADLINGS_MNIST", str(root))
    loader = load_given(exercise).loader
    assert loader is not None
    assert len(loader) == 94
    monkeypatch.setenv("GRADLINGS_MNIST", "/nowhere")
    with pytest.raises(CourseError, match="Dataset not found"):
        load_given(exercise)
