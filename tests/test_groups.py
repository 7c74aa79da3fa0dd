"""Sections, groups and downloads beside each other: nobody's work becomes somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest
from handed_in import FORMS, Tree, collected, loop, tarred, written, zipped
from test_collect import rows

ONE = ("exercise-01",)
ANA = "submission_1:\n  :submitters:\n  - :name: Ana\n    :sid: '1'\n"
BOTH = [
    ("monday/ana", "ana (monday)", "exercise-01", "a"),
    ("monday/ben", "ben (monday)", "exercise-01", "b"),
    ("tuesday/ana", "ana (tuesday)", "exercise-01", "c"),
]
SECTIONS: dict[str, Tree] = {
    "folders": {
        "monday/ana/train.py": loop("a"),
        "monday/ben/train.py": loop("b"),
        "tuesday/ana/train.py": loop("c"),
    },
    "flat": {
        "monday/ana_exercise-01.py": loop("a"),
        "monday/ben_exercise-01.py": loop("b"),
        "tuesday/ana_exercise-01.py": loop("c"),
    },
    "named-by-train": {
        "monday/ana_train.py": loop("a"),
        "monday/ben_train.py": loop("b"),
        "tuesday/ana_train.py": loop("c"),
    },
    "archives": {
        "monday.zip": zipped({"ana/train.py": loop("a"), "ben/train.py": loop("b")}),
        "tuesday.tar.gz": tarred({"ana/train.py": loop("c")}),
    },
    "archives-of-archives": {
        "monday.zip": zipped(
            {
                "monday/ana.zip": zipped({"train.py": loop("a")}),
                "monday/ben.tgz": tarred({"exercise-01/train.py": loop("b")}),
            }
        ),
        "tuesday/ana.zip": zipped({"train.py": loop("c")}),
    },
    "by-exercise": {
        "monday/exercise-01/ana/train.py": loop("a"),
        "monday/exercise-01/ben.py": loop("b"),
        "tuesday/exercise-01/ana/train.py": loop("c"),
    },
    "whole-courses": {
        "monday/ana/exercises/exercise-01/train.py": loop("a"),
        "monday/ben/exercises/exercise-01/train.py": loop("b"),
        "monday/ben/solutions/exercise-01/train.py": loop("no"),
        "tuesday/ana/exercises/exercise-01/train.py": loop("c"),
    },
}
CANVAS = {
    "hw1/liana_12_345_train.py": loop("a"),
    "hw1/olsenben_13_346_train.py": loop("b"),
    "late/liana_12_347_train-1.py": loop("c"),
    "late/olsenben_13_348_other.py": loop("d"),
}
GITHUB = {
    "mon-submissions/mon-ana/exercise-01/train.py": loop("a"),
    "mon-submissions/mon-ben/exercise-01/train.py": loop("b"),
    "tue-submissions/tue-ana/exercise-01/train.py": loop("c"),
}
SYSTEMS: dict[str, tuple[Tree, list[tuple[str, str]]]] = {
    "canvas": (CANVAS, [("12", "a"), ("12", "c"), ("13", "b"), ("13", "d")]),
    "canvas-archives": (
        {
            f"{group}.zip": zipped(
                {n.partition("/")[2]: text for n, text in CANVAS.items() if n.startswith(group)}
            )
            for group in ("hw1", "late")
        },
        [("12", "a"), ("12", "c"), ("13", "b"), ("13", "d")],
    ),
    "moodle": (
        {
            "monday/Ana B_11_assignsubmission_file_/train.py": loop("a"),
            "tuesday/Ana B_11_assignsubmission_file_/train.py": loop("b"),
            "tuesday/Ben C_12_assignsubmission_file_/train.py": loop("c"),
        },
        [("11", "a"), ("11", "b"), ("12", "c")],
    ),
    "gradescope": (
        {
            "assignment_1_export/submission_1/train.py": loop("a"),
            "assignment_1_export/submission_metadata.yml": ANA,
            "assignment_2_export/submission_2/train.py": loop("b"),
            "assignment_2_export/submission_metadata.yml": ANA.replace("_1", "_2"),
        },
        [("1", "a"), ("1", "b")],
    ),
    "github": (GITHUB, [("ana", "a"), ("ana", "c"), ("ben", "b")]),
    "in-exercises-folders": (
        {f"exercise-01/{name.partition('/')[2]}": text for name, text in CANVAS.items()},
        [("12", "a"), ("12", "c"), ("13", "b")],
    ),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("tree", SECTIONS.values(), ids=SECTIONS)
def test_sections_are_no_students(tree: Tree, form: str, tmp_path: Path) -> None:
    """A folder of several students is a group, and so is another one beside it with one in it."""
    found, troubles = collected(written(tree, form, tmp_path), ONE)
    assert troubles == []
    assert rows(found) == BOTH


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("tree", "expected"), SYSTEMS.values(), ids=SYSTEMS)
def test_downloads_beside_each_other_are_each_read_as_what_they_are(
    tree: Tree, expected: list[tuple[str, str]], form: str, tmp_path: Path
) -> None:
    """The same person in two of them is one student, by number; both are attempts."""
    found, troubles = collected(written(tree, form, tmp_path), ONE)
    assert troubles == []
    assert [(row[0], row[3]) for row in sorted(rows(found))] == expected


def test_groups_lie_in_groups(tmp_path: Path) -> None:
    """Each of the groups around a student is part of the key."""
    tree = {
        f"{term}/{day}/{who}/train.py": loop(term + day + who)
        for term in ("spring", "autumn")
        for day in ("monday", "tuesday")
        for who in ("ana", "ben")
    }
    found, troubles = collected(written(tree, "zip", tmp_path), ONE)
    assert troubles == []
    assert {row[0].replace("/", "") for row in rows(found)} == {row[3] for row in rows(found)}
    assert len(found) == 8
    assert "ana (autumn/monday)" in {each.student.name for each in found}


def test_a_group_of_an_exercise_says_which(tmp_path: Path) -> None:
    """A download for each exercise, named after it, has the same students in it."""
    tree = {
        f"Exercise {n} submissions.zip": zipped({f"{who}/train.py": loop() for who in ("ana", "b")})
        for n in (1, 2)
    }
    tree["exercise-03/ana/train.py"] = loop().encode()
    tree["exercise-03/cy/train.py"] = loop().encode()
    found, troubles = collected(written({**tree, **CANVAS}, "folder", tmp_path))
    assert {t.student.key for t in troubles if t.student} == {"12", "13"}
    who = {(each.student.key, each.exercise) for each in found}
    assert {("ana", f"exercise-0{n}") for n in (1, 2, 3)} <= who


OWN: dict[str, list[str]] = {
    "homework": ["ana/homework/train.py"],
    "versions": ["ana/v1/train.py", "ana/v2/train.py", "ben/train.py"],
    "old-and-new": ["ana/old/train.py", "ana/new/exercise-01.py", "ben/train.py"],
    "beside-a-loop": ["ana/train.py", "ana/kim/train.py", "ana/lee/train.py", "ben/train.py"],
    "optimizers": ["ana/exercise-01_sgd.py", "ana/exercise-01_adam.py", "ben/train.py"],
    "own-name": ["ana/ana_hw/train.py", "ana/ana again/train.py", "ben/train.py"],
    "exercises": ["ana/exercise-01 basics/train.py", "ana/exercise-01/train.py"],
    "numbers-in-names": ["ana/lr_1_2_train.py", "ana/lr_1_3_train.py", "ben/train.py"],
    "own-words-in-exercises": ["ana/exercise-01/my loop.py", "ben/exercise-01/kim/train.py"],
    "counted": ["ana/submission_1/train.py", "ana/submission_2/train.py", "ben/train.py"],
    "a-whole-course": [
        "ana/exercises/exercise-01/train.py",
        "ana/tests/wrong/exercise-01/kim/train.py",
        "ana/tests/wrong/exercise-01/lee/train.py",
        "ben/train.py",
    ],
}


@pytest.mark.parametrize("form", ["folder", "zip"])
@pytest.mark.parametrize("names", OWN.values(), ids=OWN)
def test_a_students_own_folders_are_no_group(names: list[str], form: str, tmp_path: Path) -> None:
    """Versions, homework, experiments: what lies in one student's folder stays that student's."""
    found, troubles = collected(written(dict.fromkeys(names, loop()), form, tmp_path), ONE)
    assert troubles == []
    assert {each.student.key for each in found} == {name.partition("/")[0] for name in names}


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_around_a_single_student_is_none(form: str, tmp_path: Path) -> None:
    """The folder that was unpacked may hold one that holds one student."""
    found, troubles = collected(written({"hw 1/ana/train.py": loop("a")}, form, tmp_path), ONE)
    assert troubles == []
    assert rows(found) == [("ana", "ana", "exercise-01", "a")]


def test_students_may_lie_beside_groups(tmp_path: Path) -> None:
    """Who has a loop, or their own folder, is a student whatever lies beside."""
    tree = {**SECTIONS["folders"], "cy/homework/train.py": loop("d"), "dee/train.py": loop("e")}
    found, troubles = collected(written(tree, "folder", tmp_path), ONE)
    assert troubles == []
    assert {each.student.key for each in found} == {"cy", "dee", *(row[0] for row in BOTH)}


def test_groups_that_can_not_be_told_apart_are_told(tmp_path: Path) -> None:
    """As with students: one group, nothing is thrown away, and each student in both is named."""
    tree = {f"{day}/{who}/train.py": loop(day) for day in ("a b", "A B") for who in ("ana", "ben")}
    found, troubles = collected(written(tree, "zip", tmp_path), ONE)
    assert len(found) == 4
    assert [t.student.key for t in troubles if t.student] == ["a b/ana", "a b/ben"]
    assert all("taken for one student" in t.reason for t in troubles)


def test_nobody_hands_in_work_as_somebody_else(tmp_path: Path) -> None:
    """A student's folder that is made to look like an export adds nothing to another's."""
    tree = {
        "ana/train.py": loop("ana"),
        "abe/submission_metadata.yml": ANA.replace("'1'", "ana"),
        "abe/submission_1/train.py": loop("abe"),
    }
    (found,), (trouble,) = collected(written(tree, "folder", tmp_path), ONE)
    assert found.source.decode() == loop("ana")
    assert "abe" in trouble.reason and "different students" in trouble.reason


def test_parts_of_a_loop_are_not_people(tmp_path: Path) -> None:
    """A student's own modules in an exercise's folder are no loops of two people."""
    tree = {"ana/exercise-01/forward.py": "x = 1", "ana/exercise-01/gradient.py": loop("a")}
    found, troubles = collected(written({**tree, "ben/train.py": loop("b")}, "zip", tmp_path), ONE)
    assert troubles == []
    assert [row[0] for row in rows(found)] == ["ana", "ben"]
