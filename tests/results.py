"""What Gradescope, PrairieLearn, GitHub Classroom and readers of JUnit XML accept: strict readers.

Each takes a result as the service would and raises AssertionError where a key, a type or a value is
not documented there.
"""

from __future__ import annotations

import base64
import json
import re
from typing import Any
from xml.etree import ElementTree as ET

VISIBLE = ("hidden", "after_due_date", "after_published", "visible")
FORMATS = ("text", "simple_format", "html", "md", "ansi")
NUMBER = (int, float)
GRADESCOPE: dict[str, Any] = {
    "score": NUMBER,
    "execution_time": NUMBER,
    "output": str,
    "output_format": FORMATS,
    "test_output_format": FORMATS,
    "test_name_format": FORMATS,
    "visibility": VISIBLE,
    "stdout_visibility": VISIBLE,
    "extra_data": dict,
    "tests": list,
    "leaderboard": list,
}
GRADESCOPE_TEST: dict[str, Any] = {
    "score": NUMBER,
    "max_score": NUMBER,
    "status": ("passed", "failed"),
    "name": str,
    "name_format": FORMATS,
    "number": str,
    "output": str,
    "output_format": FORMATS,
    "tags": list,
    "visibility": VISIBLE,
    "extra_data": dict,
}
PRAIRIELEARN: dict[str, Any] = {
    "gradable": bool,
    "format_errors": (str, list),
    "score": NUMBER,
    "message": str,
    "output": str,
    "images": list,
    "tests": list,
}
PRAIRIELEARN_TEST: dict[str, Any] = {
    "name": str,
    "description": str,
    "points": NUMBER,
    "max_points": NUMBER,
    "message": str,
    "output": str,
}
CLASSROOM: dict[str, Any] = {
    "version": int,
    "status": ("pass", "fail", "error"),
    "message": str,
    "max_score": int,
    "tests": list,
}
CLASSROOM_TEST: dict[str, Any] = {
    "name": str,
    "status": ("pass", "fail", "error"),
    "message": str,
    "test_code": str,
    "filename": str,
    "line_no": int,
    "duration": NUMBER,
    "score": int,
}


def fits(fields: dict[str, Any], known: dict[str, Any]) -> None:
    """Every key is known, every value of its kind or one of its words."""
    assert set(fields) <= set(known), sorted(set(fields) - set(known))
    for key, value in fields.items():
        kind = known[key]
        if isinstance(kind, tuple) and isinstance(kind[0], str):
            assert value in kind, (key, value)
        else:
            assert isinstance(value, kind), (key, value)
            assert bool in (kind if isinstance(kind, tuple) else (kind,)) or value is not True


def gradescope(text: str) -> dict[str, Any]:
    """The results.json as Gradescope reads it."""
    fields: dict[str, Any] = json.loads(text)
    fits(fields, GRADESCOPE)
    for test in fields.get("tests", ()):
        fits(test, GRADESCOPE_TEST)
    assert "score" in fields or all("score" in test for test in fields["tests"])
    return fields


def prairielearn(text: str) -> dict[str, Any]:
    """The results.json as PrairieLearn reads it."""
    assert len(text.encode()) <= 1 << 20
    fields: dict[str, Any] = json.loads(text)
    fits(fields, PRAIRIELEARN)
    assert fields.get("gradable", True) is False or 0 <= fields["score"] <= 1
    for test in fields.get("tests", ()):
        fits(test, PRAIRIELEARN_TEST)
        assert "name" in test
        assert test["points"] <= test["max_points"]
    return fields


def classroom(output: str) -> dict[str, Any]:
    """The object in a step's `result`, where $GITHUB_OUTPUT has nothing but it."""
    lines = output.strip("\n").split("\n")
    assert len(lines) == 1, lines
    name, _, value = lines[0].partition("=")
    assert name == "result"
    assert len(value) < 128 << 10, "the reporter gets it in its environment"
    fields: dict[str, Any] = json.loads(base64.b64decode(value, validate=True))
    fits(fields, CLASSROOM)
    for test in fields["tests"]:
        assert set(test) == set(CLASSROOM_TEST)
        fits(test, CLASSROOM_TEST)
    assert sum(test["score"] for test in fields["tests"]) <= fields["max_score"]
    return fields


def reported(result: dict[str, Any]) -> str:
    """What the reporter prints of a result, where the runner looks for commands in each line."""
    lines = []
    for test in result["tests"]:
        lines += [f"\N{CROSS MARK} {test['name']} - line {test['line_no']}"]
        lines += [f"Error: {test['message']}", f"Test code:\n{test['test_code']}\n"]
    return "\n".join([*lines, result["message"]])


def commands(log: str) -> list[str]:
    """The lines of a log that a runner of workflows takes for commands."""
    return [n for n in re.split(r"[\r\n]", log) if n.lstrip().startswith("::") or "##[" in n]


ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testcase": {"name", "classname", "time"},
    "properties": set(),
    "property": {"name", "value"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message", "type"},
    "system-out": set(),
}
INSIDE = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase"},
    "testcase": {"failure", "error", "skipped", "system-out"},
    "properties": {"property"},
}


def junit(text: str) -> ET.Element:
    """The tree of a JUnit file, where its structure is that of xunit2."""
    root = ET.fromstring(text.encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        assert set(element.attrib) <= ATTRIBUTES[element.tag], element.attrib
        assert {child.tag for child in element} <= INSIDE.get(element.tag, set()), element.tag
    for suite in root:
        cases = suite.findall("testcase")
        for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.attrib[count]) == len(suite.findall(f"testcase/{tag}"))
        assert int(suite.attrib["tests"]) == len(cases)
        assert re.fullmatch(r"\d+\.\d{3}", suite.attrib["time"])
    return root
