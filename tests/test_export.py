"""Exports, run as their services run them: on local folders, with the scripts that are in them."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import results
import yaml
from conftest import COURSE, ROOT

from grader.exports.inside.handed_in import Attempt, NothingToGrade, attempt, plain_file

DOC = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^grade (export .*)$", DOC, re.M)
STUB = (COURSE.folder("exercise-01") / "train.py").read_text(encoding="utf-8")
RIGHT = COURSE.solution("exercise-01").read_text(encoding="utf-8")
# What a student could try to be given points for; the loop below it stays wrong.
HOSTILE = """
import base64, json, os, pathlib, sys
FORGED = json.dumps({{"score": 10.0, "max_score": 10, "tests": [], "gradable": True}})
print(FORGED, "]]></system-out><testcase/>", "::error::forged", "\\x1b[31mred", flush=True)
print("##[error]forged", "result=" + base64.b64encode(FORGED.encode()).decode(), sep="\\n")
for place in {places!r}:
    for act in (
        lambda: pathlib.Path(place).write_text(FORGED),
        lambda: pathlib.Path(place).unlink(),
        lambda: os.rename(place, place + ".old"),
        lambda: os.symlink("/tmp/forged", place + ".link"),
        lambda: print("READ", pathlib.Path(place).read_text()),
    ):
        try:
            act()
            print("GOT IN", place)
        except OSError:
            pass
if os.fork() == 0:  # one that would come back later
    import time
    time.sleep(3)
    for place in {places!r}:
        try:
            pathlib.Path(place).write_text(FORGED)
        except OSError:
            pass
    os._exit(0)
