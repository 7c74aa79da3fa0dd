"""Gradescope's metadata: what it tells is read, and what is wrong in it costs no more than that."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from handed_in import LOOP, collected, loop, written

from grader.classroom.metadata import Entry, moment, read_entries
from grader.classroom.tree import Refused

ONE = ("exercise-01",)
PEOPLE = """\
submission_1:
  :submitters:
  - :name: Ana
    :sid: '1'
    :email: ana@example.org
  :created_at: 2026-04-26 17:34:00 Z
"""


def entries_of(text: str | bytes) -> dict[str, Entry]:
    """What is read of a metadata file."""
    found: dict[str, Entry] = {}
    read_entries(text.encode() if isinstance(text, str) else text, "metadata.yml", found)
    return found


def bomb(depth: int) -> str:
    """Aliases of aliases: ten times as many values with each line."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for n in range(1, depth):
        lines.append(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]")
    return "\n".join([*lines, f"merged: {{<<: [*a{depth - 1}]}}", PEOPLE])


def test_aliases_cost_nothing(tmp_path: Path) -> None:
    """A hundred lines that stand for more values than there are atoms are read as a hundred."""
    assert entries_of(bomb(100))["submission_1"].submitters[0]["name"] == "Ana"


def test_a_text_may_be_an_alias() -> None:
    """Ruby writes a name that it has written before as an alias of it."""
    text = "s:\n  :submitters:\n  - :name: &1 Ana\n    :sid: *1\n    :email: *2\n"
    assert entries_of(text)["s"].submitters == ({"name": "Ana", "sid": "Ana", "email": ""},)


QUOTED = """\
submission_1:
  :results:
    tests:
    - output: 'Don''t worry, it just checks
        that.

'
      status: passed
  :submitters:
  - :sid: '1'
"""
SEVERAL = """\
---
submission_1:
  :submitters:
  - :sid: '1'
  :results:
    output: |+
      IndexError

...
submission_2:
  submitters:
  - sid: '2'
"""


