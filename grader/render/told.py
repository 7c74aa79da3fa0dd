"""A verdict in plain words, for reports that other programs read and show.

What a student's code or file name says is text here: without control characters, and bounded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from grader.errors import GraderError
from grader.points import Graded
from grader.render import text
from grader.verdict import CheckResult, Finding, Verdict

# How many characters of a line, a message, a report, and of what was printed are passed on.
MOST_IN_LINE, MOST_IN_MESSAGE, MOST_IN_REPORT, MOST_PRINTED = 500, 4_000, 20_000, 40_000
Found = TypeVar("Found", bound=Finding)


def judged(graded: Sequence[Graded]) -> Sequence[Graded]:
    """The same, where each was judged; GraderError where the grader failed, which is never a 0."""
    for each in graded:
        if each.points is None:
            told = (each.verdict.error or {}).get("message", "The grader failed.")
            hint = "There is no result: whatever reads one shows a failure of its own."
            raise GraderError(f"{each.verdict.exercise} was not judged: {told}", hint)
    return graded


def report(verdict: Verdict) -> str:
    """What the terminal shows of a verdict, without its checks, output and what to type next."""
    lines = text.written(lambda console: text.verdict(console, _shown(verdict), None))
    return bounded(re.sub(r"\n{3,}", "\n\n", lines).strip("\n"), MOST_IN_REPORT)


def _shown(verdict: Verdict) -> Verdict:
    """What is shown of it, with words of a length that is laid out at once."""
    found = verdict.diagnosis
    if found is not None:
        found = replace(_brief(found), also=tuple(map(_brief, found.also)))
    remarks = tuple(map(_brief, verdict.remarks))
    bonus = verdict.bonus and replace(_shown(verdict.bonus), checks=verdict.bonus.checks)
    cut = replace(verdict, checks=(), output="", unprotected=())
    return replace(cut, diagnosis=found, remarks=remarks, bonus=bonus)


def _brief(finding: Found) -> Found:
    return replace(
        finding,
        title=one_line(finding.title),
        message=bounded(finding.message, MOST_IN_MESSAGE),
        hint=bounded(finding.hint, MOST_IN_MESSAGE),
    )


def printed(verdict: Verdict) -> str:
    """What the student's code printed."""
    return bounded(text.plain(verdict.output).strip("\n"), MOST_PRINTED)


def found(check: CheckResult) -> str:
    """What came of a check that did not pass, in a few lines."""
    if check.status == "skipped":
        return "Skipped: it waits for the check that failed."
    told = [check.message]
    if check.expected:
        told = [f"expected  {check.expected}", f"found     {check.found}"]
    return bounded(text.plain("\n".join(told)).strip("\n"), MOST_IN_LINE)


def headline(verdict: Verdict) -> str:
    """The verdict in one line: what is wrong, by code, line and title, or that it passed."""
    if verdict.passed:
        return "Passed."
    finding = verdict.diagnosis or (verdict.bonus and verdict.bonus.diagnosis)
    if not finding:
        return "Not passed."
    where = f", line {finding.line}" if finding.line else ""
    return one_line(f"{finding.code}{where}: {finding.title}.")


def worth(graded: Graded) -> str:
    """The points in one line, and where they come from."""
    line = f"{graded.points or 0.0:g} of {graded.most:g} points"
    return line if graded.weights or graded.points else f"{line}: every check has to pass"


def one_line(words: str) -> str:
    """The words on one line."""
    return bounded(text.flowed(words), MOST_IN_LINE)


def inert(words: str) -> str:
    """The words on one line in which no runner of workflows finds a command."""
    return one_line(words).replace("##[", "## [").replace("::", ": :")


def bounded(words: str, most: int) -> str:
    """The words, cut off visibly where they are more than `most`; halves of characters are `?`."""
    words = words.encode("utf-8", "replace").decode()
    return words if len(words) <= most else f"{words[: most - 4]} ..."


def extra(graded: Graded) -> dict[str, object]:
    """What an instructor may want to sort by: the code, the line, and what protected the run."""
    verdict = graded.verdict
    return {
        "exercise": verdict.exercise,
        "code": verdict.diagnosis.code if verdict.diagnosis else None,
        "line": verdict.diagnosis.line if verdict.diagnosis else None,
        "remarks": [remark.code for remark in verdict.remarks],
        "sandbox": list(verdict.sandbox),
        "unprotected": list(verdict.unprotected),
    }