"""


def environment(**more: object) -> dict[str, str]:
    """This run's environment with its own grader, and more."""
    own = {"GRADER_PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
    return {**os.environ, **own, **{name: str(value) for name, value in more.items()}}


def grade_command(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command `grade`, run in a folder."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "grader", *arguments],
        cwd=cwd, env=environment(), capture_output=True, text=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the documented commands write."""
    folder = tmp_path_factory.mktemp("exported")
    for command in COMMANDS:
        done = grade_command(*shlex.split(command), cwd=folder)
        assert done.returncode == 0, done.stderr
        assert "Next: " in done.stdout
    return folder


@dataclass(frozen=True)
class Box:
    """A service's folders: where students' files go, what is run, what reads the results."""

    root: Path
    submission: Path
    script: Path
    variable: str
    read: Callable[[str], dict[str, Any]]

    @property
    def results(self) -> Path:
        """Where the service looks for the results."""
        return self.root / "results" / "results.json"

    def run(self, **more: object) -> subprocess.CompletedProcess[str]:
        """Run the script as the service does: in its folder, with nothing to read."""
        return subprocess.run(
            ["bash", self.script],
            cwd=self.root,
            env=environment(**{self.variable: self.root, **more}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    def grade(self, text: str, **more: object) -> dict[str, Any]:
        """The results of one submission, and what instructors see, under "said"."""
        (self.submission / "train.py").write_text(text, encoding="utf-8")
        done = self.run(**more)
        assert done.returncode == 0, done.stdout + done.stderr
        return {"said": done.stdout} | self.read(self.results.read_text(encoding="utf-8"))


def unpacked(archive: Path, folder: Path) -> None:
    """Unpack a zip with the modes that are in it, as `unzip` does."""
    with zipfile.ZipFile(archive) as opened:
        for entry in opened.infolist():
            path = Path(opened.extract(entry, folder))
            path.chmod(stat.S_IMODE(entry.external_attr >> 16))


@pytest.fixture
def gradescope(exported: Path, tmp_path: Path) -> Box:
    """Gradescope's container: the zip unpacked, the script copied, a submission's folder."""
    root = tmp_path / "autograder"
    unpacked(exported / "exercise-01-gradescope.zip", root / "source")
    script = Path(shutil.copy(root / "source" / "run_autograder", root))
    (root / "submission").mkdir()
    told = {"assignment": {"total_points": "20.0"}, "users": []}
    (root / "submission_metadata.json").write_text(json.dumps(told), encoding="ascii")
    return Box(root, root / "submission", script, "GRADER_AUTOGRADER", results.gradescope)


@pytest.fixture
def prairielearn(exported: Path, tmp_path: Path) -> Box:
    """PrairieLearn's container: the question's tests, a student's files, the data."""
    root = tmp_path / "grade"
    question = exported / "exercise-01-prairielearn" / "questions" / "exercise-01"
    shutil.copytree(question / "tests", root / "tests")
    for name in ("student", "data"):
        (root / name).mkdir()
    (root / "data" / "data.json").write_text("{}", encoding="ascii")
    script = root / "tests" / "grade.sh"
    return Box(root, root / "student", script, "GRADER_GRADE", results.prairielearn)


@pytest.fixture(params=["gradescope", pytest.param("prairielearn", marks=pytest.mark.slow)])
def box(request: pytest.FixtureRequest) -> Box:
    """Either container."""
    made: Box = request.getfixturevalue(request.param)
    return made


def test_a_right_loop_gets_its_points_on_gradescope(gradescope: Box) -> None:
    """The zip's scripts install nothing more, grade, and write a result with all points."""
    setup = gradescope.root / "source" / "setup.sh"
    built = subprocess.run(
        [setup], env=environment(GRADER_AUTOGRADER=gradescope.root), capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    assert built.stdout.startswith("torch ")
    result = gradescope.grade(RIGHT)
    assert result["score"] == 10.0
    assert {test.get("status", "passed") for test in result["tests"]} == {"passed"}
    assert result["stdout_visibility"] == "hidden"
    assert "This assignment is worth 20 points, the exercise 10" in result["said"]


@pytest.mark.slow
def test_a_right_loop_gets_its_points_on_prairielearn(prairielearn: Box) -> None:
    """The question's script grades, and writes a score of 1."""
    assert prairielearn.grade(RIGHT)["score"] == 1.0


def test_a_hostile_attempt_gets_what_its_loop_is_worth(box: Box) -> None:
    """Forged results, on paper or in the file, are text: the verdict is the loop's own."""
    places = [str(box.results), str(box.script), str(box.root / "source" / "setup.sh")]
    stale = '{"score": 10.0, "gradable": true}'
    box.results.parent.mkdir()
    box.results.write_text(stale, encoding="ascii")
    result = box.grade(HOSTILE.format(places=places) + STUB)
    assert result["score"] == 0
    told = json.dumps(result)
    assert "backward-missing" in told
    assert "##[error]forged" in told  # it is shown, as what was printed
    assert not {"GOT IN", "READ"} & set(re.findall("GOT IN|READ", told))
    assert sorted(path.name for path in box.results.parent.iterdir()) == ["results.json"]
    assert "#!" in box.script.read_text(encoding="utf-8")


def test_nothing_handed_in_is_told_what_to_hand_in(gradescope: Box, prairielearn: Box) -> None:
    """Without a file, and with others, the student is told the name to hand in."""
    gradescope.run()
    result = gradescope.read(gradescope.results.read_text(encoding="utf-8"))
    assert (result["score"], result["output"]) == (
        0.0,
        'In "submission" is no ".py" and no ".ipynb" file. '
        "Hand in one file for exercise-01, named train.py.",
    )  # fmt: skip
    for name in ("mine.py", "loop.py"):
        (prairielearn.submission / name).write_text(RIGHT, encoding="utf-8")
    prairielearn.run()
    result = prairielearn.read(prairielearn.results.read_text(encoding="utf-8"))
    assert result["gradable"] is False
    assert result["format_errors"][0].startswith('There are "loop.py", "mine.py": which one')


def test_what_is_no_python_costs_no_attempt(prairielearn: Box) -> None:
    """An empty file, or one that can't be read, is not gradable."""
    result = prairielearn.grade("\n")
    assert (result["gradable"], "empty" in result["format_errors"][0]) == (False, True)


def fails(box: Box, **variables: object) -> subprocess.CompletedProcess[str]:
    """Run the script where there is an old result; the new one must not be there, nor the old."""
    (box.submission / "train.py").write_text(RIGHT, encoding="utf-8")
    box.results.parent.mkdir()
    box.results.write_text('{"score": 10.0}', encoding="ascii")
    done = box.run(**variables)
    assert "The grader failed, there is no result" in done.stderr
    assert not box.results.exists()
    return done


def test_a_refused_sandbox_leaves_no_result(gradescope: Box) -> None:
    """Where every layer is asked for and one is missing, nothing is graded, and nobody gets a 0."""
    done = fails(gradescope, GRADER_REQUIRE_SANDBOX="1", GRADER_WITHOUT="seccomp")
    assert done.returncode == 4
    assert "seccomp" in done.stderr


def test_a_broken_exercise_leaves_no_result(box: Box) -> None:
    """An exercise that can't be read is its author's fault: there is no result, only words."""
    (toml,) = box.root.glob("*/exercise-01/exercise.toml")
    toml.write_text("points = [", encoding="ascii")
    assert fails(box).returncode == 3


@pytest.mark.slow
def test_an_unforeseen_failure_leaves_no_result(box: Box) -> None:
    """Whatever goes wrong in the grader ends with its own exit code, and without a result."""
    (data,) = box.root.glob("*/exercise-01/given.py")
    data.unlink()
    assert fails(box).returncode == 3


@pytest.mark.slow
def test_a_missing_layer_is_named(gradescope: Box) -> None:
    """Without a layer, a container grades all the same, and the instructor can see which."""
    result = gradescope.grade(STUB, GRADER_WITHOUT="Landlock")
    assert "Landlock" in result["extra_data"]["verdicts"][0]["unprotected"]
    assert "Landlock" not in result["output"]


@dataclass(frozen=True)
class Workflow:
    """A repository with the exported workflow, and the files that a runner gives its steps."""

    repository: Path
    output: Path
    summary: Path

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The steps of the only job."""
        text = (self.repository / ".github/workflows/classroom.yml").read_text(encoding="utf-8")
        (job,) = yaml.safe_load(text)["jobs"].values()
        return list(job["steps"])

    def push(self, text: str | None) -> subprocess.CompletedProcess[str]:
        """Run the steps' commands as a runner does; what the last of them said."""
        file = self.repository / "exercises/exercise-01/train.py"
        file.unlink()
        if text is not None:
            file.write_text(text, encoding="utf-8")
        for step in self.steps:
            if "run" in step:
                done = subprocess.run(
                    ["bash", "-e", "-c", step["run"]],
                    cwd=self.repository,
                    env=environment(GITHUB_OUTPUT=self.output, GITHUB_STEP_SUMMARY=self.summary),
                    capture_output=True,
                    text=True,
                )
        return done


@pytest.fixture
def workflow(exported: Path, tmp_path: Path) -> Workflow:
    """A student's repository, as it is made of the template."""
    repository = tmp_path / "repository"
    shutil.copytree(exported / "exercise-01-github-classroom", repository)
    return Workflow(repository, tmp_path / "output", tmp_path / "summary.md")


@pytest.mark.slow
def test_a_push_is_graded_by_the_workflow(workflow: Workflow) -> None:
    """A right loop is a green run with a notice, its points for the reporter, and a summary."""
    done = workflow.push(RIGHT)
    assert done.returncode == 0, done.stderr
    assert "::notice file=exercises/exercise-01/train.py" in done.stdout
    result = results.classroom(workflow.output.read_text(encoding="utf-8"))
    assert (result["status"], sum(test["score"] for test in result["tests"])) == ("pass", 10)
    assert workflow.summary.read_text(encoding="utf-8").startswith("### exercise-01: 10 of 10")


def test_a_hostile_push_forges_no_command(workflow: Workflow) -> None:
    """Of what a student prints nothing reaches the log, the outputs or the summary as a command."""
    places = [str(workflow.output), str(workflow.summary)]
    (workflow.output).touch()
    done = workflow.push(HOSTILE.format(places=places) + STUB)
    assert done.returncode == 1
    (annotation,) = results.commands(done.stdout)
    assert annotation.startswith("::error file=exercises/exercise-01/train.py,line=")
    result = results.classroom(workflow.output.read_text(encoding="utf-8"))
    assert (result["status"], sum(test["score"] for test in result["tests"])) == ("fail", 0)
    assert results.commands(results.reported(result)) == []
    _, *lines = workflow.summary.read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("    ") or not line for line in lines)


@pytest.mark.parametrize("linked", [False, True])
def test_a_push_without_the_file_says_so(workflow: Workflow, linked: bool) -> None:
    """A missing file, or a link in its place, is told by an annotation, and is worth nothing."""
    file = workflow.repository / "exercises/exercise-01/train.py"
    done = workflow.push(None)
    if linked:
        workflow.output.unlink()
        file.symlink_to(workflow.repository / "solution.py")
        (workflow.repository / "solution.py").write_text(RIGHT, encoding="utf-8")
        (step,) = (step for step in workflow.steps if step.get("id"))
        done = subprocess.run(
            ["bash", "-e", "-c", step["run"]], cwd=workflow.repository, capture_output=True,
            text=True, env=environment(GITHUB_OUTPUT=workflow.output),
        )  # fmt: skip
    assert done.returncode == 1
    assert "::error file=exercises/exercise-01/train.py" in done.stdout
    result = results.classroom(workflow.output.read_text(encoding="utf-8"))
    assert (result["status"], result["max_score"], result["tests"][0]["score"]) == ("fail", 10, 0)


def test_the_workflow_is_what_classroom_looks_for(workflow: Workflow) -> None:
    """It has the one name and the one job, and hands the result to the reporter by its name."""
    text = (workflow.repository / ".github/workflows/classroom.yml").read_text(encoding="utf-8")
    fields = yaml.safe_load(text)
    assert (fields["name"], list(fields["jobs"])) == (
        "Autograding Tests",
        ["run-autograding-tests"],
    )
    assert "push" in fields["on"]
    assert set(fields["permissions"]) == {"actions", "checks", "contents"}
    *_, grading, reporter = workflow.steps
    runner = reporter["with"]["runners"]
    value = f"${{{{ steps.{grading['id']}.outputs.result }}}}"
    assert reporter["env"] == {f"{runner.upper()}_RESULTS": value}
    assert reporter["uses"].startswith("classroom-resources/autograding-grading-reporter@")
    assert all({"run", "uses"} & set(step) for step in workflow.steps)


def test_a_question_is_what_prairielearn_looks_for(exported: Path) -> None:
    """Its files name each other rightly, and the image is made of what lies beside its recipe."""
    folder = exported / "exercise-01-prairielearn"
    question = folder / "questions" / "exercise-01"
    info = json.loads((question / "info.json").read_text(encoding="utf-8"))
    options = info["externalGradingOptions"]
    assert (info["type"], info["gradingMethod"]) == ("v3", "External")
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", info["uuid"])
    assert options["image"] == "my-university/gradlings:1"
    assert (options["enableNetworking"], options["timeout"] <= 600) == (False, True)
    assert (question / options["entrypoint"].removeprefix("/grade/")).stat().st_mode & 0o111
    page = (question / "question.html").read_text(encoding="utf-8")
    assert 'file-name="train.py"' in page
    source = re.findall(r'source-file-name="(.*)"', page)
    assert (question / source[0]).read_text(encoding="utf-8") == STUB
    assert "{{" not in page
    recipe = (folder / "image" / "Dockerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (.*) \S+$", recipe, re.M)[0].split()
    assert all((folder / "image" / name).is_file() for name in copied)


def contents(path: Path) -> dict[str, bytes]:
    """All files of an export, those in zips and wheels too."""
    found: dict[str, bytes] = {}
    for file in [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]:
        found[file.name if file == path else str(file.relative_to(path))] = file.read_bytes()
        if file.suffix in (".zip", ".whl"):
            opened = file.with_suffix(".opened")
            unpacked(file, opened)
            found |= {f"{file.name}/{name}": data for name, data in contents(opened).items()}
            shutil.rmtree(opened)
    return found


def test_no_solution_is_exported(exported: Path) -> None:
    """Neither a solution's file nor a copy of one lies in any export, nor in the wheel in it."""
    solutions = {COURSE.solution(name).read_bytes() for name in COURSE.names()}
    for path in exported.iterdir():
        found = contents(path)
        assert len(found) > 300  # the wheel's files are among them
        assert not [name for name in found if "solutions/" in name or "attacks/" in name]
        assert not [name for name, data in found.items() if data in solutions]


def test_an_export_is_the_same_each_time(exported: Path, tmp_path: Path) -> None:
    """The same exercise makes the same bytes, so that a new upload can be told from an old one."""
    assert grade_command(*shlex.split(COMMANDS[0]), cwd=tmp_path).returncode == 0
    (made,) = tmp_path.iterdir()
    assert made.read_bytes() == (exported / made.name).read_bytes()


def test_an_export_overwrites_nothing(exported: Path, tmp_path: Path) -> None:
    """What is there stays, and the command says so, for a zip and for a folder."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="ascii")
    for command in COMMANDS:
        again = grade_command(*shlex.split(command), cwd=exported)
        assert again.returncode == 2
        assert "is there already" in again.stderr
    done = grade_command("export", "prairielearn", "1", "--out", "mine", cwd=tmp_path)
    assert (done.returncode, len(list((tmp_path / "mine").iterdir()))) == (2, 1)
    done = grade_command("export", "gradescope", "1", "--image", "x", cwd=tmp_path)
    assert (done.returncode, "--image is for prairielearn" in done.stderr) == (2, True)
    done = grade_command("export", "gradescope", "1", "--out", "mine", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "mine" / "exercise-01-gradescope.zip").is_file()


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        (["train.py"], "train.py"),
        (["exercise-01.py", "notes.txt"], "exercise-01.py"),
        (["Train.py"], "Train.py"),
        (["my loop.py"], "my loop.py"),
        (["hw/train.py", "__MACOSX/hw/train.py", ".git/train.py"], "hw/train.py"),
        (["exercises/exercise-01/train.py", "exercises/exercise-02/train.py"],
         "exercises/exercise-01/train.py"),
    ],
)  # fmt: skip
def test_the_attempt_is_found(tmp_path: Path, files: list[str], chosen: str) -> None:
    """By its name or the exercise's, in a folder or a whole course, whatever lies beside it."""
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(RIGHT, encoding="utf-8")
    assert attempt(tmp_path, "exercise-01") == Attempt(chosen, RIGHT.encode())


def test_a_notebook_may_be_handed_in(tmp_path: Path) -> None:
    """The cell that defines train() is graded, as in `grade class`."""
    cells = [{"cell_type": "code", "source": RIGHT, "metadata": {}, "outputs": []}]
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    (tmp_path / "loop.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    found = attempt(tmp_path, "exercise-01")
    assert found.file == "loop.ipynb, cell 1"
    assert b"def train(" in found.source


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([], 'In "submission" is no ".py" and no ".ipynb" file.'),
        (["a/train.py", "b/train.py"], 'There are "a/train.py", "b/train.py": which one counts?'),
        (["exercise-02/train.py"], ""),
        ([f"x{n}\n::error::y\x1b[1m.py" for n in (1, 2)], "::error::y"),
        ([f"{n}.py" for n in range(99)], "and 15 more: which one counts?"),
    ],
)
def test_what_can_not_be_graded_is_told(tmp_path: Path, files: list[str], told: str) -> None:
    """Whatever is handed in instead, the words name it, on one line, and what to hand in."""
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(RIGHT, encoding="utf-8")
    with pytest.raises(NothingToGrade) as raised:
        attempt(tmp_path, "exercise-01")
    assert told in str(raised.value)
    assert str(raised.value).endswith("Hand in one file for exercise-01, named train.py.")
    assert len(str(raised.value).splitlines()) == 1 and "\x1b" not in str(raised.value)


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link in the place of a file or a folder is nothing handed in, wherever it leads."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "train.py").write_text(RIGHT, encoding="utf-8")
    box = tmp_path / "box"
    box.mkdir()
    (box / "train.py").symlink_to(tmp_path / "real" / "train.py")
    (box / "linked").symlink_to(tmp_path / "real", target_is_directory=True)
    with pytest.raises(NothingToGrade):
        attempt(box, "exercise-01")
    for place in ("train.py", "linked/train.py", "nowhere/train.py"):
        with pytest.raises(NothingToGrade):
            plain_file(box / place, box)
    found = plain_file(tmp_path / "real" / "train.py", tmp_path)
    assert found == Attempt("real/train.py", RIGHT.encode())


FAKE = """#!/usr/bin/env bash
echo "$(basename "$0") $*" >> "$CALLS"
if [ "${3:-}" = venv ]; then
    for home; do true; done
    mkdir -p "$home/bin" && ln -s "$TRUE_PYTHON" "$home/bin/python"
fi
"""


def test_the_setup_installs_what_was_exported(gradescope: Box, tmp_path: Path) -> None:
    """setup.sh asks for this Python, the CPU's torch, the pinned versions and the wheel."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("apt-get", "python3"):
        (tools / name).write_text(FAKE, encoding="ascii")
        (tools / name).chmod(0o755)
    wrapper = tools / "true-python"
    wrapper.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    wrapper.chmod(0o755)
    home, calls = tmp_path / "home", tmp_path / "calls"
    done = subprocess.run(
        ["bash", gradescope.root / "source" / "setup.sh"],
        env=environment(
            GRADER_AUTOGRADER=gradescope.root, GRADER_HOME=home, GRADER_PYTHON="", CALLS=calls,
            TRUE_PYTHON=wrapper, PATH=f"{tools}{os.pathsep}{os.environ['PATH']}",
        ),
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "exercise-01 can be graded." in done.stdout
    said = calls.read_text(encoding="utf-8")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"python3 -m uv venv --python {version} {home}/venv" in said
    install = next(line for line in said.splitlines() if "uv pip install" in line)
    assert "--torch-backend=cpu" in install
    named = [Path(word) for word in install.split() if word.endswith((".txt", ".whl"))]
    assert len(named) == 2
    assert all(file.is_file() for file in named)
    pins = named[0].read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9.a-z]*", pin) for pin in pins)
    assert {"torch", "torchvision", "numpy", "safetensors"} <= {p.split("=")[0] for p in pins}


@pytest.mark.slow
def test_the_wheel_in_an_export_installs_and_grades(gradescope: Box, tmp_path: Path) -> None:
    """pip takes the wheel as it is, and with it alone the exported exercise is graded."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    (wheel,) = (gradescope.root / "source").glob("*.whl")
    subprocess.run(
        [python, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", wheel], check=True
    )
    site = next(home.glob("lib*/python*/site-packages"))
    # What it needs is this run's: what is tested is the wheel.
    outer = [path for path in sys.path if path.endswith("site-packages")]
    (site / "outer.pth").write_text("\n".join(outer), encoding="utf-8")
    alone = {"GRADER_PYTHON": python, "PYTHONPATH": ""}
    where = subprocess.run(
        [python, "-P", "-c", "import grader; print(grader.__file__)"],
        env=environment(**alone), capture_output=True, text=True,
    )  # fmt: skip
    assert str(site) in where.stdout
    assert gradescope.grade(RIGHT, **alone)["score"] == 10.0
    assert "backward-missing" in gradescope.grade(STUB, **alone)["output"]


def test_an_installed_grader_knows_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a checkout, the installation tells what the wheel asks for, extras left out."""
    from grader.exports import wheel

    needed = wheel.requirements()
    listed = [*needed, 'ruff >= 0.6; extra == "test"']
    monkeypatch.setattr(wheel, "_folder", lambda: Path("/nowhere/grader"))
    monkeypatch.setattr(wheel.metadata, "requires", lambda name: listed)
    assert wheel.requirements() == needed
    assert any(line.startswith("landlockpy") for line in needed)


@pytest.mark.slow
def test_the_documented_trial_prints_a_result(exported: Path, tmp_path: Path) -> None:
    """The lines of docs/exports.md try the zip on folders of one's own."""
    shutil.copy(exported / "exercise-01-gradescope.zip", tmp_path)
    (tmp_path / "train.py").write_text(RIGHT, encoding="utf-8")
    (lines,) = [b for b in re.findall(r"^```sh\n(.*?)^```", DOC, re.M | re.S) if "zipfile" in b]
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-c", lines], cwd=tmp_path, env=environment(PATH=tools),
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert results.gradescope(done.stdout.splitlines()[-1])["score"] == 10.0


@pytest.mark.slow
def test_an_authors_own_exercise_is_exported(tmp_path: Path) -> None:
    """An exercise that only an author's course has is exported from there, and graded."""
    mine = tmp_path / "course" / "exercises" / "exercise-77"
    shutil.copytree(COURSE.folder("exercise-01"), mine)
    done = grade_command("export", "gradescope", "77", cwd=tmp_path / "course")
    assert done.returncode == 0, done.stderr
    root = tmp_path / "autograder"
    unpacked(tmp_path / "course" / "exercise-77-gradescope.zip", root / "source")
    (root / "submission").mkdir()
    script = root / "source" / "run_autograder"
    box = Box(root, root / "submission", script, "GRADER_AUTOGRADER", results.gradescope)
    assert box.grade(RIGHT)["score"] == 10.0


@pytest.mark.slow
def test_data_of_an_exercise_is_exported(tmp_path: Path) -> None:
    """Exercise 02 brings its pictures along, and they are unpacked where any user may read."""
    done = grade_command("export", "prairielearn", "2", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    root = tmp_path / "grade"
    question = tmp_path / "exercise-02-prairielearn" / "questions" / "exercise-02"
    shutil.copytree(question / "tests", root / "tests")
    (root / "student").mkdir()
    script = root / "tests" / "grade.sh"
    box = Box(root, root / "student", script, "GRADER_GRADE", results.prairielearn)
    solution = COURSE.solution("exercise-02").read_text(encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()
    own = {"HOME": home, "GRADLINGS_CACHE": "", "XDG_CACHE_HOME": ""}
    assert box.grade(solution, **own)["score"] == 1.0
    assert not list(home.iterdir())
