"""The report of a notebook as HTML: complete, closed, and nothing that anybody wrote is markup."""

from __future__ import annotations

import re
import sys
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest

from grader.notebook import Report
from grader.render.html import verdict as rendered
from grader.verdict import (
    Call,
    CheckResult,
    Diagnosis,
    Finding,
    Frame,
    Limit,
    Timeline,
    Verdict,
)  # fmt: skip

INLINE = {"b", "code", "pre", "span"}
VOID = {"br", "img", "hr", "input", "meta", "col"}
SOURCE = "def train(model):\n\tloss = model()\n\tloss.backward\n"
FAILED = Verdict(
    exercise="exercise-01",
    file="In [3]",
    status="failed",
    title="The missing backward pass",
    checks=(
        CheckResult("runs", "passed", "train() runs to its end"),
        CheckResult("gradients", "failed", "Every gradient", "m", "a gradient", "none"),
        CheckResult("updates", "failed", "Every update", "nothing moved"),
        *(CheckResult(name, "skipped", f"waits {name}") for name in "abc"),
    ),
    metrics={"loss": 0.7, "accuracy": None, "validation_loss": 0.8},
    limits=(Limit("loss", "below", 0.5), Limit("accuracy", "above", 0.8)),
    diagnosis=Diagnosis(
        "backward-missing",
        "Nothing goes backward",
        "Never called.",
        2,
        "What fills the .grad?",
        columns=(9, 15),
        why="Only backward() does.",
        also=(Finding("double-step", "Stepped twice", "Twice.", 3),),
    ),
    timeline=Timeline("Batch 2", (Call("forward", 2, "eval"), Call("step")), ("forward", "loss")),
    frames=(Frame(2, "train", "loss = model()"), Frame(3, "helper", "loss.backward")),
    remarks=(Finding("given-changed", "given.py was changed", "It differs."),),
    output="epoch 1\n",
    bonus=Verdict("exercise-01", "In [3]", "passed", metrics={"loss": 0.25}),
    source=SOURCE,
)


class Page(HTMLParser):
    """What a browser reads: the tags with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; those that have an end are open until then."""
        self.tags.append((tag, dict(attrs)))
        self.text += "" if tag in INLINE else " "
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Each end is that of the tag opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data

    @property
    def words(self) -> str:
        """The text, with one blank between words."""
        return " ".join(self.text.split())


def poisoned(value: Any, poison: str) -> Any:
    """A record with poison behind each text in it, but for names that choose how it is shown."""
    if isinstance(value, str):
        return f"{value}{poison}" if value else value
    if isinstance(value, tuple):
        return tuple(poisoned(part, poison) for part in value)
    if not is_dataclass(value):
        return value
    kept = {"status", "metric", "side", "code"}
    parts = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in kept}
    return replace(value, **{name: poisoned(part, poison) for name, part in parts.items()})  # type: ignore[type-var]


def test_the_report_has_all_that_the_terminal_has() -> None:
    """Checks, metrics, iteration, place, reason, question, remarks, bonus and output are there."""
    words = Page(rendered(FAILED)).words
    for told in (
        "FAILED exercise-01 The missing backward pass",
        "ok train() runs to its end",
        "FAIL Every gradient expected: a gradient found: none",
        "FAIL Every update found: nothing moved",
        "skip 3 more, which wait for the failed check",
        "loss 0.700 must be below 0.500",
        "accuracy - must be above 80.0 %",
        "validation_loss 0.800",
        "Batch 2 line happened expected 2 forward (eval) forward",
        "? step -",
        "- (missing) loss",
        "line 2, in train: loss = model()",
        "backward-missing: Nothing goes backward",
        "In [3], line 2",
        "Never called. Why it matters: Only backward() does. What fills the .grad?",
        "Also: double-step (line 3): Stepped twice Twice.",
        "Remark: given-changed: given.py was changed It differs.",
        "Bonus: your own network PASSED",
        "Your code printed epoch 1",
    ):
        assert told in words


def test_the_line_is_shown_with_carets_below_its_part() -> None:
    """The carets stand below the characters to blame, tabs or not."""
    lines = Page(rendered(FAILED)).text.split("\n")
    at = lines.index(">   2 |     loss = model()")
    assert lines[at + 1].rstrip() == " " * 19 + "^^^^^^^"
    assert lines[at - 1] == "    1 | def train(model):"
    assert lines[at + 2] == "    3 |     loss.backward"


