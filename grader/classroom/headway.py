"""How far the grading of a class is: counts that grow while it goes on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from grader.classroom.ledger import Entry
from grader.errors import GraderError
from grader.verdict import Verdict


@dataclass
class Headway:
    """What has been judged so far, of `total`; `known` were judged by an earlier run.

    `failed` counts attempts, `errors` has what the grader itself failed at.
    """

    total: int = 0
    known: int = 0
    passed: int = 0
    failed: int = 0
    errors: dict[Entry, GraderError] = field(default_factory=dict)
    codes: Counter[str] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        """How many were tried in this run."""
        return self.passed + self.failed + len(self.errors)

    def count(self, entry: Entry, answer: Verdict | GraderError) -> None:
        """One more."""
        if isinstance(answer, GraderError):
            self.errors[entry] = answer
        elif answer.passed:
            self.passed += 1
        else:
            self.failed += 1
            self.codes[answer.diagnosis.code if answer.diagnosis else "no diagnosis"] += 1
