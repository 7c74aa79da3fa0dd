"""What instructors have is read, whatever system it came from; what can't be read is told."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

import pytest
from handed_in import FORMS, LOOP, Tree, collected, loop, tarred, written, zipped

from grader.classroom.collect import collect
from grader.classroom.submission import Submission
from grader.exercise import MAX_SOURCE

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


# ---------------------------------------------------------------------- exercises, attempts


def test_only_what_is_asked_for_is_collected(tmp_path: Path) -> None:
    """Other exercises are left out, and who handed in nothing else is named."""
    place = written(SCHEMES["a-flat-folder"][0], "zip", tmp_path)
    found, troubles = collected(place, only=("exercise-02",))
    assert [(each.student.key, each.exercise) for each in found] == [("ana", "exercise-02")]
    absent = [t.student.key for t in troubles if t.student is not None]
    assert absent == ["ben", "cem kaya", "dee", "李娜"]
    assert all('nothing for "exercise-02"' in t.reason and t.hint for t in troubles)
    assert {t.exercise for t in troubles} == {"exercise-02"}
    found, troubles = collected(place, only=("exercise-02", "exercise-03"))
    assert len(found) == 1
    assert 'nothing for "exercise-02" or "exercise-03"' in troubles[0].reason
    # Where nobody did, the name of the exercise is wrong, or that of the place.
    assert collected(place, only=("exercise-09",)) == ([], [])


@pytest.mark.parametrize("form", ["folder", "zip"])
@pytest.mark.parametrize(
    "tree",
    [
        pytest.param({"ana/train.py": LOOP, "ben/x/loop.py": LOOP}, id="folders"),
        pytest.param({"ana.py": LOOP, "ben_train.py": LOOP}, id="flat"),
        pytest.param({"ana_1_2_train.py": LOOP, "ben_3_4_a.py": LOOP}, id="canvas"),
        pytest.param(
            {
                **{f"submission_{n}/{name}.py": LOOP for n, name in ((1, "train"), (2, "x"))},
                "submission_metadata.yml": "".join(
                    f"submission_{n}:\n  :submitters:\n  - :sid: {n}\n" for n in (1, 2)
                ),
            },
            id="gradescope",
        ),
        pytest.param(
            {f"{n} X_{n}_assignsubmission_file_/train.py": LOOP for n in (1, 2)}, id="moodle"
        ),
        pytest.param({"h-submissions/h-a/train.py": LOOP, "h-submissions/h-b/t.py": LOOP}, id="gh"),
    ],
)
def test_where_there_is_one_exercise_nobody_need_say_so(
    tree: Tree, form: str, tmp_path: Path
) -> None:
    """A file that says no exercise is for the only one that was asked for, or that there is."""
    place = written(tree, form, tmp_path)
    for only, course in ((ONE, ("exercise-01", "exercise-02")), ((), ONE)):
        found, troubles = collected(place, only, course)
        assert troubles == []
        assert [each.exercise for each in found] == ["exercise-01"] * 2
    found, troubles = collected(place)
    assert found == []
    assert len(troubles) == 2
    assert all(t.student and "which exercise" in t.reason and t.hint for t in troubles)


def test_an_exercise_that_the_course_does_not_have_is_told(tmp_path: Path) -> None:
    """Nobody's work is taken for another exercise, whatever was asked for."""
    place = written({"ana/exercise-99/train.py": LOOP}, "folder", tmp_path)
    for only in ((), ONE):
        found, (trouble,) = collected(place, only)
        assert found == []
        assert '"exercise-99"' in trouble.reason and "exercise-16" in trouble.hint


CHOICES: dict[str, tuple[dict[str, str], list[str]]] = {
    "as-expected": ({"train.py": "1", "train (1).py": "2", "train_final.py": "3"}, ["train.py"]),
    "by-its-exercise": ({"exercise-01.py": "1", "exercise-01 old.py": "2"}, ["exercise-01.py"]),
    "one-is-enough": ({"solution.py": ""}, ["solution.py"]),
    "others-define-nothing": ({"loop.py": "1", "utils.py": "", "plot.py": ""}, ["loop.py"]),
    "several": (
        {"train (10).py": "1", "train (2).py": "2", "utils.py": ""},
        ["train (2).py", "train (10).py"],
    ),
    "several-as-expected": ({"a/train.py": "1", "b/train.py": "2"}, ["a/train.py", "b/train.py"]),
    "nothing-defines-it": ({"model.py": "", "utils.py": ""}, ["model.py"]),
    "a-notebook-beside": ({"train.py": "1", "train.ipynb": "x"}, ["train.py"]),
}