def test_the_page_of_the_code_is_folded_in() -> None:
    """The sections of `grade explain` are there, as HTML, closed until somebody opens them."""
    page = Page(rendered(FAILED))
    folded = [attributes for tag, attributes in page.tags if tag == "details"]
    assert folded
    assert not any("open" in attributes for attributes in folded)
    assert "More on backward-missing What was seen" in page.words
    assert "The smallest example def train(" in page.words
    assert "```" not in page.text


def test_nothing_of_the_outside_is_asked_for() -> None:
    """The report has no script, no style sheet, no address."""
    html = rendered(FAILED)
    assert not re.search(r"<(script|style|link|img)|https?:|src=|url\(", html)


@pytest.mark.parametrize(
    "poison", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</pre></section>"]
)
def test_nothing_that_is_told_becomes_markup(poison: str) -> None:
    """With markup in every text of the verdict, the tags are the same, and the text is shown."""
    clean = Page(rendered(FAILED))
    page = Page(rendered(poisoned(FAILED, poison)))
    names = [tag for tag, _ in clean.tags]
    assert [tag for tag, _ in page.tags] == names
    assert page.text.count(poison) > 20
    attributes = {name for _, given in page.tags for name in given}
    assert not {name for name in attributes if name.startswith("on")}


def test_control_characters_are_left_out() -> None:
    """Neither escapes nor marks that turn the direction of writing reach the notebook."""
    html = rendered(replace(FAILED, output="a\x1b[2Jb\u202ec\x00d\n"))
    assert "a[2Jbcd" in html
    assert not {"\x1b", "\u202e", "\x00"} & set(html)


def test_the_page_of_the_run_stands_in_a_frame_that_reaches_nothing() -> None:
    """The frame may run its own scripts, and has an origin of its own."""
    inner = """<!doctype html><p class="a">'&amp;'</p><script>1 < 2</script>"""
    tags = Page(rendered(FAILED, inner)).tags
    frame = next(attributes for tag, attributes in tags if tag == "iframe")
    assert (frame["srcdoc"], frame["sandbox"]) == (inner, "allow-scripts")
    assert "exercise-01" in str(frame["title"])
    assert not [tag for tag, _ in tags if tag == "script"]


def test_a_report_with_a_trace_has_the_page_where_something_ran(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The page is made of the verdict; there is none of a run that could not begin."""
    pages = SimpleNamespace(page=lambda verdict, other=None: f"the page of {verdict.file}")
    monkeypatch.setitem(sys.modules, "grader.render.page", pages)
    ran = replace(FAILED, trace=object())  # type: ignore[arg-type]  # the page knows what it is
    assert 'srcdoc="the page of In [3]"' in Report(ran, traced=True)._repr_html_()
    assert "<iframe" not in Report(ran)._repr_html_()
    assert "<iframe" not in Report(FAILED, traced=True)._repr_html_()


def test_a_pass_is_told_as_one() -> None:
    """A verdict without a diagnosis shows checks and metrics, and no iteration."""
    page = Page(rendered(replace(FAILED, status="passed", diagnosis=None)))
    assert "PASSED exercise-01" in page.words
    assert "Batch 2" not in page.words


def test_all_is_closed_and_named_for_screen_readers() -> None:
    """Each tag is closed; the report and its tables have names; headers say what they head."""
    page = Page(rendered(FAILED))
    assert page.open == []
    section = next(attributes for tag, attributes in page.tags if tag == "section")
    assert section["aria-label"] == "Verdict on exercise-01: failed"
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, as WCAG defines it."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_have_contrast_in_any_theme() -> None:
    """Letters have the theme's own colour, or are white on a ground with 4.5 : 1 at the least."""
    html = rendered(FAILED) + rendered(replace(FAILED, status="error"))
    grounds = set(re.findall(r"color: #fff; background: (#\w{6})", html))
    assert len(grounds) == 4
    assert min(1.05 / (luminance(ground) + 0.05) for ground in grounds) >= 4.5
    assert set(re.findall(r"[^-]color: ([^;\"]+)", html)) == {"#fff", "inherit"}


def test_a_report_has_text_for_what_shows_no_html() -> None:
    """Its representation is the terminal's report, without an escape, also in a kernel."""
    bundle = Report(FAILED)._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/plain"] == repr(Report(FAILED))
    assert "\x1b" not in bundle["text/plain"]
    assert "In [3]:2" in bundle["text/plain"]
    assert ">   2 |     loss = model()" in bundle["text/plain"]
    assert max(map(len, bundle["text/plain"].split("\n"))) <= 80
