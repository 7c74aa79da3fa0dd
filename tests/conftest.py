"""What the tests share: one engine for the session, and exercises with short limits."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from grader.course import Course
from grader.engine import Engine
from grader.exercise import Exercise, load
from grader.pipeline import Task, run_task
from grader.verdict import Verdict

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
COURSE = Course(ROOT)
TESTS = ROOT / "tests"
NAMES = COURSE.names()

pytest_plugins = ["pytester"]

Grade = Callable[[Path], Verdict]

BROWSER_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip

# Folders of the galleries whose files run into a limit.
HURRIED = {"attacks", "timed-out", "too-much-output", "out-of-memory"}
NO_PATH = SimpleNamespace(params={})


# The reasons for which CI may skip a test; any other skip fails it.
MAY_SKIP = (
    "only Linux with fork has this protection",
    "symbolic links need a privilege on Windows",
    "only root has a user to give up",
)
unforeseen: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let marks be moved to where the grader points, to be looked at in a diff."""
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="move `# HERE` in tests/wrong and tests/remarks to the line found; rewrite snapshots",
    )


# What takes seconds to start: a browser, a notebook's kernel. Tests with either are slow.
SLOW_FIXTURES = {"browser", "notebook"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what needs a browser or a kernel, before slow ones are left out, and order."""
    for item in items:
        if SLOW_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
    # What waits for the galleries comes last: they are graded meanwhile.
    items.sort(key=waits_for_galleries)


def waits_for_galleries(item: pytest.Item) -> bool:
    """Whether a test is on a file of the galleries."""
    return "gallery" in getattr(item, "fixturenames", ())


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note a test that was skipped for a reason that is not on the list."""
    if report.skipped and isinstance(report.longrepr, tuple):
        reason = str(report.longrepr[2])
        if not any(known in reason for known in MAY_SKIP):
            unforeseen.append(f"{report.nodeid}: {reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI, fail where a test was skipped unforeseen."""
    if unforeseen and os.environ.get("CI"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was skipped unforeseen."""
    for line in unforeseen:
        terminalreporter.write_line(f"SKIPPED UNFORESEEN {line}", red=True)


POISONED = "this was imported"


def poison(folder: Path) -> None:
    """Lay beside an attempt what Python, PyTorch and pytest would read if they were let."""
    names = ("torch", "json", "click", "conftest", "sitecustomize", "usercustomize", "__init__")
    for name in (*names, "test_more"):
        (folder / f"{name}.py").write_text(f"raise SystemExit({POISONED!r})\n", encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n", encoding="utf-8")
    (folder / "more.pth").write_text(f"import os; print({POISONED!r})\n", encoding="utf-8")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "train.cpython-311.pyc").write_bytes(b"not what it says")


def exercise_of(path: Path) -> str:
    """The exercise whose folder `path` lies in."""
    return next((part for part in path.parts if part in NAMES), "exercise-01")


def gallery_of(*folders: Path, every: int = 1) -> list[Any]:
    """The files of galleries as parameters; all but one in `every` are slow.

    The galleries are large, being the grader's proof: a sample will do by default. Exercise 01's
    are larger by far, and its sample is half as dense.
    """
    found = []
    for folder in folders:
        for number, path in enumerate(sorted(folder.rglob("*.py"))):
            step = 2 * every if folder.name == "exercise-01" else every
            found.append(pytest.param(path, marks=[pytest.mark.slow] if number % step else []))
    return found


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """One engine, so that torch is imported once for all graded attempts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRET", "the user's own")
        with Engine(("torchvision",), warm=True) as started:
            yield started


@pytest.fixture(scope="session")
def grade_file(engine: Engine) -> Grade:
    """Grade a file as an attempt at the exercise that its path names, exercise-01 by default."""

    def grade(path: Path) -> Verdict:
        exercise = load(COURSE.folder(exercise_of(path)))
        return run_task(Task(exercise, path, exercise.folder), engine)

    return grade


@pytest.fixture(scope="session")
def hurried_exercise(tmp_path_factory: pytest.TempPathFactory) -> Exercise:
    """Exercise-01, with limits that end a bad run soon."""
    folder = tmp_path_factory.mktemp("hurried") / "exercise-01"
    folder.mkdir()
    for name in ("given.py", "train.py", "exercise.toml"):
        text = (COURSE.folder("exercise-01") / name).read_text(encoding="utf-8")
        limits = "[budget]\ncpu_seconds = 3\nwall_seconds = 5.0\nmemory_mb = 600\noutput_mb = 2"
        (folder / name).write_text(text.replace("[budget]", limits), encoding="utf-8")
    return load(folder)


@pytest.fixture(scope="session")
def hurried(engine: Engine, hurried_exercise: Exercise) -> Grade:
    """Grade a file as an attempt at exercise-01, with limits that end a bad run soon."""
    folder = hurried_exercise.folder
    return lambda path: run_task(Task(hurried_exercise, path, folder), engine)


@pytest.fixture(scope="session")
def gallery(request: pytest.FixtureRequest, grade_file: Grade, hurried: Grade) -> Iterator[Grade]:
    """The verdict on each file of the galleries that was collected, graded once, two at a time."""
    collected = {
        item.callspec.params["path"]: None
        for item in request.session.items
        if isinstance(item, pytest.Function) and "path" in getattr(item, "callspec", NO_PATH).params
    }
    with ThreadPoolExecutor(max_workers=2) as pool:
        graded = {
            path: pool.submit(hurried if HURRIED & set(path.parts) else grade_file, path)
            for path in collected
        }
        yield lambda path: graded[path].result()
        pool.shutdown(cancel_futures=True)  # where a test run is broken off


@pytest.fixture(scope="session", autouse=True)
def begun(request: pytest.FixtureRequest) -> None:
    """The galleries are begun at once, where any test is on them."""
    if any(map(waits_for_galleries, request.session.items)):
        request.getfixturevalue("gallery")


# Closed after each file: as long as it is open, nothing else can run an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's own chromium."""
    from playwright.sync_api import sync_playwright  # slow to import, and few tests need it

    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("chromium-browser")
        if found is None:
            pytest.skip("chromium is not installed")
        started = playwright.chromium.launch(executable_path=found, args=list(BROWSER_ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def attempt(tmp_path: Path) -> Callable[[str], Path]:
    """Write the text of an attempt to a file."""

    def write(text: str) -> Path:
        path = tmp_path / "train.py"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def solution() -> str:
    """The text of exercise-01's reference solution."""
    return COURSE.solution("exercise-01").read_text(encoding="utf-8")
