"""The verdict as JUnit XML, in the form that pytest writes (`junit_family=xunit2`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from grader.points import Graded
from grader.render import told
from grader.verdict import CheckResult, Verdict

# XML has no way to write these, not even escaped.
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(graded: Sequence[Graded]) -> str:
    """A suite for each exercise with a case for each check; points are properties of the suite."""
    root = ET.Element("testsuites", name="gradlings")
    for each in graded:
        root.append(_suite(each))
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}'


def _suite(graded: Graded) -> ET.Element:
    verdict = graded.verdict
    cases = [*_cases(verdict, verdict.exercise)]
    if verdict.bonus is not None:
        cases += _cases(verdict.bonus, f"{verdict.exercise}.bonus")
    suite = ET.Element("testsuite", _counts(verdict.exercise, cases, verdict.seconds))
    suite.append(_properties(graded))
    suite.extend(cases)
    return suite


def _counts(name: str, cases: Sequence[ET.Element], seconds: float) -> dict[str, str]:
    def those_with(tag: str) -> str:
        return str(sum(case.find(tag) is not None for case in cases))

    return {
        "name": name,
        "errors": those_with("error"),
        "failures": those_with("failure"),
        "skipped": those_with("skipped"),
        "tests": str(len(cases)),
        "time": f"{seconds:.3f}",
    }


def _properties(graded: Graded) -> ET.Element:
    """Points and what an instructor may sort by, where JUnit's schema allows properties."""
    found = {"points": graded.points, "max_points": graded.most, **told.extra(graded)}
    properties = ET.Element("properties")
    for name, value in found.items():
        shown = ", ".join(value) if isinstance(value, list) else value
        if shown is not None and shown != "":
            ET.SubElement(properties, "property", name=name, value=_legal(str(shown)))
    return properties


def _cases(verdict: Verdict, suite: str) -> list[ET.Element]:
    """A case for each check; the first has what the code printed, and the grader's own failure."""
    if verdict.status == "error":
        return [_error(verdict, suite)]
    cases = [_case(check, suite) for check in verdict.checks]
    explained = False
    for check, case in zip(verdict.checks, cases, strict=True):
        if check.status == "failed":
            # One mistake explains them all, so it is told once.
            words = told.found(check) if explained else told.report(verdict)
            failure = ET.SubElement(case, "failure", message=_message(check))
            failure.text, explained = _legal(words), True
    if cases and (output := told.printed(verdict)):
        ET.SubElement(cases[0], "system-out").text = _legal(output)
    return cases


def _case(check: CheckResult, suite: str) -> ET.Element:
    case = ET.Element("testcase", classname=suite, name=check.name, time="0.000")
    if check.status == "skipped":
        message = _legal(told.one_line(told.found(check)))
        ET.SubElement(case, "skipped", type="pytest.skip", message=message)
    return case


def _error(verdict: Verdict, suite: str) -> ET.Element:
    case = ET.Element("testcase", classname=suite, name="graded", time="0.000")
    words = (verdict.error or {}).get("message", "The grader failed.")
    ET.SubElement(case, "error", message=_legal(told.one_line(words)))
    return case


def _message(check: CheckResult) -> str:
    words = f"{check.title}: {check.message}" if check.message else check.title
    return _legal(told.one_line(words))


def _legal(words: str) -> str:
    return ILLEGAL.sub("", words)
