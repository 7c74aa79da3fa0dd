"""Each code has a page, and what a page shows is true: its examples are graded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import HURRIED, NO_PATH, Grade

from grader.ends import EXPLANATIONS
from grader.misconceptions import all_misconceptions, all_remarks
from grader.pages import SECTIONS, Example, codes, page
from grader.verdict import Finding, Verdict

EXAMPLES = ("The smallest example", "Write instead")
# Codes whose mistake can't be shown by a short loop, and why.
WITHOUT_EXAMPLE: dict[str, str] = {
    "killed": "which signals there are depends on the system",
    "too-many-processes": "where the system enforces the limit first, the loop raises",
    "too-large": "it would be thousands of lines long",
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


# A sample will do by default: each example is a run of its own.
SHOWN = [
    pytest.param(code, marks=[pytest.mark.slow] if number % 5 else [])
    for number, code in enumerate(sorted({*codes()} - {*WITHOUT_EXAMPLE}))
]


@pytest.fixture(scope="session")
def graded(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    grade_file: Grade,
    hurried: Grade,
) -> Iterator[Callable[[str, str], Verdict]]:
    """The verdict on the example in a section of a page, graded once, two at a time."""
    folder = tmp_path_factory.mktemp("pages")
    collected = {
        getattr(item, "callspec", NO_PATH).params["shown"]
        for item in request.session.items
        if isinstance(item, pytest.Function)
        and "shown" in getattr(item, "callspec", NO_PATH).params
    }

    def verdict(code: str, section: str) -> Verdict:
        found = example(code, section)
        path = folder / code / section.replace(" ", "-") / found.exercise / "train.py"
        path.parent.mkdir(parents=True)
        path.write_text(found.text, encoding="utf-8")
        return (hurried if code in HURRIED else grade_file)(path)

    with ThreadPoolExecutor(max_workers=2) as pool:
        waiting = {(c, s): pool.submit(verdict, c, s) for c in sorted(collected) for s in EXAMPLES}
        yield lambda code, section: waiting[code, section].result()


def example(code: str, section: str) -> Example:
    """The example in a section of a page."""
    found = page(code)
    assert found is not None
    shown = found.example(section)
    assert shown is not None
    return shown


@pytest.mark.parametrize("code", sorted(WITHOUT_EXAMPLE))
def test_a_page_without_examples_says_so(code: str) -> None:
    """Where there is nothing to grade, no block claims to be an exercise's."""
    found = page(code)
    assert found is not None
    assert not any(found.example(section) for section in EXAMPLES)


@pytest.mark.parametrize("shown", SHOWN)
def test_the_wrong_example_of_a_page_is_wrong(
    shown: str, graded: Callable[[str, str], Verdict]
) -> None:
    """It gets exactly the page's code, at its mark."""
    said = [f for f in findings(graded(shown, EXAMPLES[0])) if f.code == shown]
    assert said, "the wrong example has another diagnosis"
    line = example(shown, EXAMPLES[0]).line
    assert line is None or said[0].line == line


@pytest.mark.parametrize("shown", SHOWN)
def test_the_right_example_of_a_page_is_right(
    shown: str, graded: Callable[[str, str], Verdict]
) -> None:
    """It passes, and has no remark of the page's code."""
    verdict = graded(shown, EXAMPLES[1])
    assert verdict.passed, verdict.diagnosis
    assert shown not in [remark.code for remark in verdict.remarks]


def findings(verdict: Verdict) -> list[Finding]:
    """What a verdict says: of a failed attempt its diagnosis, of a passed one its remarks."""
    return [verdict.diagnosis] if verdict.diagnosis else [*verdict.remarks]
