"""What a shell completes, asked as a shell asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import COURSE, ROOT

NAMES = COURSE.names()
BASH = shutil.which("bash") if os.name != "nt" else None


def process(
    *arguments: str, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `grade` with more environment, and without what would ask it for something else."""
    inherited = {k: v for k, v in os.environ.items() if k not in ("SHELL", "GRADER_DEBUG")}
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=cwd,
        env={**inherited, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
    )


def complete(line: str, cwd: Path = ROOT) -> list[str]:
    """What completes the last word of `line`; an empty last word is a space at its end."""
    number = str(len(line.split(" ")) - 1)
    result = process(cwd=cwd, _GRADE_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=number)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout.split()


def plain(*words: str) -> list[str]:
    """The answer that offers these words."""
    return [f"plain,{word}" for word in words]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        pytest.param("grade exer", plain(*NAMES), id="exercises"),
        pytest.param("grade expla", plain("explain"), id="commands"),
        pytest.param("grade al", plain("all"), id="all"),
        pytest.param("grade exercise-01 --sol", plain("--solution"), id="default-commands-options"),
        pytest.param("grade exercise-01 --b", plain("--bonus"), id="bonus"),
        pytest.param("grade --solu", plain("--solution"), id="options-first"),
        pytest.param("grade --solution ex", plain(*NAMES), id="no-command-after-an-option"),
        pytest.param("grade exercise-01 ", [], id="one-exercise-is-enough"),
        pytest.param("grade all --format gi", plain("github", "github-classroom"), id="formats"),
        pytest.param("grade export g", plain("gradescope", "github-classroom"), id="services"),
        pytest.param("grade export gradescope exer", plain(*NAMES), id="what-is-exported"),
        pytest.param("grade drill --format ", plain("text", "json"), id="formats-of-another"),
        pytest.param("grade explain zero-grad-m", plain("zero-grad-missing"), id="codes"),
        pytest.param("grade drill --exercise exercise-0", plain(*NAMES[:9]), id="drill"),
        pytest.param("grade calibrate exercise-1", plain(*NAMES[9:]), id="calibrate"),
        pytest.param("grade completion ", plain("bash", "zsh", "fish"), id="shells"),
        pytest.param("grade doctor --st", plain("--stop"), id="doctor"),
        pytest.param("grade exercises/ex", ["file,exercises/ex"], id="a-path"),
        pytest.param("grade exercise-01 --file x", ["file,x"], id="a-file"),
        pytest.param("grade nonsense more --nothing", [], id="nothing"),
    ],
)
def test_a_word_is_completed(line: str, offered: list[str]) -> None:
    """A shell is offered exactly what can stand there."""
    assert complete(line) == offered


def test_exercises_and_commands_are_offered_together() -> None:
    """What begins alike is offered at once, whether it is an exercise or a command."""
    assert {*plain(*NAMES), "plain,explain"} <= set(complete("grade ex"))


def test_exercises_are_those_of_the_course_around(tmp_path: Path) -> None:
    """In a course of one's own its exercises are offered, elsewhere the grader's own."""
    folder = tmp_path / "exercises" / "exercise-77"
    folder.mkdir(parents=True)
    assert complete("grade exercise-0", tmp_path) == plain(*NAMES[:9])
    (folder / "exercise.toml").write_text("", encoding="utf-8")
    assert complete("grade exer", tmp_path) == plain("exercise-77")


def test_completing_imports_little() -> None:
    """What runs at each press of a key imports neither torch, numpy, rich nor the grading."""
    code = (
        "import sys\nfrom grader.cli import main\n"
        "try:\n    main([])\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'numpy', 'rich', 'grader.pipeline', 'grader.engine'}\n"
        "sys.stdout.flush()\nraise SystemExit(repr(heavy & set(sys.modules)))"
    )
    asked = {"_GRADE_COMPLETE": "bash_complete", "COMP_WORDS": "grade e", "COMP_CWORD": "1"}
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **asked},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert "exercise-01" in result.stdout
    assert result.stderr.strip() == "set()"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_printed_alone(shell: str) -> None:
    """Standard output is the script, named or guessed from $SHELL, and nothing beside it."""
    named, guessed = process("completion", shell), process("completion", SHELL=f"/usr/bin/{shell}")
    assert named.returncode == guessed.returncode == 0
    assert named.stdout == guessed.stdout
    assert f"_GRADE_COMPLETE={shell}_complete" in named.stdout
    assert "To load it" not in named.stdout + named.stderr


@pytest.mark.parametrize("shell", ["", "/bin/tcsh"])
def test_another_shell_is_told_in_words(shell: str) -> None:
    """Where $SHELL names nothing that is served, the answer says what to type."""
    result = process("completion", SHELL=shell)
    assert (result.returncode, result.stdout) == (2, "")
    assert "grade completion bash" in result.stderr


def test_a_real_bash_completes(tmp_path: Path) -> None:
    """The script works in bash, which calls `grade` by the name that was typed."""
    if BASH is None:
        return  # nothing to promise where there is no bash
    grade = tmp_path / "grade"
    grade.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m grader "$@"\n', encoding="utf-8")
    grade.chmod(0o755)
    script = (
        'source <("$1" completion bash) && complete -p grade && COMP_WORDS=("$1" exercise-1) '
        'COMP_CWORD=1 && _grade_completion "$1" && echo "${COMPREPLY[@]}"'
    )
    result = subprocess.run(
        [BASH, "--norc", "-c", script, "bash", str(grade)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    registered, offered = result.stdout.splitlines()
    assert registered == "complete -o nosort -F _grade_completion grade"
    assert offered.split() == NAMES[9:]
