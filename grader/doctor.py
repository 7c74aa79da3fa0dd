"""Is this machine ready to grade? A row of examinations, each a plain function of one shape.

An examination looks, changes nothing, and answers with a status, what it found, and what to do.
A problem keeps something from being graded; a warning does not. Nothing here imports torch.
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader import __version__, confine, data, launch, server
from grader.course import find_course, packaged_course, working_folder
from grader.errors import CourseError, UsageError
from grader.packages import Trial, other_torch, tried
from grader.places import fault, free
from grader.words import count

Status = Literal["ok", "warning", "problem"]
Answer = tuple[Status, str, str]
"""A status, what was found, and what to do, which is empty where all is well."""

OLDEST_PYTHON = (3, 11)
OLDEST_TORCH = (2, 11)
# The ones that may end the process that tries them come last.
PACKAGES = ("numpy", "safetensors", "torch", "torchvision")
NARROWEST = 80
# What a run may write, with room to spare.
TEMPORARY_MB, CACHE_MB, COURSE_MB = 64, 16, 1
INSTALL = "Install it with one of the two install lines of the README."
INSTALL_BOTH = (
    "Install both again from the same place: first\n  pip uninstall -y torch torchvision\n"
    "then one of the two install lines of the README."
)
MNIST_FILES = ("train-images-idx3-ubyte", "t10k-images-idx3-ubyte")


@dataclass(frozen=True)
class Examined:
    """What one examination came to; `todo` is a command or a sentence, empty where all is well."""

    name: str
    status: Status
    found: str
    todo: str = ""


def examine(look: Callable[[], Answer]) -> Examined:
    """The answer of one examination under its name. One that fails is a warning itself."""
    name = look.__name__.replace("_", " ")
    try:
        return Examined(name, *look())
    except Exception as error:  # a broken set-up is what this is for
        found = f"could not be examined: {type(error).__name__}: {error}"
        return Examined(name, "warning", found, "If grading works, you need do nothing.")


def ready(examined: Sequence[Examined]) -> bool:
    """Whether nothing keeps this machine from grading."""
    return all(each.status != "problem" for each in examined)


# ------------------------------------------------------------------ this installation


def python() -> Answer:
    """Python is new enough."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        todo = "Make a new environment with Python 3.11 or later, and install gradlings into it."
        return "problem", f"{version} is older than 3.11", todo
    return "ok", f"{version}, {sys.executable}", ""


def grade_command() -> Answer:
    """The `grade` that a shell finds is this installation's."""
    found = shutil.which("grade")
    here = f"gradlings {__version__}"
    if found is None:
        todo = f'Activate its environment, or type\n  "{sys.executable}" -P -m grader'
        return "warning", f"{here}; a shell finds no command grade", todo
    own = {
        Path(sysconfig.get_path("scripts")),
        Path(sys.executable).parent,
        Path(sys.argv[0]).parent,
    }
    if Path(found).resolve().parent not in {folder.resolve() for folder in own}:
        todo = f'Activate this one\'s environment, or type\n  "{sys.executable}" -P -m grader'
        return "warning", f"{here}; a shell finds another one: {found}", todo
    return "ok", f"{here}, {found}", ""


def course_folder() -> Answer:
    """The working folder lies in a course, and progress can be kept there."""
    try:
        here = working_folder()
    except UsageError as error:
        return "problem", error.message, error.hint
    course = find_course(here)
    if course is None:
        todo = "Change into your course folder, for example\n  cd gradlings"
        return "warning", f'no course in "{here}" or above it', todo
    found = f"{course.root}, {count(len(course.names()), 'exercise')}"
    if amiss := fault(course.root / ".gradlings", COURSE_MB):
        return (
            "warning",
            f"{found}; progress {amiss}",
            "Allow yourself to write there: until then, verdicts count, but progress isn't kept.",
        )
    return "ok", found, ""


