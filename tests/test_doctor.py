"""`grade doctor`, on machines that are well and on machines that are not."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import ROOT

from grader import doctor, packages, places
from grader.doctor import EXAMINATIONS, SLOW, Examined, examine, ready

Machine = Callable[..., Path]
Result = subprocess.CompletedProcess[str]

# Packages that can be imported at once.
WELL = {
    "torch": "__version__ = '2.15.0+cpu'",
    "torchvision": "__version__ = '0.29.2+cpu'",
    "numpy": "__version__ = '2.4.6'",
    "safetensors": "__version__ = '0.8.0'",
}
ENDS = "import os\nos._exit(3)"
NMS = "raise RuntimeError('operator torchvision::nms does not exist')"


def missing(name: str) -> str:
    """The source of a package that is as if it were not installed."""
    return f"raise ModuleNotFoundError('no module {name}', name={name!r})"


@pytest.fixture(autouse=True)
def fresh_trials() -> Iterator[None]:
    """No test sees the packages that another one tried."""
    doctor._trials.cache_clear()
    yield
    doctor._trials.cache_clear()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Packages as given in the place of the installed ones: the folder for PYTHONPATH."""

    def make(**sources: str) -> Path:
        folder = tmp_path / "packages"
        for name, source in {**WELL, **sources}.items():
            (folder / name).mkdir(parents=True)
            (folder / name / "__init__.py").write_text(source, encoding="utf-8")
        return folder

    return make


