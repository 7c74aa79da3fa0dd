"""Verdicts as other systems take them, and what a student's text can't do to them."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import pytest
import results
from conftest import COURSE, ROOT, Grade

from grader.errors import GraderError
from grader.exercise import load
from grader.points import Graded, graded
from grader.render import github_classroom
from grader.render.results import FORMATS
from grader.verdict import CheckResult, Diagnosis, Verdict

DOC = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
FOUND = Diagnosis(
    "zero-grad-missing",
    "Nobody empties .grad",
    "Step 2 used the sum of batches 1 and 2.",
    2,
    "Who empties it?",
)
CHECKS = (
    CheckResult("runs", "passed", "train() runs to its end"),
    CheckResult("gradients-correct", "failed", "Each gradient is right", "2.0", "1.0", "2.0"),
    CheckResult("loss", "skipped", "Final loss is below 0.5"),
)
FAILED = Verdict(
    "exercise-06",
    "train.py",
    "failed",
    title="Gradients that pile up",
    checks=CHECKS,
    diagnosis=FOUND,
    output="epoch 1\n",
    seconds=1.5,
    sandbox=("own process",),
    unprotected=("Landlock",),
    source="def train():\n    loss.backward()\n",
)
PASSED = replace(
    FAILED,
    status="passed",
    diagnosis=None,
    checks=tuple(replace(check, status="passed") for check in CHECKS),
)
BROKEN = replace(FAILED, status="error", diagnosis=None, error={"message": "The disk is full."})
READERS = {
    "junit": results.junit,
    "gradescope": results.gradescope,
    "github-classroom": results.classroom,
    "prairielearn": results.prairielearn,
}
SERVICES = [name for name in FORMATS if name != "junit"]
# What a student could print, raise, or call a file, to be taken for something else.
HOSTILE = [
    pytest.param("]]></system-out></testcase><testcase name='free'/>", id="xml"),
    pytest.param("<!DOCTYPE x [<!ENTITY a 'b'>]>&a;&#0;&lt;", id="entities"),
    pytest.param(
        "\x00\x01\x0b\x0c\x1b[31mred\x1b]8;;http://x\x07 \ud800 \ufffe\uffff", id="illegal"
    ),
    pytest.param("\n::error file=a::b\r::set-output name=result::x\n##[error]c", id="commands"),
    pytest.param('\nresult=e30=\n{"score": 10, "tests": []}\n', id="results"),
    pytest.param("</pre><script>alert(1)</script>\n\n# <b>", id="html"),
    pytest.param("\u202eabc\u2066 \x85::error::x\u2028::error::y", id="bidi"),
]


def worth(verdict: Verdict, points: float | None = 0.0) -> Graded:
    """The verdict with these points of ten."""
    return Graded(verdict, points, 10.0)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("verdict", [FAILED, PASSED], ids=["failed", "passed"])
def test_each_format_is_what_its_reader_takes(form: str, verdict: Verdict) -> None:
    """Every format has the documented keys, types and words, and no others."""
    READERS[form](FORMATS[form]([worth(verdict)]))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_students_text_forges_nothing(form: str, text: str) -> None:
    """Output, messages, code and file names change no score, no structure, and begin no command."""
    found = replace(FOUND, title=text, message=text, hint=text)
    checks = (*CHECKS, CheckResult("accuracy", "failed", text, text, text, text))
    verdict = replace(
        FAILED, file=text, output=text, diagnosis=found, checks=checks, source=f"{text}\n{text}"
    )
    written = FORMATS[form]([worth(verdict)])
    result = READERS[form](written)
    assert "\x1b" not in written
    assert "\\u001b" not in written
    assert "\\ud800" not in written
    if form == "junit":
        assert [case.attrib["name"] for case in result.iter("testcase")] == [
            *(check.name for check in checks)
        ]
    elif form == "github-classroom":
        assert results.commands(results.reported(result)) == []
        assert (result["status"], sum(test["score"] for test in result["tests"])) == ("fail", 0)
    else:
        assert result["score"] == 0


@pytest.mark.parametrize("form", FORMATS)
def test_the_diagnosis_says_where_and_what(form: str) -> None:
    """The code, the line of the file and the question are in each format, or beside it."""
    written = FORMATS[form]([worth(FAILED)])
    if form == "github-classroom":
        (whole, *_) = results.classroom(written)["tests"]
        assert whole["message"] == "zero-grad-missing, line 2: Nobody empties .grad."
        assert (whole["filename"], whole["line_no"]) == ("train.py", 2)
        written = github_classroom.summary([worth(FAILED)])
    for words in ("zero-grad-missing", "train.py:2", "loss.backward()", "Who empties it?"):
        assert words in written


@pytest.mark.parametrize("form", SERVICES)
def test_the_graders_own_failure_is_no_zero(form: str) -> None:
    """Where the grader failed there is no result to be taken for one; only JUnit knows errors."""
    with pytest.raises(GraderError, match=r"exercise-06 was not judged: The disk is full\."):
        FORMATS[form]([worth(PASSED, 10.0), worth(BROKEN, None)])
    (case,) = results.junit(FORMATS["junit"]([worth(BROKEN, None)])).iter("testcase")
    assert case.find("error") is not None


def test_points_are_all_or_nothing() -> None:
    """Without weights each service is told the whole exercise's points, and none for a check."""
    passed, failed = [worth(PASSED, 10.0)], [worth(FAILED)]
    assert results.gradescope(FORMATS["gradescope"](passed))["score"] == 10.0
    assert not any("score" in t for t in results.gradescope(FORMATS["gradescope"](passed))["tests"])
    for each, score in ((passed, 1.0), (failed, 0.0)):
        result = results.prairielearn(FORMATS["prairielearn"](each))
        assert result["score"] == score
        # It shows this sum beside the score.
        assert sum(test["points"] for test in result["tests"]) == 10 * score
        assert sum(test["max_points"] for test in result["tests"]) == 10
    classroom = results.classroom(FORMATS["github-classroom"](passed))
    assert [test["score"] for test in classroom["tests"]] == [10, 0, 0, 0]
    assert classroom["max_score"] == 10