def terminal() -> Answer:
    """The terminal is wide enough; what it can show."""
    if not sys.stdout.isatty():
        return "ok", "none: the output goes into a file or a pipe", ""
    width = shutil.get_terminal_size().columns
    encoding = sys.stdout.encoding or "ascii"
    coloured = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    unicode = "Unicode" if encoding.lower().startswith("utf") else f"no Unicode ({encoding})"
    found = f"{width} columns, {'colour' if coloured else 'no colour'}, {unicode}"
    if width < NARROWEST:
        return "warning", found, f"Make the window {NARROWEST} columns wide to read with ease."
    return "ok", found, ""


# ------------------------------------------------------------------ places to write to


def temporary_folder() -> Answer:
    """Each run gets a folder of its own in the temporary one."""
    variable = "TEMP" if os.name == "nt" else "TMPDIR"
    todo = f"Make room, or name another folder:\n  {_assigned(variable, 'FOLDER')}"
    try:
        folder = Path(tempfile.gettempdir())
    except OSError as error:
        return "problem", f"there is none: {error.strerror or error}", todo
    if amiss := fault(folder, TEMPORARY_MB):
        return "problem", f"{folder}: {amiss}", todo
    return "ok", f"{folder}, {free(folder)}", ""


def cache_folder() -> Answer:
    """Data that comes packed has a place to be unpacked to."""
    folder = data.cache_folder()
    amiss = fault(folder, CACHE_MB)
    if not amiss:
        return "ok", f"{folder}, {free(folder)}", ""
    if os.environ.get("GRADLINGS_MNIST") or _unpacked():
        return "warning", f"{folder}: {amiss}; nothing needs it now", _cache_hint()
    return "problem", f"{folder}: {amiss}; {_needing()} can't be graded", _cache_hint()


def exercise_data() -> Answer:
    """The data that exercises ship is whole, and MNIST is where it is said to be."""
    for folder in _packed():
        try:
            data.check_packed(folder)
        except CourseError as error:
            todo = "Install gradlings again; in a checkout:\n  git checkout exercises"
            return "problem", error.message, todo
    if chosen := os.environ.get("GRADLINGS_MNIST"):
        return _own_mnist(Path(chosen))
    state = "unpacked" if _unpacked() else "to be unpacked when first used"
    return "ok", f"{_needing()}: whole, {state}", ""


def _own_mnist(root: Path) -> Answer:
    """The MNIST that GRADLINGS_MNIST names, as torchvision lays it out."""
    raw = root / "MNIST" / "raw"
    if all((raw / name).is_file() or (raw / f"{name}.gz").is_file() for name in MNIST_FILES):
        return "ok", f'GRADLINGS_MNIST is "{root}", and MNIST is there', ""
    found = f'GRADLINGS_MNIST is "{root}", and there is no MNIST in "{raw}"'
    undo = "set GRADLINGS_MNIST=" if os.name == "nt" else "unset GRADLINGS_MNIST"
    return "problem", found, f"Correct it, or go back to the course's own images:\n  {undo}"


def _packed() -> list[Path]:
    """The folders of packed data in the grader's own copy of the course."""
    course = packaged_course()
    return [
        sums.parent
        for name in course.names()
        for sums in course.folder(name).glob(f"*/{data.SUMS}")
    ]


def _unpacked() -> bool:
    """Whether all packed data has been unpacked, as far as one may look."""
    try:
        return all(data.place_of(folder).is_dir() for folder in _packed())
    except OSError:
        return False


def _needing() -> str:
    """The exercises that bring packed data."""
    return ", ".join(folder.parent.name for folder in _packed())


def _cache_hint() -> str:
    """Another place for what is unpacked."""
    return f"Name a folder that you may write to:\n  {_assigned('GRADLINGS_CACHE', 'FOLDER')}"


def _assigned(variable: str, value: str) -> str:
    """The command that sets an environment variable in this system's shell."""
    return f"{'set' if os.name == 'nt' else 'export'} {variable}={value}"


