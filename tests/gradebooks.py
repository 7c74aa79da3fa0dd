"""Gradebooks for tests: a small one by hand, and classes of any size, the same each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from grader.classroom.gradebook import Column, Gradebook, Mark
from grader.classroom.names import slug
from grader.classroom.submission import Student, Trouble
from grader.limit import Limit

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TITLES = (
    "The missing backward pass", "Gradients that pile up", "The step that never comes",
    "A loss cut off its graph", "Freezing a backbone", "Accumulating gradients",
    "Clipping, and when", "Two losses", "Validation without gradients", "State across batches",
    "Two optimizers", "Early stopping", "A scheduler", "Autograd by hand", "Recurrent state",
    "A backward of one's own",
)  # fmt: skip
CODES = (
    "zero-grad-missing", "backward-missing", "step-missing", "loss-detached", "timed-out",
    "backward-once-per-epoch", "threshold-missed", "clip-before-backward", "syntax-error",
    "zero-grad-after-backward", "update-by-hand",
)  # fmt: skip
NAMES = (
    "Ana López", "Bo Nguyễn", "Chidi Anagonye", "Dörthe Weiß", "Émile Zola", "Fatima al-Fihri",
    "山田太郎", "علي بن محمد", "Ольга Ладыженская", "John Smith", "Jean-Luc Picard",
    "Zoë 🚀 Kravitz",
    "Nguyễn Thị Minh Khai", "Maximiliane von und zu Hohenlohe-Langenburg", "דוד כהן", "Li Wei",
)  # fmt: skip
HOSTILE = (
    "<script>window.hit = 1</script>",
    "\"'><img src=x onerror='window.hit = 1'>",
    "\u202eevil\u2066",
    "Ana " * 2500,
    "{{ 7 * 7 }}{% raw %}",
    "</title></style></details></table>",
    "=HYPERLINK(\"http://evil\")",
    "tab\there\r\nnew\x00line\ud800",
)  # fmt: skip


def mark(
    student: Student,
    exercise: str = "exercise-01",
    points: float | None = 10.0,
    code: str | None = None,
    attempt: int = 1,
    *,
    late: bool | None = False,
    counts: bool = True,
    metrics: Mapping[str, float | None] | None = None,
) -> Mark:
    """What a submission came to."""
    status = "error" if points is None else "failed" if code else "passed"
    return Mark(
        student=student,
        exercise=exercise,
        file=f"class.zip/{student.key}/{attempt}/train.py",
        attempt=attempt,
        content=f"{attempt:064x}",
        handed_in=NOON + timedelta(hours=attempt),
        late=late,
        status=status,  # type: ignore[arg-type]  # it is one of the three
        points=points,
        code=code,
        line=14 if code else None,
        title="Nothing goes backward" if code else "",
        metrics={"loss": 0.25, "accuracy": 1.0} if metrics is None else metrics,
        feedback=f"feedback/{slug(student.key)}/{exercise}",
        counts=counts,
    )


ANA = Student("ana", "Ana López", {"canvas": "11", "sid": "s1", "email": "ana@uni.edu"})
BO = Student("bo", "Bo Nguyễn", {"moodle": "202", "login": "bn2"})
CHI = Student("chi", "Chidi Anagonye")
COLUMNS = (Column("exercise-01", TITLES[0], 10.0), Column("exercise-02", TITLES[1], 5.0))
SMALL = Gradebook(
    columns=COLUMNS,
    students=(ANA, BO, CHI),
    marks=(
        mark(ANA, points=2.5, code="backward-missing", counts=False, metrics={"loss": -0.5}),
        mark(ANA, attempt=2),
        mark(ANA, attempt=3, points=0.0, code="step-missing", late=True, counts=False),
        mark(BO, points=None, late=None, metrics={}),
        mark(BO, "exercise-02", 0.0, "backward-missing", metrics={"loss": float("nan")}),
    ),
    troubles=(Trouble("class.zip/chi/a.docx", "It is no Python.", "Ask for a .py.", CHI),),
)


def columns(number: int) -> tuple[Column, ...]:
    """The first exercises of a course."""
    return tuple(Column(f"exercise-{n:02}", TITLES[n - 1], 10.0) for n in range(1, number + 1))


def limits(number: int) -> dict[str, tuple[Limit, ...]]:
    """The limits of those exercises."""
    both = (Limit("loss", "below", 0.5), Limit("accuracy", "above", 0.8))
    return {column.exercise: both for column in columns(number)}


def students(number: int, names: Sequence[str] = NAMES) -> tuple[Student, ...]:
    """Students with names in several scripts."""
    called = (f"{names[n % len(names)]} {n // len(names) or ''}".strip() for n in range(number))
    return tuple(Student(f"s{n:04}", name) for n, name in enumerate(called))


def klass(size: int, exercises: int, names: Sequence[str] = NAMES) -> Gradebook:
    """A class in which most pass, some never hand in, and the grader fails now and then."""
    random = Random(size * 100 + exercises)
    found: list[Mark] = []
    for student in students(size, names):
        for column in columns(exercises):
            found += attempts(random, student, column.exercise)
    troubles = tuple(
        Trouble(f"class.zip/{s.key}/notes.docx", "It is no Python file.", "Ask for train.py.", s)
        for s in students(size, names)[: 1 + size // 50]
    )
    return Gradebook(columns(exercises), students(size, names), tuple(found), troubles)


def attempts(random: Random, student: Student, exercise: str) -> list[Mark]:
    """What one student handed in for an exercise: failures, and mostly a pass at the end."""
    chance = random.random()
    if chance < 0.08:
        return []
    number = min(12, 1 + int(random.expovariate(0.8)))
    last_passes = chance < 0.72
    found = []
    for attempt in range(1, number + 1):
        last = attempt == number
        passed = last and last_passes
        loss = random.uniform(0.02, 0.45) if passed else random.uniform(0.4, 2.5)
        accuracy = random.uniform(0.85, 1) if passed else random.uniform(0.3, 0.9)
        crashed = last and not passed and random.random() < 0.03
        points = 10.0 if passed else None if crashed else random.choice((0.0, 2.5, 5.0))
        code = None if passed or crashed else CODES[int(random.expovariate(0.5)) % len(CODES)]
        metrics = {"loss": loss, "accuracy": accuracy} if random.random() < 0.9 else {}
        late = random.random() < 0.1
        found.append(
            mark(student, exercise, points, code, attempt, late=late, counts=last, metrics=metrics)
        )
    return found
