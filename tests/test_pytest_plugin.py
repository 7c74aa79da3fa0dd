"""The plugin: one item per check, silent where there is no course."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import COURSE, POISONED, ROOT, poison

from grader.checks import names
from grader.exercise import load


def run_pytest(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run pytest in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=110,
    )


@pytest.mark.slow
def test_solutions_are_collected_one_item_per_check() -> None:
    """`pytest solutions/` has each check of each exercise as an item, and all pass."""
    result = run_pytest("solutions", "-v")
    assert result.returncode == 0, result.stdout
    for name in COURSE.names():
        for check in names(load(COURSE.folder(name))):
            assert f"solutions/{name}/train.py::{check} PASSED" in result.stdout


def test_a_failed_check_shows_the_diagnosis_and_no_traceback() -> None:
    """A stub fails in one item, the ones that depend on it are skipped, and the line is told."""
    result = run_pytest("exercises/exercise-01")
    assert result.returncode == 1
    assert "1 failed, 1 passed, 7 skipped" in result.stdout
    assert "backward-missing: Nothing goes backward" in result.stdout
    assert "train.py:16" in result.stdout
    assert "Traceback" not in result.stdout


@pytest.mark.slow
def test_one_check_can_be_chosen() -> None:
    """`-k` and JUnit XML work as everywhere."""
    result = run_pytest("solutions/exercise-01", "-k", "accuracy", "--junit-xml=/dev/null")
    assert "1 passed" in result.stdout


def test_a_project_without_a_course_sees_nothing(pytester: pytest.Pytester) -> None:
    """A train.py elsewhere is not collected, and an ordinary test runs as ever."""
    pytester.mkdir("exercise-01")
    pytester.path.joinpath("exercise-01", "train.py").write_text("1 / 0", encoding="utf-8")
    pytester.path.joinpath("train.py").write_text("1 / 0", encoding="utf-8")
    pytester.makepyfile(test_ordinary="def test_ordinary():\n    assert True\n")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1)


def test_collecting_imports_no_torch(tmp_path: Path) -> None:
    """The process that collects and reports imports neither torch nor the attempt."""
    shutil.copytree(COURSE.folder("exercise-01"), tmp_path / "exercises" / "exercise-01")
    (tmp_path / "conftest.py").write_text(
        "import sys\ndef pytest_sessionfinish():\n    print('torch' in sys.modules, 'end')\n",
        encoding="utf-8",
    )
    result = run_pytest("exercises", "-s", cwd=tmp_path)
    assert "False end" in result.stdout, result.stdout + result.stderr


def submissions(folder: Path) -> Path:
    """A course folder whose one attempt is right, with everything beside it that could harm."""
    exercise = folder / "exercises" / "exercise-01"
    shutil.copytree(COURSE.folder("exercise-01"), exercise)
    shutil.copy(COURSE.solution("exercise-01"), exercise / "train.py")
    for place in (folder, exercise.parent, exercise):
        poison(place)
    return folder


def run_grade(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run `grade` in a process of its own, in that folder."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "grader", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=110,
    )


def test_grade_pytest_reads_each_attempt_and_nothing_else(tmp_path: Path) -> None:
    """`grade pytest` grades a folder in which plain pytest would run somebody else's code."""
    folder = submissions(tmp_path)
    assert POISONED in "".join(run_pytest("exercises", cwd=folder).stderr)
    result = run_grade("pytest", "exercises", "-v", cwd=folder)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "exercise-01/train.py::accuracy PASSED" in result.stdout
    assert POISONED not in result.stdout + result.stderr


@pytest.mark.slow
def test_grade_pytest_takes_pytests_options(tmp_path: Path) -> None:
    """Options of pytest and of the plugin work; a wrong folder is told in words."""
    folder = submissions(tmp_path)
    chosen = run_grade("pytest", "exercises", "-k", "accuracy", "--require-sandbox", cwd=folder)
    assert "1 passed" in chosen.stdout
    wrong = run_grade("pytest", "nowhere", cwd=folder)
    assert wrong.returncode == 2
    assert 'There is no folder "nowhere"' in wrong.stderr


def test_the_command_reads_the_attempt_and_nothing_beside_it(tmp_path: Path) -> None:
    """Modules beside an attempt, or in the working folder, have no part in its verdict."""
    folder = submissions(tmp_path) / "exercises" / "exercise-01"
    result = run_grade("exercise-01", "--file", "train.py", "--format", "json", cwd=folder)
    assert result.returncode == 0, result.stdout + result.stderr
    assert POISONED not in result.stdout + result.stderr
