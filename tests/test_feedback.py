"""What a student is handed back: complete, harmless, and about nobody else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from gradebooks import ANA, COLUMNS, mark
from test_html import FAILED, Page, poisoned

from grader.render import feedback
from grader.verdict import Verdict

FOUND = replace(FAILED, file="/home/prof/spring/class.zip/ana/train.py")
CRASHED = Verdict(
    "exercise-01",
    "/home/prof/train.py",
    "error",
    error={"kind": "grader", "message": "/home/prof has no room", "hint": "ask prof"},
)


def all_of(verdict: Verdict) -> tuple[str, str, str]:
    """All three forms."""
    return feedback.text(verdict), feedback.json(verdict), feedback.html(verdict)


def test_the_text_is_the_terminal_s_report() -> None:
    """Checks, place and reason are there, at 80 columns, without an escape."""
    text = feedback.text(FOUND)
    assert "backward-missing: Nothing goes backward\n  train.py:2\n" in text
    assert "in your file" in text
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_points_attempt_and_time_come_first() -> None:
    """A student sees what the attempt is worth, and which one it is."""
    told = "10 of 10 points, attempt 2, handed in 2026-03-02 14:00+00:00, late"
    handed = mark(ANA, attempt=2, late=True)
    assert feedback.text(FOUND, handed, COLUMNS[0]).startswith(told)
    assert told in Page(feedback.html(FOUND, handed, COLUMNS[0])).words


def test_the_json_is_the_verdict() -> None:
    """One object on one line, as `--format json` prints it."""
    text = feedback.json(FOUND)
    assert json.loads(text)["diagnosis"]["code"] == "backward-missing"
    assert text.count("\n") == 1


def test_the_page_has_the_report_and_asks_for_nothing() -> None:
    """One file, closed, whose policy allows nothing but its own styles."""
    html = feedback.html(FOUND, mark(ANA), COLUMNS[0])
    page = Page(html)
    assert page.open == []
    assert "FAIL Every gradient expected: a gradient found: none" in page.words
    assert "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'" in html
    assert not re.search(r"<(script|link|img|iframe)|https?:|src=|url\(|href=", html)


def test_nothing_of_the_instructor_s_machine_is_told() -> None:
    """Neither folders nor the state of the sandbox reach a student."""
    verdict = replace(FOUND, unprotected=("landlock",), sandbox=("seccomp",))
    for form in all_of(verdict):
        assert not re.search("prof|class.zip|landlock|seccomp|grade doctor", form)


def test_the_grader_s_own_failure_is_told_without_its_words() -> None:
    """A student learns that it is no grade, and no path of the instructor's."""
    for form in all_of(CRASHED):
        assert "not your fault" in form.replace("\n", " ")
        assert "prof" not in form


def test_no_file_of_the_instructor_s_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the source is not known, a file of the same name is not shown in its place."""
    (tmp_path / "train.py").write_text("one\nanother's secret\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for form in all_of(replace(FOUND, file="train.py", source="", bonus=None)):
        assert "secret" not in form


@pytest.mark.parametrize("poison", ["<script>alert(1)</script>", "</main></style>", "{{ 7 * 7 }}"])
def test_nothing_that_is_told_becomes_markup(poison: str) -> None:
    """With markup in every text and in the name, the tags of the page are the same."""
    hostile = mark(replace(ANA, name=poison * 3))
    clean = [tag for tag, _ in Page(feedback.html(FOUND, mark(ANA))).tags]
    page = feedback.html(poisoned(FOUND, poison), hostile)
    assert [tag for tag, _ in Page(page).tags] == clean


def test_any_bytes_can_be_written() -> None:
    """What was no text in a file's name or in the output is replaced, not raised."""
    for form in all_of(replace(FOUND, output="a\ud800b", file="\udcff.py")):
        form.encode("utf-8")
