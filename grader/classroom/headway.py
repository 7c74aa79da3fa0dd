"""How far the grading of a class is: counts that grow while it goes on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from grader.errors import GraderError
from grader.verdict import Verdict


@dataclass
class Headway:
    """What has been judged so far, of `total`; `known` were judged by an earlier run."""

    total: int = 0
    known: int = 0
    passed: int = 0
    failed: int = 0
    errors: int = 0
    codes: Counter[str] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        """How many were tried in this run."""
        return self.passed + self.failed + self.errors

    def count(self, verdict: Verdict | GraderError) -> None:
        """One more."""
        if isinstance(verdict, GraderError) or verdict.status == "error":
            self.errors += 1
        elif verdict.status == "passed":
            self.passed += 1
        else:
            self.failed += 1
            self.codes[verdict.diagnosis.code if verdict.diagnosis else "no diagnosis"] += 1
