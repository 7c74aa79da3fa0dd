"""What instructors have is read, whatever system it came from; what can't be read is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from handed_in import FORMS, LOOP, Tree, collected, loop, tarred, written, zipped

from grader.classroom.submission import Submission

ONE = ("exercise-01",)
JUNK = {
    "ana/README.md": "hello",
    "ana/.git/train.py": LOOP,
    "ana/__pycache__/train.py": LOOP,
    "ana/.ipynb_checkpoints/train-checkpoint.py": LOOP,
    "ana/._train.py": b"\0\5\26\7",
    "ana/.DS_Store": b"\0",
    "ana/Thumbs.db": b"\0",
    "ana/venv/pyvenv.cfg": "home",
    "ana/venv/lib/train.py": LOOP,
    "ana/data/MNIST/raw.gz2": b"\0",
    "__MACOSX/ana/._train.py": b"\0",
    ".DS_Store": b"\0",
    "grades.csv": "",
}
METADATA = """\
submission_11:
  :submitters:
  - :name: Ana Li
    :sid: '00123'
    :email: ana@example.org
  :created_at: 2026-04-26 17:34:00.861687000 Z
  :score: 2.0
  :results:
    output: |-
      submission_12: no
submission_12:
  :submitters:
  - :name: Ben
    :sid: 456
    :email: ben@example.org
  - :name: Cem
    :email: cem@example.org
  :created_at: 2026-04-26 10:00:00 -07:00
