"""The verdict in a terminal: readable at 80 columns, without colour and without Unicode."""

from __future__ import annotations

import difflib
import io
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from grader.errors import GraderError
from grader.pages import page
from grader.verdict import Call, CheckResult, Diagnosis, Finding, Frame, Timeline, Verdict

STYLES = {"passed": "green", "failed": "bold red", "skipped": "dim", "error": "bold yellow"}
WORDS = {"passed": "ok", "failed": "FAIL", "skipped": "skip"}
# Anything that could move the cursor or change colours in the reader's terminal.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
OUTPUT_FIRST, OUTPUT_LAST = 6, 6
# How a line ends that the sandbox wrote in the place of what it did not keep.
LEFT_OUT = "bytes left out ..."
FRAMES_SHOWN = 8
MOST_SKIPPED = 2


def plain(text: str) -> str:
    """The student's text without control characters; a carriage return ends a line."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def flowed(text: str) -> str:
    """The words of a text on one line, a blank between each two."""
    return " ".join(plain(text).split())


def written(write: Callable[[Console], None], width: int = 80) -> str:
    """What is printed on a console without colour, its lines without blanks at their ends."""
    stream = io.StringIO()
    write(
        Console(
            file=stream,
            width=width,
            color_system=None,
            legacy_windows=False,
            markup=False,
            emoji=False,
        )
    )
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def verdict(
    console: Console, verdict: Verdict, next_command: str | None, unchanged: bool = False
) -> None:
    """Print the whole report; `next_command` is the one thing to type next, if anything is.

    `unchanged` tells that the verdict before was on the same content.
    """
    console.print(heading(verdict))
    for part in _parts(verdict):
        console.print()
        console.print(part)
    if next_command is not None:
        console.print()
        if unchanged and not verdict.passed:
            console.print("The file is as it was when it was last graded. Did you save it?")
        console.print(_next(verdict, next_command))


def _one_line(text: str) -> str:
    return plain(text).replace("\n", " ")


def heading(verdict: Verdict) -> RenderableType:
    """The exercise, its title, the status and the file."""
    line = Table.grid(expand=True)
    line.add_column(ratio=1)
    line.add_column(justify="right")
    title = Text.assemble((verdict.exercise, "bold"), "  ", verdict.title)
    line.add_row(title, Text(verdict.status.upper(), STYLES[verdict.status]))
    return Group(line, Text(_one_line(verdict.file), "dim"))


def _parts(verdict: Verdict) -> Iterator[RenderableType]:
    """The parts from the least to the most wanted: the last lines are what a terminal shows."""
    if output := plain(verdict.output).strip("\n"):
        yield _output(output)
    yield Group(*_checks(verdict.checks))
    if verdict.limits:
        yield _metrics(verdict)
    if verdict.unprotected:
        told = f"Without {', '.join(verdict.unprotected)}: `grade doctor` tells why."
        yield Text(f"Sandbox  {told}", "dim")
    for remark in verdict.remarks:
        yield _short("Remark", remark)
    if verdict.timeline is not None and not verdict.passed:
        yield _timeline(verdict.timeline)
    if len(verdict.frames) > 1:
        yield _frames(verdict.frames)
    if verdict.diagnosis is not None:
        yield _finding(verdict, verdict.diagnosis)
        for finding in verdict.diagnosis.also:
            yield _short("Also", finding)
    if verdict.bonus is not None:
        yield from _bonus(verdict, verdict.bonus)


def _bonus(given: Verdict, own: Verdict) -> Iterator[RenderableType]:
    """The experiment's checks, and both results side by side."""
    word = Text(own.status.upper(), STYLES[own.status])
    yield Group(Text.assemble(("Bonus: your own network  ", "bold"), word), *_checks(own.checks))
    table = Table(box=None, padding=(0, 3, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("network")
    for metric in given.metrics:
        table.add_column(metric, justify="right")
    for name, verdict in (("the given one", given), ("yours", own)):
        shown = (as_told(metric, verdict.metrics.get(metric)) for metric in given.metrics)
        table.add_row(name, *shown)
    yield _indented(table)
    if own.diagnosis is not None:
        yield _finding(own, own.diagnosis)


def _checks(checks: Sequence[CheckResult]) -> Iterator[RenderableType]:
    skipped = [check for check in checks if check.status == "skipped"]
    for check in checks:
        if check.status != "skipped" or len(skipped) <= MOST_SKIPPED:
            yield from _check(check)
    if len(skipped) > MOST_SKIPPED:
        word = f"{WORDS['skipped']:<4}"
        yield Text(f"  {word}  {len(skipped)} more, which wait for the failed check", "dim")


def _check(check: CheckResult) -> Iterator[RenderableType]:
    style = STYLES[check.status]
    row = Text.assemble("  ", (f"{WORDS[check.status]:<4}", style), "  ")
    row.append(check.title, "dim" if check.status == "skipped" else "")
    yield row
    if check.status == "failed":
        told = [("expected", check.expected), ("found", check.found)]
        if not check.expected:
            told = [("found", check.message)]
        for label, text in told:
            if text:
                yield _labelled(f"{label:<9}", plain(text), 8)


def _labelled(label: str, text: str, indent: int) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column()
    grid.add_row(label, Text(text))
    return Padding(grid, (0, 0, 0, indent), expand=False)


def _metrics(verdict: Verdict) -> RenderableType:
    table = Table.grid(padding=(0, 3))
    for _ in range(3):
        table.add_column()
    for limit in verdict.limits:
        found = verdict.metrics.get(limit.metric)
        good = found is not None and limit.holds(found)
        shown = Text(as_told(limit.metric, found), "green" if good else "red")
        bound = f"must be {limit.side} {as_told(limit.metric, limit.value)}"
        table.add_row(limit.metric, shown, Text(bound, "dim"))
    bounded = {limit.metric for limit in verdict.limits}
    for metric, found in verdict.metrics.items():
        if metric not in bounded:
            table.add_row(metric, as_told(metric, found), "")
    return _indented(table)


def as_told(metric: str, value: float | None) -> str:
    """A metric as it is told to people: accuracies in percent, `-` where there is none."""
    if value is None:
        return "-"
    return f"{100 * value:.1f} %" if metric.endswith("accuracy") else f"{value:.3f}"


def _finding(verdict: Verdict, finding: Diagnosis) -> RenderableType:
    parts: list[RenderableType] = [
        Text.assemble((finding.code, "bold red"), (": ", ""), (plain(finding.title), "bold"))
    ]
    if finding.line is not None:
        parts.append(_indented(_excerpt(verdict, finding.line, finding.columns)))
    parts.append(_indented(Text(plain(finding.message))))
    if finding.why:
        parts.append(_indented(Text(f"Why it matters: {finding.why}")))
    if finding.hint:
        parts.append(_indented(Text(plain(finding.hint), "italic cyan")))
    if page(finding.code):
        parts.append(_indented(Text(f"More on it: grade explain {finding.code}", "dim")))
    return Group(*parts)


def _indented(part: RenderableType) -> RenderableType:
    return Padding(part, (0, 0, 0, 2), expand=False)


class _Place(Text):
    """`FILE:LINE`, a link to the file where the terminal knows links."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__(f"{_one_line(file)}:{line}", "bold")
        self.file = file

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """The text as it is, with the link laid over it."""
        shown = self.copy()
        if _knows_links(console) and (target := _uri(self.file)):
            shown.stylize(Style(link=target))
        yield from shown.__rich_console__(console, options)


def _knows_links(console: Console) -> bool:
    """Whether links (OSC 8) may be written: a real terminal, with colour, on a screen to click."""
    plain_screen = console.is_dumb_terminal or console.legacy_windows or console.no_color
    return console.file.isatty() and not plain_screen and os.environ.get("TERM") != "linux"


def _uri(file: str) -> str:
    try:
        return Path(file).absolute().as_uri()
    except (OSError, ValueError):  # the working folder is gone
        return ""


def _excerpt(verdict: Verdict, line: int, columns: tuple[int, int] | None) -> RenderableType:
    """The line with its neighbours, and carets under the part that is to blame."""
    where = _Place(verdict.file, line)
    lines = lines_of(verdict)
    shown: list[RenderableType] = [where]
    for number in range(max(1, line - 1), min(len(lines), line + 1) + 1):
        text = shown_line(lines[number - 1])
        here = number == line
        mark = ">" if here else " "
        row = Text(f"{mark} {number:>3} | ", "bold" if here else "dim", no_wrap=True)
        row.append(shortened(text, 74 - len(row)), "bold" if here else "dim")
        shown.append(row)
        if here:
            below = Text(" " * 8 + carets(lines[number - 1], columns), "red", no_wrap=True)
            below.truncate(74)
            shown.append(below)
    return Group(*shown)


def lines_of(verdict: Verdict) -> list[str]:
    """The attempt's lines: as it was graded where that is known, else as the file is now."""
    if verdict.source:
        return verdict.source.splitlines()
    try:
        return Path(verdict.file).read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []


def shortened(text: str, width: int) -> str:
    """The text, cut off visibly where it is wider than `width`."""
    return text if len(text) <= width else f"{text[: width - 3]}..."


def shown_line(line: str) -> str:
    return plain(line).expandtabs(4)


def carets(line: str, columns: tuple[int, int] | None) -> str:
    """Carets under a line as it is shown, below `columns` of the line as it is."""
    first, last = columns or (len(line) - len(line.lstrip()) + 1, len(line))
    before, marked = shown_line(line[: first - 1]), shown_line(line[:last])
    return " " * len(before) + "^" * max(1, len(marked) - len(before))


def _short(label: str, finding: Finding) -> RenderableType:
    where = f" (line {finding.line})" if finding.line else ""
    head = Text.assemble((f"{label}: ", "bold"), f"{finding.code}{where}: {plain(finding.title)}")
    more = f"More on it: grade explain {finding.code}" if label == "Remark" else ""
    body = plain(f"{finding.message} {finding.hint} {more}".strip())
    return Group(head, _indented(Text(body)))


def _frames(frames: Sequence[Frame]) -> RenderableType:
    rows = [
        Text(f"  line {f.line}, in {plain(f.function)}: {plain(f.source)}")
        for f in frames[-FRAMES_SHOWN:]
    ]
    return Group(Text("The way there, in your file", "bold"), *rows)


def _timeline(timeline: Timeline) -> RenderableType:
    table = Table(box=None, padding=(0, 3, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("line", justify="right")
    table.add_column("happened")
    table.add_column("expected")
    for call, expected in aligned(timeline):
        if call is None:
            table.add_row("-", Text("(missing)", "bold red"), expected)
            continue
        name = f"{call.name} ({call.note})" if call.note else call.name
        style = "" if expected else "bold red"
        line = "?" if call.line is None else str(call.line)
        table.add_row(line, Text(name, style), expected or Text("-", "dim"))
    return Group(Text(timeline.title, "bold"), _indented(table))


def aligned(timeline: Timeline) -> Iterator[tuple[Call | None, str]]:
    """What happened beside what was expected; None and "" stand for gaps."""
    happened = [call.name for call in timeline.happened]
    matcher = difflib.SequenceMatcher(a=happened, b=timeline.expected, autojunk=False)
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(timeline.happened[a:a_end], timeline.expected[b:b_end], strict=True)
            continue
        yield from ((call, "") for call in timeline.happened[a:a_end])
        yield from ((None, name) for name in timeline.expected[b:b_end])


def _output(output: str) -> RenderableType:
    lines = output.split("\n")
    if len(lines) > OUTPUT_FIRST + OUTPUT_LAST + 1:
        first, last = lines[:OUTPUT_FIRST], lines[-OUTPUT_LAST:]
        cut = any(line.endswith(LEFT_OUT) for line in lines)  # then nobody has counted them
        count = "many" if cut else len(lines) - len(first) - len(last)
        lines = [*first, f"... {count} more lines ...", *last]
    shown = [Text("  " + line[:500], "dim") for line in lines]
    return Group(Text("Your code printed", "bold"), *shown)


def _next(verdict: Verdict, next_command: str) -> RenderableType:
    # A line of its own that is never wrapped, so that it can be copied whole.
    command = Text(f"  {_one_line(next_command)}", "bold", no_wrap=True, overflow="ignore")
    if verdict.passed:
        name = verdict.exercise
        also = Text(f"Also: grade quiz {name}, grade diff {name} --solution", "dim")
        return Group(Text.assemble(("Passed. ", "bold green"), "Next:"), command, also)
    return Group(Text("Next: change the file, save it, and run"), command)


def summary(console: Console, verdicts: Sequence[Verdict]) -> None:
    """One line for each verdict, and how many passed."""
    table = Table.grid(padding=(0, 2))
    for v in verdicts:
        code = v.diagnosis.code if v.diagnosis else ""
        where = f"{code}, line {v.diagnosis.line}" if v.diagnosis and v.diagnosis.line else code
        word = "ok" if v.passed else "FAIL"
        table.add_row(Text(f"  {word:<4}", STYLES[v.status]), v.exercise, v.title, where)
    console.print(table)
    console.print(f"{sum(v.passed for v in verdicts)} of {len(verdicts)} passed")


def error(console: Console, error: GraderError) -> None:
    """What is said instead of a verdict."""
    console.print(Text.assemble(("grade: ", "bold red"), plain(error.message)))
    if error.hint:
        console.print(Text(plain(error.hint)))