@pytest.mark.parametrize(("files", "expected"), CHOICES.values(), ids=CHOICES)
def test_of_several_files_the_one_that_is_meant_is_taken(
    files: dict[str, str], expected: list[str], tmp_path: Path
) -> None:
    """The one named as it was handed out, or else each that defines train, as attempts in order."""
    tree = {f"ana/{name}": loop(mark) if mark else "x = 1\n" for name, mark in files.items()}
    found, _ = collected(written(tree, "folder", tmp_path), ONE)
    assert [each.file.removeprefix("class/ana/") for each in found] == expected


def test_attempts_come_oldest_first(tmp_path: Path) -> None:
    """By the number of the resubmission in Canvas, and by the time in Gradescope's metadata."""
    canvas = {f"ana_1_{90 - n}_train-{n}.py": loop(str(n)) for n in (10, 2, 1)}
    found, _ = collected(written({**canvas, "ana_1_99_train.py": loop("0")}, "zip", tmp_path), ONE)
    assert [row[3] for row in rows(found)] == ["0", "1", "2", "10"]
    told = "".join(
        f"submission_{n}:\n  :submitters:\n  - :sid: 5\n  :created_at: 2026-01-0{9 - n} 1:00:00 Z\n"
        for n in (1, 2, 3)
    )
    tree = {f"submission_{n}/train.py": loop(str(n)) for n in (1, 2, 3)}
    tree["submission_metadata.yml"] = told
    found, _ = collected(written(tree, "zip", tmp_path, "gradescope"), ONE)
    assert [row[3] for row in rows(found)] == ["3", "2", "1"]


def test_times_and_lateness_are_told_where_the_source_tells_them(tmp_path: Path) -> None:
    """Canvas tells who was late, Gradescope when; the times of files in archives tell nothing."""
    canvas, _ = collected(written(SCHEMES["a-canvas-zip"][0], "zip", tmp_path, "canvas"))
    assert [each.late for each in canvas] == [True, False, False, False, False]
    assert {each.handed_in for each in canvas} == {None}
    gradescope, _ = collected(written(SCHEMES["a-gradescope-export"][0], "zip", tmp_path))
    assert [str(each.handed_in) for each in gradescope] == [
        "2026-04-26 17:34:00.861687+00:00",
        "2026-04-26 10:00:00-07:00",
        "2026-04-26 10:00:00-07:00",
        "None",
    ]
    assert {each.late for each in gradescope} == {None}


def test_other_systems_numbers_are_kept(tmp_path: Path) -> None:
    """What a gradebook is matched by: numbers, logins and addresses, as their system has them."""
    kinds = {"a-canvas-zip": "canvas", "a-moodle-zip": "moodle", "a-github-classroom": "login"}
    for scheme, kind in kinds.items():
        found, _ = collected(written(SCHEMES[scheme][0], "zip", tmp_path, scheme))
        assert all(each.student.ids[kind].lower() == each.student.key for each in found)
    found, _ = collected(written(SCHEMES["a-gradescope-export"][0], "zip", tmp_path))
    assert found[0].student.ids == {"sid": "00123", "email": "ana@example.org"}


def test_each_file_is_told_by_the_way_to_it(tmp_path: Path) -> None:
    """From the place that was named, through archives."""
    place = written({"ana/work.zip": zipped({"a/exercise-1.py": LOOP})}, "zip", tmp_path)
    (found,), _ = collected(place)
    assert found.file == "class.zip/ana/work.zip/a/exercise-1.py"


def test_who_handed_in_no_loop_is_told(tmp_path: Path) -> None:
    """A student with a picture of the code gets no silence."""
    (found,), (trouble,) = collected(
        written({"ana/code.png": b"\x89PNG", "ben/exercise-01.py": LOOP}, "folder", tmp_path)
    )
    assert found.student.key == "ben"
    assert trouble.student is not None and trouble.student.key == "ana"
    assert '".py"' in trouble.reason and trouble.hint