def test_weights_give_checks_points() -> None:
    """With weights, a check that passed has its points, and the scores agree with the whole."""
    exercise = replace(load(COURSE.folder("exercise-06")), weights={"runs": 1, "loss": 3}, points=6)
    each = [graded(exercise, FAILED)]
    gradescope = results.gradescope(FORMATS["gradescope"](each))
    scores = {t["name"]: (t["score"], t["max_score"]) for t in gradescope["tests"] if "score" in t}
    assert scores == {"train() runs to its end": (1.5, 1.5), "Final loss is below 0.5": (0.0, 4.5)}
    assert gradescope["score"] == 1.5
    prairielearn = results.prairielearn(FORMATS["prairielearn"](each))
    assert prairielearn["score"] == 0.25
    assert sum(test["points"] for test in prairielearn["tests"]) == 1.5
    classroom = results.classroom(FORMATS["github-classroom"](each))
    assert sum(test["score"] for test in classroom["tests"]) == 1  # whole points alone are known


@pytest.mark.parametrize("output", ["\U0001f600" * 64_000, "\ufffd\n" * 64_000, "\ud800" * 64_000])
@pytest.mark.parametrize("form", ["prairielearn", "github-classroom"])
def test_a_result_has_bounds(form: str, output: str) -> None:
    """Whatever is printed, raised or written, a result stays within what its reader takes."""
    found = replace(FOUND, message=output, hint=output, title=output)
    checks = tuple(replace(check, message=output, expected=output) for check in CHECKS) * 3
    verdict = replace(FAILED, output=output, diagnosis=found, checks=checks, source=output)
    READERS[form](FORMATS[form]([worth(verdict)]))


