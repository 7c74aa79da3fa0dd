"""A key is one student's: names that can't be printed, or look alike, are told apart."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from handed_in import Tree, collected, loop, written
from test_hostile_submissions import posix

ONE = ("exercise-01",)
UNPRINTABLE: dict[str, list[str]] = {
    "latin-1": [os.fsdecode(b"Jos\xe9"), os.fsdecode(b"Jos\xe8"), "Jos\ufffd"],
    "gbk": [os.fsdecode(name.encode("gbk")) for name in ("王小明", "李小红", "张伟强")],
    "control": ["ana", "ana\x1c", "ana\x1d", "a\x01na", "a\x02na", "ana\x85"],
    "bidi": ["a\u202ena", "a\u202dna", "a\u200bna"],
    "spaces": ["ana li", "ana\u00a0li", "ana\u3000li", "ana li\u3000"],
    "long": ["x" * 90 + a + "y" * 40 for a in ("1", "2", "\u202e")],
    "digests": ["ana\u202e", "ana\ufffd-6fac041ffecb", "ana-6fac041ffecb"],
}
SCHEMES: dict[str, Callable[[str], str]] = {
    "folders": lambda name: f"{name}/train.py",
    "flat": lambda name: f"{name}_exercise-01.py",
    "moodle": lambda name: f"{name}_assignsubmission_file_/train.py",
    "github": lambda name: f"hw-submissions/hw-{name}/train.py",
    "github-strangers": lambda name: f"hw-submissions/{name}/train.py",
    "sections": lambda name: f"monday/{name}/train.py",
}


@posix
@pytest.mark.parametrize("form", ["folder", "tar", "tar.gz"])
@pytest.mark.parametrize("names", UNPRINTABLE.values(), ids=UNPRINTABLE)
@pytest.mark.parametrize("way", SCHEMES.values(), ids=SCHEMES)
def test_names_that_can_not_be_printed_stay_apart(
    way: Callable[[str], str], names: list[str], form: str, tmp_path: Path
) -> None:
    """Keys come from names as they are stored: each student has one, with their own work."""
    tree: Tree = {way(name): loop(str(n)) for n, name in enumerate(names)}
    beside = {way(name): loop(name) for name in ("kim", "lee", "moe", "noa", "oda", "pat", "quy")}
    found, troubles = collected(written({**tree, **beside}, form, tmp_path), ONE)
    assert troubles == []
    assert len({each.student.key for each in found}) == len(found) == len(names) + 7
    assert all(each.student.key.isprintable() and len(each.student.key) < 120 for each in found)
