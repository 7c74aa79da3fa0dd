"""Files are named as people name them: for which exercise they are, and whose."""

from __future__ import annotations

from pathlib import Path

import pytest
from handed_in import LOOP, collected, loop, written

ONE = ("exercise-01",)


@pytest.mark.parametrize(
    ("name", "exercise"),
    [
        ("ex01", "exercise-01"),
        ("ex1", "exercise-01"),
        ("EX-1", "exercise-01"),
        ("Ex 1 - the loop", "exercise-01"),
        ("my_ex_02_final", "exercise-02"),
        ("ex\uff11", "exercise-01"),
        ("hex10", None),
        ("ex1a", None),
        ("vertex1", None),
        ("exam1", None),
        ("ex1 and ex2", None),
    ],
)
def test_exercises_may_be_shortened(name: str, exercise: str | None, tmp_path: Path) -> None:
    """As people write them, but not within other words."""
    place = written({f"ana/{name}.py": LOOP, f"ben/{name}/train.py": LOOP}, "folder", tmp_path)
    found, troubles = collected(place)
    assert [each.exercise for each in found] == ([exercise] * 2 if exercise else [])
    assert len(troubles) == (0 if exercise else 2)
    assert all("--exercise exercise-01" in trouble.hint for trouble in troubles)


@pytest.mark.parametrize("word", ["task", "ex"])
def test_a_courses_own_word_is_the_one_that_counts(word: str, tmp_path: Path) -> None:
    """Where exercises are called otherwise, "ex1" is none, or is just that."""
    course = (f"{word}-01", f"{word}-02")
    place = written({"ana/ex1.py": LOOP, f"ben/{word}2.py": LOOP}, "folder", tmp_path)
    found, _ = collected(place, (), course)
    assert [each.exercise for each in found] == [*(["ex-01"] if word == "ex" else []), f"{word}-02"]


@pytest.mark.parametrize(
    "name", ["ANA (1)_exercise-01", "ana(2) exercise-01", "ana_exercise-01 (3)", "ana (4)_train"]
)
def test_the_number_of_a_copy_is_no_part_of_a_name(name: str, tmp_path: Path) -> None:
    """Browsers put it behind what they have downloaded before."""
    tree = {f"{name}.py": loop("2"), "ana_train.py": loop("1")}
    found, troubles = collected(written(tree, "folder", tmp_path), ONE)
    assert troubles == []
    assert {each.student.key for each in found} == {"ana"}