@pytest.mark.parametrize("code", ["syntax-error", "too-large", "train-missing"])
def test_what_was_not_run_is_not_gradable(code: str) -> None:
    """An attempt that is no Python text costs no attempt on PrairieLearn, and says why."""
    verdict = replace(FAILED, diagnosis=replace(FOUND, code=code), sandbox=())
    result = results.prairielearn(FORMATS["prairielearn"]([worth(verdict)]))
    assert result["gradable"] is False
    (reason,) = result["format_errors"]
    assert reason.startswith(f"{code}, line 2: Nobody empties .grad. Step 2 used")
    assert "loss.backward()" in result["output"]


def test_junit_tells_a_mistake_once() -> None:
    """The first failed check has the report, those after it what they found themselves."""
    again = CheckResult("accuracy", "failed", "Accuracy", "", "0.8", "0.4")
    verdict = replace(FAILED, checks=(*CHECKS, again))
    root = results.junit(FORMATS["junit"]([worth(verdict)]))
    first, second = root.iter("failure")
    assert "Nobody empties .grad" in str(first.text)
    assert second.text == "expected  0.8\nfound     0.4"
    assert root.findtext("testsuite/testcase/system-out") == "epoch 1"
    values = {p.attrib["name"]: p.attrib["value"] for p in root.iter("property")}
    assert (values["points"], values["max_points"], values["code"], values["unprotected"]) == (
        "0.0", "10.0", "zero-grad-missing", "Landlock"
    )  # fmt: skip


def test_a_failed_bonus_has_cases_of_its_own() -> None:
    """The experiment's checks are cases beside the exercise's, by another class's name."""
    root = results.junit(FORMATS["junit"]([worth(replace(PASSED, bonus=FAILED), 10.0)]))
    assert [case.attrib["classname"] for case in root.iter("testcase")] == [
        *["exercise-06"] * 3, *["exercise-06.bonus"] * 3
    ]  # fmt: skip


def test_a_real_verdict_in_each_format(grade_file: Grade) -> None:
    """The stub's verdict, graded for good, is what each reader takes."""
    exercise = load(COURSE.folder("exercise-01"))
    stub = graded(exercise, grade_file(exercise.train_file))
    for form, render in FORMATS.items():
        result = READERS[form](written := render([stub]))
        assert "backward-missing" in (str(result) if form == "github-classroom" else written)
    (shown,) = re.findall(r"^```text\n(.*?)^```", DOC, re.M | re.S)
    assert shown in results.gradescope(FORMATS["gradescope"]([stub]))["output"]


def test_a_whole_course_is_one_result() -> None:
    """Of several exercises the points add up, and each check is told with its exercise's name."""
    two = [worth(PASSED, 10.0), Graded(replace(FAILED, exercise="exercise-07"), 0.0, 30.0)]
    gradescope = results.gradescope(FORMATS["gradescope"](two))
    assert gradescope["score"] == 10.0
    assert {test["name"][:13] for test in gradescope["tests"]} == {"exercise-06: ", "exercise-07: "}
    assert results.prairielearn(FORMATS["prairielearn"](two))["score"] == 0.25
    classroom = results.classroom(FORMATS["github-classroom"](two))
    assert (classroom["status"], classroom["max_score"]) == ("fail", 40)
    assert len(results.junit(FORMATS["junit"](two)).findall("testsuite")) == 2


@pytest.mark.parametrize("form", FORMATS)
def test_the_commands_words_leave_the_result_empty(form: str) -> None:
    """What the command itself has to say goes to standard error, so that no reader takes it."""
    result = subprocess.run(
        [sys.executable, "-m", "grader", "exercise-99", "--format", form],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert (result.returncode, result.stdout) == (2, "")
    assert "exercise-99" in result.stderr


@pytest.mark.slow
def test_the_command_prints_the_file() -> None:
    """`grade exercise-01 --format junit` prints a file that an XML parser reads, in UTF-8."""
    result = subprocess.run(
        [sys.executable, "-m", "grader", "exercise-01", "--solution", "--format", "junit"],
        cwd=ROOT, capture_output=True,
    )  # fmt: skip
    (suite,) = results.junit(result.stdout.decode())
    assert (result.returncode, suite.attrib["failures"]) == (0, "0")
