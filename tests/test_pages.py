"""Each code has a page, and what a page shows is true: its examples are graded."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import HURRIED, Grade

from grader.ends import EXPLANATIONS
from grader.misconceptions import all_misconceptions, all_remarks
from grader.pages import SECTIONS, codes, page
from grader.verdict import Finding, Verdict

# Codes whose mistake can't be shown by a short loop, and why.
WITHOUT_EXAMPLE: dict[str, str] = {
    "killed": "which signals there are depends on the system",
    "too-many-processes": "where the system enforces the limit first, the loop raises",
    "too-large": "it would be a megabyte long",
    "given-changed": "it is about another file",
    "layers-unfit": "only the bonus experiment looks at LAYERS",
    "evidence-inconsistent": "no loop gets it that does not write a trace of its own",
    "threshold-missed": "every right loop of the course is good enough",
}


def test_each_code_has_a_page() -> None:
    """Whatever a verdict can say has a page, and no page is of something else."""
    found = {m.code for m in (*all_misconceptions(), *all_remarks())}
    ends = {e.code for e in EXPLANATIONS.values()}
    assert set(codes()) == found | ends | {"too-large", "given-changed"}


@pytest.mark.parametrize("code", codes())
def test_a_page_has_the_common_shape(code: str) -> None:
    """Title, a sentence, and the five sections in order, in lines that a terminal holds."""
    found = page(code)
    assert found is not None
    assert tuple(found.sections) == SECTIONS
    assert found.title and found.summary.endswith(".")
    assert 40 <= len(found.why) <= 300
    assert all(len(line) <= 100 for line in found.text.splitlines())
    assert "- " in found.sections["Read more"]


@pytest.mark.parametrize("code", codes())
def test_the_examples_of_a_page_are_true(
    code: str, tmp_path: Path, grade_file: Grade, hurried: Grade
) -> None:
    """The wrong example gets exactly this code at its mark, the right one passes."""
    found = page(code)
    assert found is not None
    wrong, right = (found.example(s) for s in ("The smallest example", "Write instead"))
    if code in WITHOUT_EXAMPLE:
        assert wrong is None
        return
    assert wrong is not None and right is not None

    def graded(text: str, exercise: str) -> Verdict:
        path = tmp_path / exercise / "train.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return (hurried if code in HURRIED else grade_file)(path)

    said = [f for f in findings(graded(wrong.text, wrong.exercise)) if f.code == code]
    assert said, "the wrong example has another diagnosis"
    assert wrong.line is None or said[0].line == wrong.line
    mended = graded(right.text, right.exercise)
    assert mended.passed
    assert code not in [remark.code for remark in mended.remarks]


def findings(verdict: Verdict) -> list[Finding]:
    """What a verdict says: of a failed attempt its diagnosis, of a passed one its remarks."""
    return [verdict.diagnosis] if verdict.diagnosis else [*verdict.remarks]