def run(folder: Path, *arguments: str, cwd: Path = ROOT, **environment: str) -> Result:
    """Run `grade doctor` as a process whose packages are those of `folder`."""
    paths = os.pathsep.join((str(folder), str(ROOT)))
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("GRADLINGS_", "OMP_"))}
    more = {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONPATH": paths, **environment}
    return subprocess.run(
        [sys.executable, "-m", "grader", "doctor", *arguments],
        cwd=cwd,
        env={**inherited, **more},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
    )


def examined(result: Result) -> dict[str, dict[str, str]]:
    """What the one object on standard output says of each examination."""
    fields = json.loads(result.stdout)
    assert fields["ready"] == (result.returncode == 0)
    return {each["name"]: each for each in fields["examined"]}


@pytest.mark.slow
def test_a_machine_that_can_grade_is_ready() -> None:
    """Where the tests run, torch and torchvision are really imported, and nothing is a problem."""
    result = run(ROOT, "--format", "json")
    found = examined(result)
    assert result.returncode == 0, result.stdout
    assert found["torch"]["status"] != "problem"
    assert found["torchvision"]["found"][0].isdecimal()
    assert "exercise-02" in found["exercise data"]["found"]


def test_all_is_said_in_80_columns_of_ascii(machine: Machine) -> None:
    """The report fits the smallest terminal, has no escape codes, and ends in a command."""
    result = run(machine(torchvision=NMS), PYTHONIOENCODING="ascii", GRADLINGS_MNIST="nowhere")
    assert result.returncode == 4
    assert result.stdout.isascii()
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    for look in (*EXAMINATIONS, *SLOW):
        assert look.__name__.replace("_", " ") in result.stdout
    assert result.stdout.splitlines()[-1] == "  grade doctor"


@pytest.mark.parametrize(
    ("sources", "name", "words"),
    [
        pytest.param({"torch": missing("torch")}, "torch", "is not installed", id="no-torch"),
        pytest.param({"torch": "raise OSError('lib')"}, "torch", "OSError: lib", id="broken-torch"),
        pytest.param({"torch": "import nothing"}, "torch", "'nothing'", id="half-a-torch"),
        pytest.param({"torch": ENDS}, "torch", "exit code 3", id="torch-that-ends-all"),
        pytest.param({"torch": "raise SystemExit"}, "torch", "SystemExit", id="torch-that-exits"),
        pytest.param({"torch": "("}, "torch", "SyntaxError", id="torch-of-another-python"),
        pytest.param({"torchvision": NMS}, "torchvision", "torchvision::nms", id="broken-pair"),
        pytest.param({"torchvision": ENDS}, "torchvision", "exit code 3", id="pair-that-ends-all"),
        pytest.param(
            {"torchvision": missing("torchvision")},
            "torchvision",
            "is not installed",
            id="no-torchvision",
        ),
        pytest.param({"torch": ENDS}, "torchvision", "without torch", id="torchvision-alone"),
        pytest.param({"numpy": "1 / 0"}, "other packages", "division by zero", id="numpy"),
    ],
)
def test_a_broken_package_is_a_problem(
    machine: Machine, sources: dict[str, str], name: str, words: str
) -> None:
    """A package that can't be imported is told in its own words, with what to do, and exit 4."""
    result = run(machine(**sources), "--format", "json")
    found = examined(result)
    assert result.returncode == 4
    assert found[name]["status"] == "problem"
    assert words in found[name]["found"]
    assert found["python"]["status"] == "ok"
    assert all(each["todo"] for each in found.values() if each["status"] != "ok")
    assert "Traceback" not in result.stdout + result.stderr


def test_what_ends_the_trial_blames_no_other_package(machine: Machine) -> None:
    """A torchvision that ends the process leaves torch and the others well."""
    found = examined(run(machine(torchvision=ENDS), "--format", "json"))
    assert [found[name]["status"] for name in ("torch", "other packages")] == ["ok", "ok"]


def test_what_a_package_prints_is_not_taken_for_an_answer(machine: Machine) -> None:
    """A package that talks while it is imported changes nothing."""
    noisy = "print('{}', end='')\nprint('gradlings-trial')\n" + WELL["torch"]
    assert examined(run(machine(torch=noisy), "--format", "json"))["torch"]["status"] == "ok"


def test_a_package_that_hangs_is_given_up(
    monkeypatch: pytest.MonkeyPatch, machine: Machine
) -> None:
    """An import that never ends is a failure after the time that it may take."""
    monkeypatch.setenv("PYTHONPATH", str(machine(torch="while True: pass")))
    trial = packages.tried(["torch"], patience=0.5)["torch"]
    assert not trial.imported
    assert "longer than 0.5 seconds" in trial.failure


def test_an_old_torch_is_a_warning(machine: Machine) -> None:
    """A torch that nobody tests with may still grade, and is told."""
    result = run(machine(torch="__version__ = '2.9.1'"), "--format", "json")
    found = examined(result)["torch"]
    assert (result.returncode, found["status"]) == (0, "warning")
    assert "pip install" in found["todo"]


@pytest.mark.parametrize(
    ("asked", "version", "told"),
    [
        pytest.param("torch==2.14.0", "2.15.0+cpu", "torch==2.14.0", id="another"),
        pytest.param("torch==2.15.0", "2.15.0+cpu", "", id="the-same"),
        pytest.param("torch (>=2.14.0)", "2.15.0+cu132", "", id="a-later-one"),
        pytest.param("pillow>=5", "2.15.0", "", id="none"),
    ],
)
def test_the_torch_that_torchvision_asks_for_is_compared(
    monkeypatch: pytest.MonkeyPatch, asked: str, version: str, told: str
) -> None:
    """A torchvision that was made for another torch says which; builds of one version are alike."""
    monkeypatch.setattr(packages.metadata, "requires", lambda name: [asked])
    assert packages.other_torch(version) == told


def test_an_unusable_cache_is_a_problem(machine: Machine, tmp_path: Path) -> None:
    """A cache that can't be written keeps exercise 02 from being graded, in those words."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = str(tmp_path / "file" / "cache")
    result = run(machine(), "--format", "json", GRADLINGS_CACHE=cache)
    found = examined(result)["cache folder"]
    assert (result.returncode, found["status"]) == (4, "problem")
    assert cache in found["found"] and "exercise-02" in found["found"]
    assert "GRADLINGS_CACHE=" in found["todo"]


def test_a_cache_that_nothing_needs_is_a_warning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A cache that can't be written is no problem once it has everything, or is not used."""
    monkeypatch.setattr(doctor, "fault", lambda folder, least: "can't be written (no)")
    monkeypatch.setenv("GRADLINGS_CACHE", str(tmp_path))
    assert doctor.cache_folder()[0] == "problem"
    for packed in doctor._packed():
        doctor.data.place_of(packed).mkdir()
    assert doctor.cache_folder()[0] == "warning"
    monkeypatch.setenv("GRADLINGS_CACHE", str(tmp_path / "other"))
    monkeypatch.setenv("GRADLINGS_MNIST", str(tmp_path))
    assert doctor.cache_folder()[0] == "warning"


def test_an_mnist_of_ones_own_must_be_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """GRADLINGS_MNIST is a problem where there is no MNIST, and well where there is."""
    monkeypatch.setenv("GRADLINGS_MNIST", str(tmp_path))
    status, found, todo = doctor.exercise_data()
    assert status == "problem" and str(tmp_path) in found and "GRADLINGS_MNIST" in todo
    (tmp_path / "MNIST" / "raw").mkdir(parents=True)
    for name in doctor.MNIST_FILES:
        (tmp_path / "MNIST" / "raw" / name).write_bytes(b"")
    assert doctor.exercise_data()[0] == "ok"


def test_a_deleted_folder_is_told_in_words(machine: Machine, tmp_path: Path) -> None:
    """In a folder that is gone all the rest is examined, and the answer is to leave it."""
    if os.name == "nt":
        return  # there a folder that somebody is in can't be deleted
    folder, gone = machine(), tmp_path / "gone"
    gone.mkdir()
    code = (
        "import os, sys\nos.rmdir(os.getcwd())\nfrom grader.cli import main\n"
        "main(['doctor', '--format', 'json'])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=gone,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))},
        capture_output=True,
        text=True,
    )
    found = examined(result)
    assert result.returncode == 4
    assert "deleted" in found["course folder"]["found"]
    assert found["torch"]["status"] == "ok"


def test_outside_of_a_course_is_a_warning(machine: Machine, tmp_path: Path) -> None:
    """Where there is no course, files can still be graded, and the way to one is told."""
    result = run(machine(), "--format", "json", cwd=tmp_path)
    assert result.returncode == 0
    assert examined(result)["course folder"]["status"] == "warning"


def test_a_course_that_keeps_no_progress_is_a_warning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A course folder that can't be written to is told, and still found."""
    (tmp_path / "exercises" / "exercise-01").mkdir(parents=True)
    (tmp_path / "exercises" / "exercise-01" / "exercise.toml").write_text("", encoding="utf-8")
    (tmp_path / ".gradlings").write_text("in the way", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    status, found, _ = doctor.course_folder()
    assert status == "warning"
    assert "1 exercise; progress can't be written" in found


def test_a_full_disk_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too little room for a run is a problem, and how much there is is told."""
    monkeypatch.setattr(places.shutil, "disk_usage", lambda place: SimpleNamespace(free=3 << 20))
    status, found, todo = doctor.temporary_folder()
    assert status == "problem"
    assert "only 3 MB free" in found
    assert "FOLDER" in todo


def test_looking_leaves_nothing_behind(tmp_path: Path) -> None:
    """A folder that is examined, there or not, is as it was."""
    assert places.fault(tmp_path / "not" / "there", 1) == ""
    assert list(tmp_path.iterdir()) == []


def test_another_grade_on_the_path_is_a_warning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A `grade` of another installation is named; so is its absence."""
    monkeypatch.setattr(doctor.shutil, "which", lambda name: str(tmp_path / "grade"))
    status, found, todo = doctor.grade_command()
    assert status == "warning" and str(tmp_path) in found and sys.executable in todo
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)
    assert doctor.grade_command()[0] == "warning"
    own = Path(sys.executable).with_name("grade")
    monkeypatch.setattr(doctor.shutil, "which", lambda name: str(own))
    assert doctor.grade_command()[0] == "ok"


def test_an_examination_that_fails_is_a_warning() -> None:
    """What can't be examined is told in words, and keeps nobody from grading."""

    def shared_memory() -> doctor.Answer:
        raise PermissionError("no")

    found = examine(shared_memory)
    assert (found.name, found.status) == ("shared memory", "warning")
    assert "PermissionError: no" in found.found and found.todo
    assert ready([found]) and not ready([found, Examined("x", "problem", "", "")])


def test_a_narrow_terminal_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal's width, colour and characters are told, and a narrow one is a warning."""
    screen = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(screen, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    status, found, _ = doctor.terminal()
    assert status == "warning"
    assert found == "60 columns, no colour, no Unicode (ascii)"
    monkeypatch.setenv("COLUMNS", "80")
    assert doctor.terminal()[0] == "ok"


def test_missing_protections_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system lacks a layer, it is named with the reason, and with what to do."""
    monkeypatch.setattr(sys, "platform", "win32")
    status, found, todo = doctor.sandbox()
    assert status == "warning" and todo
    assert found.startswith("own process, scrubbed environment, own working folder, output cap.")
    for name in ("own session", "resource limits", "descendants killed", "Landlock", "seccomp"):
        assert f"{name}: needs Linux" in found


def test_a_layer_that_is_switched_off_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """What GRADER_WITHOUT takes away is missing, and the rest is there."""
    monkeypatch.setenv("GRADER_WITHOUT", "Landlock")
    assert "Landlock: switched off by GRADER_WITHOUT" in doctor.sandbox()[1]
