"""The package as it is installed by others."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import COURSE, ROOT

pytestmark = pytest.mark.slow

# Looks for the grader among the packages, then imports one that nobody has imported so far.
SPY = """
import os
for call in (
    lambda: open({site!r} + "/grader/course/solutions/exercise-01/train.py"),
    lambda: os.listdir({site!r} + "/grader/course/solutions"),
    lambda: open({site!r} + "/grader/judge.py"),
):
    try:
        print("GOT", call())
    except OSError:
        pass
import xmlrpc.client, matplotlib.colors
"""


def right_loop() -> str:
    """The reference solution of exercise-01."""
    return COURSE.solution("exercise-01").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the checkout."""
    copy = tmp_path_factory.mktemp("build") / "gradlings"
    ignored = shutil.ignore_patterns(".git", "build", "*.egg-info", "__pycache__", ".*", "tests")
    shutil.copytree(ROOT, copy, ignore=ignored)
    shutil.copytree(ROOT / "tests" / "attacks", copy / "tests" / "attacks")
    out = copy / "out"
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", out, copy],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


def test_the_wheel_carries_the_course(wheel: Path) -> None:
    """Every file of every exercise and its solution is in the wheel; nothing of the tests is."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for exercise in COURSE.names():
        for file in ("README.md", "exercise.toml", "given.py", "train.py"):
            assert f"grader/course/exercises/{exercise}/{file}" in names
        assert f"grader/course/solutions/{exercise}/train.py" in names
    modules = {str(p.relative_to(ROOT)) for p in (ROOT / "grader").rglob("*.py")}
    assert modules <= names
    assert "grader/templates/verdict.html" in names
    templates = {str(p.relative_to(ROOT)) for p in (ROOT / "grader/templates").rglob("*.txt")}
    assert "grader/templates/export/gradescope/run_autograder.txt" in templates
    assert templates <= names
    assert "grader/course/attacks/system/read_solution.py" in names
    assert "grader/course/attacks/exercise-01/gc_edit_recorder.py" in names
    assert not [n for n in names if n.startswith("tests") or n.endswith(".pyc")]


def test_the_installed_wheel_grades_without_a_checkout(wheel: Path, tmp_path: Path) -> None:
    """From a wheel alone, a solution is graded in an empty folder."""
    home = tmp_path / "venv"
    venv.create(home, system_site_packages=False, with_pip=False)
    site = next(home.glob("lib*/python*/site-packages"), home / "Lib" / "site-packages")
    zipfile.ZipFile(wheel).extractall(site)
    # The dependencies are those of this run: what is tested is the wheel.
    outer = [p for p in sys.path if p.endswith("site-packages")]
    (site / "outer.pth").write_text("\n".join(outer), encoding="utf-8")
    python = next(
        p for p in (home / "bin" / "python", home / "Scripts" / "python.exe") if p.exists()
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    result = subprocess.run(
        [python, "-c", "import grader; print(grader.__file__)"],
        cwd=empty, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert str(site) in result.stdout, result.stdout + result.stderr
    graded = subprocess.run(
        [python, "-m", "grader", "exercise-01", "--solution", "--format", "json"],
        cwd=empty, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert graded.returncode == 0, graded.stdout + graded.stderr
    assert '"status": "passed"' in graded.stdout
    attempt = empty / "train.py"
    attempt.write_text(SPY.format(site=str(site)) + right_loop(), encoding="utf-8")
    graded = subprocess.run(
        [python, "-P", "-m", "grader", "exercise-01", "--file", "train.py", "--format", "json"],
        cwd=empty, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    verdict = json.loads(graded.stdout)
    assert verdict["status"] == "passed", verdict
    if "Landlock" in verdict["sandbox"]:
        assert "GOT" not in verdict["output"]
    exported = subprocess.run(
        [python, "-P", "-m", "grader", "export", "gradescope", "exercise-01"],
        cwd=empty, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert exported.returncode == 0, exported.stderr
    assert not solutions_in(empty / "exercise-01-gradescope.zip")


def solutions_in(archive: Path) -> list[str]:
    """What an export must not have: the course's files, beside those of its own exercise."""
    with zipfile.ZipFile(archive) as opened:
        (wheel,) = (name for name in opened.namelist() if name.endswith(".whl"))
        with opened.open(wheel) as inner:
            names = [*opened.namelist(), *zipfile.ZipFile(inner).namelist()]
    assert "grader/judge.py" in names
    return [n for n in names if "solutions/" in n or n.startswith("grader/course/")]


BROKEN = "raise RuntimeError('operator torchvision::nms does not exist')\n"


def test_a_torchvision_of_another_build_is_told_in_words(tmp_path: Path, solution: str) -> None:
    """An attempt that meets a broken pair of torch and torchvision is nobody's fault but theirs."""
    (tmp_path / "torchvision").mkdir()
    (tmp_path / "torchvision" / "__init__.py").write_text(BROKEN, encoding="utf-8")
    path = tmp_path / "train.py"
    path.write_text("import torchvision\n" + solution, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "grader", "exercise-01", "--file", path],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert result.returncode == 4, result.stdout + result.stderr
    assert "torchvision does not fit the installed torch" in result.stderr
    assert "README" in result.stderr


def test_an_attempt_can_not_say_so_itself(tmp_path: Path, solution: str) -> None:
    """Where torchvision is whole, an error of its words is the attempt's own."""
    path = tmp_path / "train.py"
    path.write_text(BROKEN + solution, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "grader", "exercise-01", "--file", path],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert result.returncode == 1, result.stdout + result.stderr


def test_a_missing_torch_is_told_in_words(tmp_path: Path) -> None:
    """Without torch, the command says what to install and exits with 4."""
    (tmp_path / "torch.py").write_text("raise ImportError('no torch here')", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "grader", "exercise-01", "--solution"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 4, result.stderr
    assert "torch can't be imported" in result.stderr
    assert "install lines of the README" in re.sub(r"\s+", " ", result.stderr)
