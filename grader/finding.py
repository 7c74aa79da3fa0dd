"""A finding made ready to be shown: its place in the line, its counts, and why it matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader import pages
from grader.source import Source
from grader.spans import columns
from grader.verdict import Diagnosis, Finding
from grader.words import agreeing


def finished(finding: Finding, source: Source) -> Finding:
    """The finding with counts that agree with their nouns, and the part of its line."""
    return replace(
        finding,
        message=agreeing(finding.message),
        columns=columns(source, finding.line, finding.code),
    )


def diagnosis(findings: Sequence[Finding], source: Source) -> Diagnosis:
    """The first of the findings with why it matters, and the others after it."""
    first, *also = (finished(finding, source) for finding in findings)
    page = pages.page(first.code)
    return Diagnosis(**{**vars(first), "also": tuple(also)}, why=page.why if page else "")
