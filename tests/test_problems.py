"""Verdicts as an editor and a workflow read them, and what student-controlled text can't do."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import COURSE, ROOT, Grade

from grader.render.problems import gcc, github
from grader.verdict import CheckResult, Diagnosis, Finding, Verdict

DOC = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
TASKS = json.loads(re.findall(r"^```json\n(.*?)^```", DOC, re.M | re.S)[0])
PATTERN = TASKS["tasks"][0]["problemMatcher"]["pattern"]
MATCHER = re.compile(PATTERN["regexp"])

FOUND = Diagnosis(
    "zero-grad-missing",
    "Nobody empties .grad",
    "Step 2 used the sum of batches 1 and 2.",
    14,
    "Who empties it?",
    columns=(9, 24),
)
FAILED = Verdict("exercise-06", "exercises/exercise-06/train.py", "failed", diagnosis=FOUND)
PASSED = Verdict("exercise-06", "train.py", "passed", title="Gradients that pile up")
# What a file's name or a raised message could try.
HOSTILE = [
    pytest.param("a\n::error::b", id="newline"),
    pytest.param("a\r::error::b", id="carriage-return"),
    pytest.param("a\r\n::set-output name=x::y", id="both"),
    pytest.param("a\x85::error::b\u2028::error::c\x0b::error::d\x1c::e", id="odd-line-ends"),
    pytest.param("::error::b", id="first"),
    pytest.param("  ::stop-commands::x", id="first-after-spaces"),
    pytest.param("##[error]b ##[stop-commands]x ####[error]", id="old-command"),
    pytest.param("a%0A::error::b,line=1::c", id="escaped"),
    pytest.param("\x1b[31mred\x1b]8;;http://x\x07", id="escape-codes"),
]


def matched(text: str) -> list[dict[str, str]]:
    """What the documented matcher reads, by the names that it gives the groups."""
    names = ("file", "line", "column", "severity", "code", "message")
    found = filter(None, map(MATCHER.match, text.splitlines()))
    return [{name: m[PATTERN[name]] for name in names} for m in found]


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Each line as GitHub's runner reads it: the command, its properties, its message."""
    found = []
    for line in text.split("\n"):
        command = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
        assert command, line
        pairs = (pair.partition("=") for pair in command[2].split(","))
        properties = {key: unescaped(value) for key, _, value in pairs}
        found.append((command[1], properties, unescaped(command[3])))
    return found


def unescaped(text: str) -> str:
    """What the runner makes of an escaped text; what is escaped last is undone last."""
    for escape, meant in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(escape, meant)
    return text


def test_a_diagnosis_is_an_error_at_its_place() -> None:
    """A diagnosis is one line that the documented matcher reads whole."""
    assert matched(gcc([FAILED])) == [
        {
            "file": "exercises/exercise-06/train.py",
            "line": "14",
            "column": "9",
            "severity": "error",
            "code": "zero-grad-missing",
            "message": "Nobody empties .grad. Step 2 used the sum of batches 1 and 2.",
        }
    ]


def test_what_came_with_it_is_a_warning_and_a_remark_a_note() -> None:
    """Only the diagnosis is an error; each finding has a line of its own."""
    with_more = replace(FOUND, also=(Finding("epochs-short", "Too few epochs", "3 of 10.", 5),))
    verdict = replace(
        FAILED, diagnosis=with_more, remarks=(Finding("graph-kept", "A graph is kept", "Always."),)
    )
    severities = [(m["severity"], m["code"], m["line"]) for m in matched(gcc([verdict]))]
    assert severities == [
        ("error", "zero-grad-missing", "14"),
        ("warning", "epochs-short", "5"),
        ("note", "graph-kept", "1"),
    ]
    assert [name for name, _, _ in commands(github([verdict]))] == ["error", "warning", "warning"]


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        pytest.param(
            replace(FAILED, diagnosis=replace(FOUND, line=None, columns=None)),
            "zero-grad-missing",
            id="no-line",
        ),
        pytest.param(
            replace(
                FAILED,
                diagnosis=None,
                checks=(CheckResult("loss", "failed", "The loss is low", "0.9 is not below 0.5"),),
            ),
            "loss",
            id="no-diagnosis",
        ),
        pytest.param(replace(FAILED, diagnosis=None), "failed", id="nothing-known"),
    ],
)
def test_a_failure_without_a_line_stands_at_line_1(verdict: Verdict, code: str) -> None:
    """No verdict that failed is silent, in either format."""
    (problem,) = matched(gcc([verdict]))
    assert (problem["line"], problem["column"], problem["severity"]) == ("1", "1", "error")
    assert problem["code"] == code
    ((name, properties, _),) = commands(github([verdict]))
    assert (name, properties["line"]) == ("error", "1")