# ------------------------------------------------------------------ processes


def threads() -> Answer:
    """How many cores there are; the grader needs no more than one."""
    found = f"{count(os.cpu_count() or 1, 'core')}; the grader takes 1 thread in each process"
    if given := os.environ.get("OMP_NUM_THREADS"):
        found += f", whatever OMP_NUM_THREADS={given} says"
    return "ok", found, ""


def sandbox() -> Answer:
    """What stands between a student's code and this machine."""
    missing = launch.missing()
    found = ", ".join((*launch.layers(), *confine.plan(()).layers)).replace(
        confine.landlock.NAME, f"{confine.landlock.NAME} (version {confine.landlock.version()})"
    )
    if not missing:
        return "ok", found, ""
    told = "; ".join(f"{name}: {reason}" for name, reason in missing.items())
    todo = "For your own loops that will do. Grade others' where nothing is missing."
    return "warning", f"{found}. Missing: {told}", todo


def background_process() -> Answer:
    """The process that keeps torch loaded between two commands."""
    status, others = server.status(), server.others()
    more = f", and {others} more for other environments" if others else ""
    if status is None:
        reason = server.why_not()
        if reason is None and confine.seccomp.NAME in confine.missing():
            reason = "it would not be safe without seccomp"
        told = f"none: {reason}" if reason else "none now; grading starts one"
        return "ok", told + more, ""
    told = f"running (process {status.pid}){more}"
    if status.version != __version__:
        return "warning", f"{told}, of version {status.version}", "End it:\n  grade doctor --stop"
    return "ok", f"{told}; grade doctor --stop ends it", ""


# ------------------------------------------------------------------ packages


def torch() -> Answer:
    """torch is there, new enough, and can be imported."""
    trial = _trials()["torch"]
    if not trial.imported:
        return "problem", trial.failure, INSTALL if trial.missing else INSTALL_BOTH
    if trial.numbers[:2] < OLDEST_TORCH:
        found = f"{trial.version} is older than 2.11, the oldest that gradlings is tested with"
        return "warning", found, "Bring both up to date:\n  pip install --upgrade torch torchvision"
    return "ok", trial.version, ""


def torchvision() -> Answer:
    """torchvision can be imported together with this torch, and was made for it."""
    torch, trial = _trials()["torch"], _trials()["torchvision"]
    if trial.missing:
        return "problem", trial.failure, INSTALL
    if not torch.imported:
        return "problem", "can't be tried without torch", "Mend torch first."
    if not trial.imported:
        todo = f"It may have been built for another torch. {INSTALL_BOTH}"
        return "problem", f"{trial.failure} (beside torch {torch.version})", todo
    if wanted := other_torch(torch.version):
        found = f"{trial.version} asks for {wanted}, and torch is {torch.version}"
        return "warning", found, INSTALL_BOTH
    return "ok", f"{trial.version}, which fits torch {torch.version}", ""


def other_packages() -> Answer:
    """What grading needs besides can be imported."""
    trials = [trial for name, trial in _trials().items() if name not in ("torch", "torchvision")]
    faults = [f"{trial.name} {trial.failure}" for trial in trials if not trial.imported]
    if faults:
        return "problem", "; ".join(faults), INSTALL.replace("it", "gradlings again", 1)
    return "ok", ", ".join(f"{trial.name} {trial.version}" for trial in trials), ""


@functools.cache
def _trials() -> dict[str, Trial]:
    """One trial for all packages: importing torch takes seconds."""
    return tried(PACKAGES)


EXAMINATIONS: tuple[Callable[[], Answer], ...] = (
    python,
    grade_command,
    course_folder,
    terminal,
    temporary_folder,
    cache_folder,
    exercise_data,
    threads,
    sandbox,
    background_process,
)
SLOW: tuple[Callable[[], Answer], ...] = (torch, torchvision, other_packages)
"""Those that wait for torch to be imported."""