"""

Row = tuple[str, str, str, str]
SCHEMES: dict[str, tuple[Tree, list[Row]]] = {
    "a-folder-per-student": (
        {
            "ana/exercise-01/train.py": loop("a1"),
            "ana/exercise-02/train.py": loop("a2"),
            "Ben Olsen/exercise-01.py": loop("b1"),
            "cem/Exercise_1/solution.py": loop("c1"),
            **JUNK,
        },
        [
            ("ana", "ana", "exercise-01", "a1"),
            ("ana", "ana", "exercise-02", "a2"),
            ("ben olsen", "Ben Olsen", "exercise-01", "b1"),
            ("cem", "cem", "exercise-01", "c1"),
        ],
    ),
    "a-course-folder-per-student": (
        {
            "ana/exercises/exercise-01/train.py": loop("a1"),
            "ana/exercises/exercise-01/given.py": "def build(): pass",
            "ana/exercises/exercise-02/given.py": "def build(): pass",
            "ana/exercises/exercise-16/train.py": loop("a16"),
            "ana/solutions/exercise-03/train.py": loop("no"),
            "ben/my course/exercises/exercise-02/train.py": loop("b2"),
        },
        [
            ("ana", "ana", "exercise-01", "a1"),
            ("ana", "ana", "exercise-16", "a16"),
            ("ben", "ben", "exercise-02", "b2"),
        ],
    ),
    "archives-in-folders": (
        {
            "ana/work.zip": zipped({"exercise-01/train.py": loop("a1")}),
            "ben.tar.gz": tarred({"ben/exercise-02.py": loop("b2")}),
            "cem/exercise-03.tgz": tarred({"work/train.py": loop("c3")}),
            "dee/d.zip": zipped({"e.zip": zipped({"exercise-04.py": loop("d4")})}),
            "eva_exercise-05.zip": zipped({"eva/final/train.py": loop("e5")}),
        },
        [
            ("ana", "ana", "exercise-01", "a1"),
            ("ben", "ben", "exercise-02", "b2"),
            ("cem", "cem", "exercise-03", "c3"),
            ("dee", "dee", "exercise-04", "d4"),
            ("eva", "eva", "exercise-05", "e5"),
        ],
    ),
    "a-flat-folder": (
        {
            "ana_exercise-01.py": loop("a1"),
            "exercise-02_ana.py": loop("a2"),
            "ben-exercise_1.py": loop("b1"),
            "Cem Kaya exercise 1.py": loop("c1"),
            "dee exercise01.PY": loop("d1"),
            "李娜_exercise-1.py": loop("l1"),
        },
        [
            ("ana", "ana", "exercise-01", "a1"),
            ("ana", "ana", "exercise-02", "a2"),
            ("ben", "ben", "exercise-01", "b1"),
            ("cem kaya", "Cem Kaya", "exercise-01", "c1"),
            ("dee", "dee", "exercise-01", "d1"),
            ("李娜", "李娜", "exercise-01", "l1"),
        ],
    ),
    "a-folder-per-exercise": (
        {
            "exercise-01/ana.py": loop("a1"),
            "exercise-01/ben/train.py": loop("b1"),
            "exercise-02/ana/my train.py": loop("a2"),
        },
        [
            ("ana", "ana", "exercise-01", "a1"),
            ("ana", "ana", "exercise-02", "a2"),
            ("ben", "ben", "exercise-01", "b1"),
        ],
    ),
    "a-github-classroom": (
        {
            "loops-submissions/loops-ana-li/exercises/exercise-01/train.py": loop("a1"),
            "loops-submissions/loops-ana-li/.git/HEAD": "ref",
            "loops-submissions/loops-ana-li/tests/exercise-01/train.py": loop("no"),
            "loops-submissions/loops-Ana-Xu/exercises/exercise-02/train.py": loop("x2"),
        },
        [
            ("ana-li", "ana-li", "exercise-01", "a1"),
            ("ana-xu", "Ana-Xu", "exercise-02", "x2"),
        ],
    ),
    "a-github-classroom-renamed": (
        {
            "loops-ana/exercises/exercise-01/train.py": loop("a1"),
            "loops-ana/.git/HEAD": "ref",
            "loops-ben/exercises/exercise-01/train.py": loop("b1"),
            "loops-ben/.git/HEAD": "ref",
        },
        [("ana", "ana", "exercise-01", "a1"), ("ben", "ben", "exercise-01", "b1")],
    ),
    "a-gradescope-export": (
        {
            "assignment_9_export/submission_metadata.yml": METADATA,
            "assignment_9_export/submission_11/exercise-01/train.py": loop("a1"),
            "assignment_9_export/submission_12/exercise-01.py": loop("g1"),
            "assignment_9_export/submission_13/exercise-01.py": loop("s1"),
        },
        [
            ("00123", "Ana Li", "exercise-01", "a1"),
            ("456", "Ben", "exercise-01", "g1"),
            ("cem@example.org", "Cem", "exercise-01", "g1"),
            ("submission_13", "submission_13", "exercise-01", "s1"),
        ],
    ),
    "a-canvas-zip": (
        {
            "liana_12_345_exercise-01.py": loop("a1"),
            "liana_12_346_exercise-02-1.py": loop("a2"),
            "olsenben_LATE_9_347_exercise-01.py": loop("b1"),
            "olsenben_10_348_exercise-01.py": loop("o1"),
            "李娜_11_349_Exercise 1.py": loop("l1"),
            "olsenben_10_text.html": "<p>",
        },
        [
            ("9", "olsenben", "exercise-01", "b1"),
            ("10", "olsenben", "exercise-01", "o1"),
            ("11", "李娜", "exercise-01", "l1"),
            ("12", "liana", "exercise-01", "a1"),
            ("12", "liana", "exercise-02", "a2"),
        ],
    ),
    "an-anonymous-canvas-zip": (
        {
            "anon_a1B2c_345_exercise-01.py": loop("a1"),
            "LATE_anon_Z9x_346_exercise-01.py": loop("z1"),
        },
        [
            ("a1B2c", "anonymous a1B2c", "exercise-01", "a1"),
            ("Z9x", "anonymous Z9x", "exercise-01", "z1"),
        ],
    ),
    "a-moodle-zip": (
        {
            "Ana María Li_123_assignsubmission_file/exercise-01.py": loop("a1"),
            "Ana María Li_123_assignsubmission_onlinetext/onlinetext.html": "<p>",
            "Ben Olsen_45_assignsubmission_file_/exercise-02/train.py": loop("b2"),
            "王小明_7_assignsubmission_file_/w.zip": zipped({"exercise-03.py": loop("w3")}),
        },
        [
            ("7", "王小明", "exercise-03", "w3"),
            ("45", "Ben Olsen", "exercise-02", "b2"),
            ("123", "Ana María Li", "exercise-01", "a1"),
        ],
    ),
    "a-moodle-zip-without-folders": (
        {
            "Ana Li_123_assignsubmission_file_exercise-01.py": loop("a1"),
            "Ana Li_123_assignsubmission_onlinetext_onlinetext.html": "<p>",
            "Ben_45_assignsubmission_file_exercise-02.py": loop("b2"),
            "Default group_assignsubmission_file_exercise-01.py": loop("d1"),
        },
        [
            ("45", "Ben", "exercise-02", "b2"),
            ("123", "Ana Li", "exercise-01", "a1"),
            ("default group", "Default group", "exercise-01", "d1"),
        ],
    ),
    "a-blind-moodle-zip": (
        {
            "Participant_123_assignsubmission_file/exercise-01.py": loop("a1"),
            "Participant_45_assignsubmission_file/exercise-01.py": loop("b1"),
        },
        [
            ("45", "Participant 45", "exercise-01", "b1"),
            ("123", "Participant 123", "exercise-01", "a1"),
        ],
    ),
}


def rows(found: list[Submission]) -> list[Row]:
    """What is compared: key, name, exercise, and the loop's mark."""
    marks = [each.source.decode().rpartition("# ")[2].strip() for each in found]
    return [
        (each.student.key, each.student.name, each.exercise, mark)
        for each, mark in zip(found, marks, strict=True)
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_is_recognized(scheme: str, form: str, tmp_path: Path) -> None:
    """As a folder and as an archive, each file is its student's, and nothing is in the way."""
    tree, expected = SCHEMES[scheme]
    found, troubles = collected(written(tree, form, tmp_path))
    assert troubles == []
    assert rows(found) == expected


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_folder_around_everything_changes_nothing(scheme: str, form: str, tmp_path: Path) -> None:
    """Archives often have one folder in them that is named like the archive."""
    tree, expected = SCHEMES[scheme]
    around = {f"class/{name}": value for name, value in tree.items()}
    found, troubles = collected(written(around, form, tmp_path))
    assert troubles == []
    assert rows(found) == expected
