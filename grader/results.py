"""The results folder of a class: feedback as verdicts come, the rest once all are there.

    RESULTS/class.html          the class at a glance
    RESULTS/grades.csv          a row for each student and exercise
    RESULTS/submissions.csv     a row for each submission, and for what could not be graded
    RESULTS/canvas.csv  moodle.csv  junit.xml
    RESULTS/moodle-exercise-01.csv       one for each, where there are several
    RESULTS/feedback/STUDENT/exercise-01.html  .txt  .json
    RESULTS/ledger.sqlite       what the next run goes on from

Each file is written whole: at any moment it is all of the old or all of the new.
"""

from __future__ import annotations

from pathlib import Path

from grader.classroom.gradebook import Gradebook
from grader.classroom.ledger import Entry, Ledger
from grader.classroom.roster import Roster
from grader.classroom.run import Class, column_of, feedback_path, mark_of
from grader.render import canvas, class_junit, classroom, feedback, grades, moodle
from grader.verdict import Verdict
from grader.whole import cannot_write, write_whole

SUFFIXES = (".html", ".txt", ".json")


class Results:
    """Where a class's results go; made where there is no such folder.

    Every method raises UsageError or EnvironmentProblem where something can't be written.
    """

    def __init__(self, folder: Path, about: Class) -> None:
        self.folder = folder
        self.about = about
        _make(folder)

    def feedback(self, entry: Entry, verdict: Verdict) -> None:
        """Write a student's feedback, in all its forms."""
        mark = mark_of(self.about, entry, verdict)
        column = column_of(self.about.exercises[entry.exercise])
        forms = (
            feedback.html(verdict, mark, column),
            feedback.text(verdict, mark, column),
            feedback.json(verdict),
        )
        _make(self._places(entry)[0].parent)
        for place, content in zip(self._places(entry), forms, strict=True):
            # Not forced to the disk one by one, which takes as long as grading.
            _write(place, content, durable=False)

    def missing_feedback(self, entry: Entry, ledger: Ledger) -> None:
        """Write the feedback on a verdict that is known, where somebody took it away."""
        if all(place.is_file() and place.stat().st_size for place in self._places(entry)):
            return
        if verdict := ledger.verdict(entry, self.about.edition(entry.exercise)):
            self.feedback(entry, verdict)

    def _places(self, entry: Entry) -> tuple[Path, ...]:
        return tuple(self.folder / f"{feedback_path(entry)}{suffix}" for suffix in SUFFIXES)

    def write(self, book: Gradebook, roster: Roster | None = None) -> None:
        """Write what is about the whole class."""
        exercises = self.about.exercises.values()
        files = {
            "grades.csv": grades.grades(book),
            "submissions.csv": grades.submissions(book),
            "canvas.csv": canvas.canvas(book, roster),
            "moodle.csv": moodle.moodle(book, roster),
            **_moodle_of_each(book, roster),
            "junit.xml": class_junit.junit(book),
            "class.html": classroom.page(book, {x.name: x.limits for x in exercises}),
        }
        for name, content in files.items():
            _write(self.folder / name, content)


def _moodle_of_each(book: Gradebook, roster: Roster | None) -> dict[str, str]:
    """Moodle's worksheets are of one assignment: where there are more exercises, one for each."""
    names = [column.exercise for column in book.columns] if len(book.columns) > 1 else []
    return {f"moodle-{name}.csv": moodle.moodle(book, roster, name) for name in names}


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error


def _write(path: Path, content: str, durable: bool = True) -> None:
    try:
        write_whole(path, content.encode("utf-8"), durable)
    except OSError as error:
        raise cannot_write(path, error) from error
