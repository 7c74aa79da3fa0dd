"""grade(exercise, attempt) -> Verdict: the way that the command, the plugin and scripts share."""

from __future__ import annotations

import codecs
import errno
import io
import time
import tokenize
from dataclasses import dataclass, replace
from pathlib import Path

from grader.course import (
    course_for,
    display_path,
    pristine,
    reference_solution,
    resolve,
    working_folder,
)
from grader.engine import Engine, Grading, News, Request, RunKilledJudge
from grader.errors import UsageError
from grader.exercise import MAX_SOURCE, Exercise
from grader.verdict import CheckResult, Finding, Verdict, from_json


@dataclass(frozen=True)
class Task:
    """One attempt to grade: the exercise, where the attempt lies, and where the student works."""

    exercise: Exercise
    file: Path
    workplace: Path
    bonus: bool = False
    seed: int | None = None
    seconds: int | None = None
    filmed: bool = False
    sampled: bool = True
    require_sandbox: bool = False

    @property
    def course(self) -> Path:
        """The course folder that the student works in."""
        return self.workplace.parent.parent

    @property
    def own(self) -> bool:
        """Whether it is the course folder's own attempt, whose state the overview shows."""
        return self.file.absolute() == (self.workplace / "train.py").absolute()


def grade(
    target: str,
    file: str | Path | None = None,
    solution: bool = False,
    start: Path | None = None,
    engine: Engine | None = None,
    require_sandbox: bool = False,
) -> Verdict:
    """The verdict on an attempt at the exercise `target`: a name, a number or a path.

    Grades the course's own train.py, or `file`, or the reference solution. The verdict's `trace` is
    the run call by call, None where nothing ran. Raises UsageError where there is no such exercise
    or file, and other GraderErrors where it can't be judged; with `require_sandbox`, also where a
    layer of protection is missing.
    """
    task = find_task(target, file, solution, start)
    task = replace(task, filmed=True, require_sandbox=require_sandbox)
    if engine is not None:
        return run_task(task, engine)
    with Engine() as own:
        return run_task(task, own)


def find_task(
    target: str,
    file: str | Path | None = None,
    solution: bool = False,
    start: Path | None = None,
    bonus: bool = False,
) -> Task:
    """What `target` means, seen from the folder `start`, the working folder by default."""
    start = (start or working_folder()).absolute()
    course = course_for(target, start, anywhere=file is not None or solution)
    name = resolve(course, target)
    exercise = pristine(course, name)
    if bonus and exercise.bonus is None:
        raise UsageError(
            f'"{name}" has no bonus that can be graded.', "Its README may have one to try alone."
        )
    workplace = course.folder(name)
    if file is not None:
        path = Path(file)
    elif solution or "solutions" in Path(target).parts:
        path = reference_solution(course, name)
    else:
        path = workplace / "train.py"
    return Task(exercise, path, workplace, bonus)


def run_task(task: Task, engine: Engine, source: bytes | None = None) -> Verdict:
    """Grade one task, or `source` in its place.

    Unreadable files raise UsageError; unreadable content is a verdict.
    """
    return begin(task, engine, source).result()


def begin(task: Task, engine: Engine, source: bytes | None = None) -> Running:
    """Start to grade, as `run_task` does; there is time for something else before `result()`."""
    return Running(task, engine, read_task(task) if source is None else source)


class Running:
    """A task that is being graded. `result()` may be asked once; `cancel()` from any thread."""

    def __init__(self, task: Task, engine: Engine, source: bytes) -> None:
        self.task = task
        self.source = source
        self._engine = engine
        self._shown = display_path(task.file)
        self._started = time.perf_counter()
        self._cancelled = False
        self._grading: Grading | None = None
        self._problem = unfit(source)
        if self._problem is None:
            wall = task.exercise.resources.wall_seconds
            folder = task.exercise.folder
            self._ask(
                Request(
                    folder,
                    self._shown,
                    source,
                    wall,
                    seed=task.seed,
                    seconds=task.seconds,
                    filmed=task.filmed,
                    sampled=task.sampled,
                    require_sandbox=task.require_sandbox,
                )
            )

    def _ask(self, request: Request) -> Grading:
        self._grading = self._engine.begin(request)
        if self._cancelled:
            self._grading.cancel()
        return self._grading

    def cancel(self) -> None:
        """Want no verdict any more: `result()` raises Cancelled, and the run is ended."""
        self._cancelled = True
        if self._grading is not None:
            self._grading.cancel()

    def result(self, news: News = lambda _: None) -> Verdict:
        """The verdict. `news` is told how far the training is."""
        try:
            verdict = self._verdict(news)
        except RunKilledJudge:
            verdict = _not_run(self.task, self._shown, self.source, KILLED_JUDGE)
        remarks = (*verdict.remarks, *changed_given(self.task))
        seconds = round(time.perf_counter() - self._started, 3)
        told = replace(verdict, seconds=seconds, remarks=remarks)
        return told.with_source(self.source.decode("utf-8-sig", "replace"))

    def _verdict(self, news: News) -> Verdict:
        if self._grading is None:
            assert self._problem is not None
            return _not_run(self.task, self._shown, self.source, self._problem)
        verdict = from_json(self._grading.result(news))
        if self._grading.film:
            from grader.playback import from_bytes

            verdict = replace(verdict, trace=from_bytes(*self._grading.film))
        if not self.task.bonus:
            return verdict
        more = self._ask(replace(self._grading.request, bonus=True, filmed=False))
        return replace(verdict, bonus=from_json(more.result(news)))