@pytest.mark.parametrize("pure", [False, True])
def test_what_exports_are_known_for_is_read(pure: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quotes that close at the margin, several documents in one, and keys that are no symbols."""
    if pure:
        import yaml

        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert [s["sid"] for s in entries_of(QUOTED)["submission_1"].submitters] == ["1"]
    found = entries_of(SEVERAL)
    assert [found[f"submission_{n}"].submitters[0]["sid"] for n in (1, 2)] == ["1", "2"]


def test_values_are_text() -> None:
    """A number with zeros before it, a date or a tag is what was written, never built."""
    text = (
        "s:\n  :submitters:\n  - :name: !!python/object/apply:os.system ['x']\n    :sid: 0123\n"
        "    :email: 2026-01-01\n  - :name: !ruby/object:X yes\n    :sid: 1_0\n"
    )
    assert entries_of(text)["s"].submitters == (
        {"name": "", "sid": "0123", "email": "2026-01-01"},
        {"name": "yes", "sid": "1_0", "email": ""},
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("just text", id="text"),
        pytest.param("[1, 2]", id="a-list"),
        pytest.param("submission_1: 5", id="a-number"),
        pytest.param("submission_1:\n  :submitters: 5\n  :created_at: [1]", id="other-types"),
        pytest.param("submission_1:\n  :submitters: [a, [b], {c: d}, {? [e] : f}]", id="people"),
        pytest.param("? {a: b}\n: {c: d}", id="a-key-that-is-a-mapping"),
    ],
)
def test_what_tells_nothing_is_read_as_such(text: str) -> None:
    """Values of other types than Gradescope's are left out."""
    assert all(not any(s.values()) for e in entries_of(text).values() for s in e.submitters)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PEOPLE + "submission_2: [", id="cut-off"),
        pytest.param(PEOPLE + "submission_2: " + "[" * 10_000, id="deep"),
        pytest.param(PEOPLE + "submission_2: " + "{a: " * 5000, id="deep-mappings"),
        pytest.param(PEOPLE + "\tx: 1", id="a-tab"),
        pytest.param(PEOPLE.encode() + b"\xff\xfe", id="bad-bytes"),
        pytest.param(PEOPLE + "a: \x00", id="a-zero"),
    ],
)
@pytest.mark.parametrize("pure", [False, True])
def test_what_stands_before_the_damage_counts(
    text: str | bytes, pure: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told once, and the others are named after their folders: no work is lost."""
    if pure:
        import yaml

        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    tree = {"submission_1/train.py": LOOP, "submission_2/train.py": LOOP}
    place = written({**tree, "submission_metadata.yml": text}, "zip", tmp_path)
    found, (trouble,) = collected(place, ONE)
    assert '"class.zip/submission_metadata.yml"' in trouble.reason and trouble.hint
    keys = {each.student.key for each in found}
    assert "submission_2" in keys and len(keys) == 2


def test_a_submission_without_people_keeps_its_folder(tmp_path: Path) -> None:
    """Where nobody is named, or by nothing that tells them apart, the folder is the key."""
    told = "submission_1:\n  :submitters: []\nsubmission_2:\n  :submitters:\n  - :sid:\n"
    tree = {"submission_1/train.py": loop("1"), "submission_2/train.py": loop("2")}
    found, troubles = collected(
        written({**tree, "submission_metadata.yml": told}, "folder", tmp_path), ONE
    )
    assert [each.student.key for each in found] == ["submission_1", "submission_2"]
    assert troubles == []


TIMES = {
    "2026-04-26 17:34:00.861687000 Z": datetime(2026, 4, 26, 17, 34, 0, 861687, UTC),
    "2018-07-01T14:22:32.3-07:00": datetime(
        2018, 7, 1, 14, 22, 32, 300000, timezone(timedelta(hours=-7))
    ),
    "2018-07-01 14:22:32 +0530": datetime(
        2018, 7, 1, 14, 22, 32, 0, timezone(timedelta(minutes=330))
    ),
    "2018-07-01 14:22:32": None,
    "2018-13-01 14:22:32 Z": None,
    "2018-07-01 14:22:32 +99:00": None,
    "0000-00-00 00:00:00 Z": None,
    "2018-07-01": None,
    "yesterday": None,
    "": None,
}


@pytest.mark.parametrize(("text", "time"), TIMES.items())
def test_only_a_time_with_its_zone_is_one(text: str, time: datetime | None) -> None:
    """A time without a zone could be off by a day: it is none."""
    assert moment(text) == time


def test_a_large_class_is_read_in_bounded_depth() -> None:
    """Reading does not go deeper with what it reads."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(200)
    try:
        found = entries_of("".join(PEOPLE.replace("_1", f"_{n}") for n in range(300)))
    finally:
        sys.setrecursionlimit(limit)
    assert len(found) == 300


def test_metadata_that_breaks_off_says_where() -> None:
    """The line is told, for whoever has changed it by hand."""
    with pytest.raises(Refused, match="from line 8 on"):
        entries_of(PEOPLE + "submission_2: [")


def test_who_is_named_without_a_submission_is_told(tmp_path: Path) -> None:
    """Each person in the metadata is in what comes out, once; who has another one is there."""
    more = "".join(
        f"submission_{n}:\n  :submitters:\n  - :name: {who}\n    :sid: '{who}'\n"
        for n, who in [*enumerate([f"Ben {n}" for n in range(40)], 2), (50, "Ben 7")]
    )
    again = PEOPLE.replace("submission_1", "submission_99")
    tree = {"submission_1/train.py": LOOP, "submission_metadata.yml": PEOPLE + more + again}
    (found,), troubles = collected(written(tree, "zip", tmp_path), ONE)
    assert found.student.name == "Ana"
    told = [t.student.name for t in troubles if t.student is not None]
    assert told == [f"Ben {n}" for n in range(40)]
    assert all("handed in nothing" in t.reason and "Gradescope" in t.hint for t in troubles)


@pytest.mark.parametrize("metadata", [None, "", "a: b\n", "submission_1: [\n\t", "- 1\n"])
def test_without_metadata_it_is_told_once_that_names_are_not_known(
    metadata: str | None, tmp_path: Path
) -> None:
    """And how to get them; what was handed in is graded by the submission's number."""
    tree = {f"submission_{n}/train.py": LOOP for n in range(9)}
    more = {} if metadata is None else {"submission_metadata.yml": metadata}
    found, (trouble,) = collected(written({**tree, **more}, "folder", tmp_path), ONE)
    assert [each.student.key for each in found] == [f"submission_{n}" for n in range(9)]
    assert trouble.student is None
    assert "names are not known" in trouble.reason or "can't be read" in trouble.reason
    assert "xport" in trouble.hint