def test_a_failed_bonus_is_an_error_though_the_exercise_passed() -> None:
    """The experiment's diagnosis is told, and nothing says passed."""
    verdict = replace(PASSED, bonus=FAILED)
    assert [m["code"] for m in matched(gcc([verdict]))] == ["zero-grad-missing"]
    assert "passed" not in gcc([verdict]) + github([verdict])


def test_a_pass_is_told_and_marks_nothing() -> None:
    """A pass is a line that no matcher takes for a problem, and a notice."""
    assert gcc([PASSED]) == "exercise-06: passed"
    assert matched(gcc([PASSED])) == []
    ((name, properties, message),) = commands(github([PASSED]))
    assert (name, properties["file"], message) == ("notice", "train.py", "Gradients that pile up")


def test_an_annotation_says_where_and_what() -> None:
    """A workflow command has the place, the title and the whole message."""
    name, properties, message = commands(github([FAILED]))[0]
    assert name == "error"
    assert properties == {
        "file": "exercises/exercise-06/train.py",
        "line": "14",
        "col": "9",
        "endColumn": "24",
        "title": "zero-grad-missing: Nobody empties .grad",
    }
    assert message == "Step 2 used the sum of batches 1 and 2.\nWho empties it?"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_students_text_stays_inside_its_line(text: str) -> None:
    """A file's name and a message add no line, no annotation, and no command to either format."""
    verdict = replace(
        FAILED, file=text, diagnosis=replace(FOUND, title=text, message=text, hint=text)
    )
    for_editors, for_github = gcc([verdict]), github([verdict])
    assert len(for_editors.splitlines()) == len(for_github.splitlines()) == 1
    assert not for_editors.lstrip().startswith("::")
    assert "##[" not in for_editors
    assert "\x1b" not in for_editors + for_github
    assert [m["code"] for m in matched(for_editors)] == ["zero-grad-missing"]
    ((name, properties, _),) = commands(for_github)
    assert name == "error"
    assert set(properties) == {"file", "line", "col", "endColumn", "title"}


def test_escaping_is_undone_by_the_runner() -> None:
    """Percent signs, colons and commas arrive as they were written."""
    odd = "50%, of 100%25: a,b"
    verdict = replace(FAILED, file=odd, diagnosis=replace(FOUND, message=odd, hint=""))
    ((_, properties, message),) = commands(github([verdict]))
    assert (properties["file"], message) == (odd, odd)


def test_the_documented_matcher_reads_a_real_verdict(grade_file: Grade) -> None:
    """The matcher in docs/editors.md finds the stub's place in what is really printed."""
    (problem,) = matched(gcc([grade_file(COURSE.folder("exercise-01") / "train.py")]))
    stub = (COURSE.folder("exercise-01") / "train.py").read_text(encoding="utf-8").splitlines()
    assert Path(problem["file"]).parts[-2:] == ("exercise-01", "train.py")
    assert problem["code"] == "backward-missing"
    assert stub[int(problem["line"]) - 1][int(problem["column"]) - 1 :].startswith("loss =")


def test_what_a_loop_raises_is_one_problem(grade_file: Grade, tmp_path: Path) -> None:
    """A raised message with line ends and workflow commands in it is one line in both formats."""
    (tmp_path / "train.py").write_text(
        "def train(model, criterion, optimizer, loader, epochs):\n"
        "    print('::error::printed')\n"
        "    raise ValueError('x\\n::error file=a,line=1::y\\r\\n##[error]z')\n",
        encoding="utf-8",
    )
    verdict = grade_file(tmp_path / "train.py")
    assert [m["line"] for m in matched(gcc([verdict]))] == ["3"]
    assert len(gcc([verdict]).splitlines()) == 1
    assert [name for name, _, _ in commands(github([verdict]))] == ["error"]


@pytest.mark.parametrize("form", ["gcc", "github"])
@pytest.mark.parametrize("arguments", [["exercise-99"], []])
def test_what_is_no_verdict_goes_to_stderr(form: str, arguments: list[str]) -> None:
    """In the formats for machines, the grader's own words leave standard output empty."""
    result = subprocess.run(
        [sys.executable, "-m", "grader", *arguments, "--format", form],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert "grade: " in result.stderr
    assert "Traceback" not in result.stderr