def read_task(task: Task) -> bytes:
    """The bytes of a task's attempt, as `read_attempt` has them."""
    try:
        return read_attempt(task.file)
    except UsageError as error:
        if task.own and not task.file.is_file():
            away = "Move it away; then `" if task.file.exists() else "`"
            error.hint = f"{away}grade reset {task.exercise.name}` puts train.py back."
        raise


def read_attempt(path: Path) -> bytes:
    """The bytes of an attempt, at most one more than is judged; UsageError where there are none."""
    try:
        if path.is_dir():
            raise UsageError(
                f'"{path}" is a folder, not a file.', f'Name the file in it: "{path / "train.py"}".'
            )
        if path.exists() and not path.is_file():
            raise UsageError(f'"{path}" is not a regular file.', "Name a Python file.")
        with path.open("rb") as stream:
            return stream.read(MAX_SOURCE + 1)
    except FileNotFoundError as error:
        raise UsageError(
            f'There is no file "{path}".',
            "Look at the name, and at the folder that you are in.",
        ) from error
    except PermissionError as error:
        raise UsageError(
            f'"{path}" may not be read: permission denied.', f'Try: chmod u+r "{path}"'
        ) from error
    except OSError as error:
        hint = "Is it a regular file that you may read?"
        if error.errno == errno.ELOOP:
            hint = "It is a link that leads in a circle: remove it and make the file anew."
        shown = str(path)[:200]
        raise UsageError(f'"{shown}" can\'t be read: {error.strerror or error}.', hint) from error


KILLED_JUDGE = Finding(
    "exited",
    "The run ended the process that was judging it",
    "While the code ran, the grader's judging process was ended from outside. A training loop "
    "does not send signals to other processes.",
    None,
    "Which line sends a signal or ends a process?",
)


def unfit(source: bytes) -> Finding | None:
    """Why a file's content is not even run, or None."""
    if len(source) > MAX_SOURCE:
        return Finding(
            "too-large",
            "The file is too large to be a training loop",
            f"The file has more than {MAX_SOURCE >> 10} KB; it was not run.",
            hint="Is this the right file?",
        )
    if not source.strip():
        return Finding(
            "train-missing",
            "The file is empty",
            "There is nothing in the file, so there is no train().",
            hint="Did you save the file in your editor?",
        )
    if b"\0" in source:
        return Finding(
            "syntax-error",
            "The file is not Python text",
            "There are bytes 0x00 in the file, as in programs, pictures and UTF-16 text.",
            hint="Is this the right file? If it looks right in your editor, save it as UTF-8.",
        )
    return _undecodable(source)


# Encodings of single names: of a whole text they make as many steps as the square of its length.
OF_NAMES = frozenset(("punycode", "idna"))


def _undecodable(source: bytes) -> Finding | None:
    """The place where the text is not what it says it is, UTF-8 unless a coding line says other."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        if codecs.lookup(encoding).name in OF_NAMES:
            raise LookupError(f"{encoding} is for the names of computers")
        source.decode(encoding)
    except UnicodeDecodeError as error:
        # Some codecs raise a UnicodeError that knows no place: that one is caught below.
        line = source.count(b"\n", 0, error.start) + 1
        message = f'Byte 0x{source[error.start]:02x} in line {line} is not "{error.encoding}" text.'
    except (SyntaxError, LookupError, UnicodeError) as error:
        line, message = 1, f"Python can't read the file's text: {error}."
    else:
        return None
    hint = "Save the file as UTF-8: most editors have it in their menu or status bar."
    return Finding("syntax-error", "The file's text can't be read", message, line, hint)


def _not_run(task: Task, shown: str, source: bytes, finding: Finding) -> Verdict:
    # Imported here: most commands are answered without.
    from grader.finding import diagnosis
    from grader.source import Source

    exercise = task.exercise
    first = CheckResult("runs", "failed", "train() runs to its end", finding.message)
    return Verdict(
        exercise=exercise.name,
        file=shown,
        status="failed",
        title=exercise.title,
        checks=(first,),
        metrics={limit.metric: None for limit in exercise.limits},
        limits=exercise.limits,
        diagnosis=diagnosis([finding], Source(source.decode("utf-8-sig", "replace"))),
    )


def changed_given(task: Task) -> tuple[Finding, ...]:
    """A remark where the student's given.py is not the grader's."""
    theirs, own = task.workplace / "given.py", task.exercise.folder / "given.py"
    try:
        if _normal(theirs.read_bytes()) == _normal(own.read_bytes()):
            return ()
    except OSError:
        return ()
    return (
        Finding(
            "given-changed",
            "given.py was changed",
            f'"{theirs}" differs from the grader\'s own copy. The grader used its own.',
            hint=f"`grade reset {task.exercise.name} --given` puts it back, so that "
            "`python train.py` gives the same numbers.",
        ),
    )


def _normal(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf")