def test_content_that_can_not_run_is_graded_all_the_same(tmp_path: Path) -> None:
    """Empty, binary and huge files are attempts: their verdict tells what is wrong."""
    huge = b"x = 1\n" * MAX_SOURCE
    tree = {"a/train.py": b"", "b/train.py": b"\0\xff", "c/train.py": huge}
    found, troubles = collected(written(tree, "zip", tmp_path), ONE)
    assert [each.source for each in found] == [b"", b"\0\xff", huge[: MAX_SOURCE + 1]]
    assert troubles == []


@pytest.mark.parametrize("form", FORMS)
def test_the_order_is_the_same_however_it_is_stored(form: str, tmp_path: Path) -> None:
    """Students come by key as people count, and keys are the same each time."""
    names = [f"student {n}" for n in (10, 2, 1, 33)]
    tree = {f"{name}/train.py": LOOP for name in names}
    found, _ = collected(written(tree, form, tmp_path), ONE)
    again, _ = collected(written(dict(reversed(tree.items())), form, tmp_path, "again"), ONE)
    assert [each.student.key for each in found] == [f"student {n}" for n in (1, 2, 10, 33)]
    assert [each.student for each in found] == [each.student for each in again]


@pytest.mark.parametrize("form", ["zip", "tar.gz"])
def test_memory_stays_flat(form: str, tmp_path: Path) -> None:
    """However many have handed in, one file's content is held at a time."""
    text = LOOP + "# so on and so on\n" * 500
    tree = {f"s{n * 631 % 2000:04d}/train.py": f"{n}\n{text}" for n in range(2000)}
    place = written(tree, form, tmp_path)
    tree.clear()
    gc.collect()
    tracemalloc.start()
    try:
        count = sum(1 for each in collect(place, ONE) if isinstance(each, Submission))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 2000
    assert peak < 9 << 20


def test_the_places_own_name_may_say_the_exercise(tmp_path: Path) -> None:
    """Systems make an archive for each assignment, and students hand in a train.py."""
    tree = {"liana_12_345_train.py": loop("a"), "olsenben_13_346_solution.py": loop("b")}
    found, troubles = collected(written(tree, "zip", tmp_path, "Exercise 2 submissions"))
    assert [each.exercise for each in found] == ["exercise-02"] * 2
    assert troubles == []


def test_helpers_are_no_attempts(tmp_path: Path) -> None:
    """A file that says no exercise counts beside those that do only where it defines train."""
    tree = {
        "ana/exercise-02.py": loop("2"),
        "ana/utils.py": "def helper(): pass",
        "ben/exercise-02.py": loop("2"),
        "ben/train.py": loop("1"),
    }
    place = written(tree, "folder", tmp_path)
    found, troubles = collected(place, ONE)
    assert rows(found) == [("ben", "ben", "exercise-01", "1")]
    assert [t.student.key for t in troubles if t.student] == ["ana"]
    found, (trouble,) = collected(place)
    assert [each.exercise for each in found] == ["exercise-02"] * 2
    assert trouble.file == "class/ben/train.py"


def test_a_course_folder_may_hold_more(tmp_path: Path) -> None:
    """Beside the exercises lie solutions and tests, which count for nothing, and own files."""
    tree = {
        "ana/exercises/exercise-01/train.py": loop("1"),
        "ana/solutions/exercise-02/train.py": loop("no"),
        "ana/exercise-03.py": loop("3"),
        "ana/conftest.py": LOOP,
    }
    found, troubles = collected(written(tree, "folder", tmp_path))
    assert [row[2:] for row in rows(found)] == [("exercise-01", "1"), ("exercise-03", "3")]
    assert troubles == []


@pytest.mark.parametrize("form", ["folder", "zip"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_results_of_an_earlier_run_are_not_read(scheme: str, form: str, tmp_path: Path) -> None:
    """Who names a folder for results among what was handed in gets no student called so."""
    tree, expected = SCHEMES[scheme]
    results = {"ledger.sqlite": b"", "class.html": "", "feedback/ana/train.py": LOOP}
    for around in ("", "class/"):
        old = {f"{around}results/{name}": value for name, value in results.items()}
        whole = {**{around + name: value for name, value in tree.items()}, **old}
        found, troubles = collected(written(whole, form, tmp_path, f"class{len(around)}"))
        assert troubles == []
        assert rows(found) == expected
