"""The page of a run: one file that asks for nothing and injects nothing, tried in a browser."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import COURSE, TESTS
from playwright.sync_api import Browser, Page, expect
from rich.console import Console

from grader.engine import Engine
from grader.exercise import load
from grader.pipeline import Task, run_task
from grader.playback import Playback
from grader.render.page import page
from grader.render.trace import trace as in_terminal
from grader.stills import stills
from grader.verdict import Verdict

WRONG = TESTS / "wrong" / "exercise-01"
LARGEST = 300_000
# Each would end the script, begin a comment, add an element or be a line's end in JavaScript.
HOSTILE = (
    "</script><script>window.hit = 1</script>",
    "<!-- <script>",
    "\u2028window.hit = 1\u2029",
    "{{ 7 * 7 }}{% raw %}",
    "\"'><img src=x onerror='window.hit = 1'>",
    "]]>&lt;b&gt;&amp;",
    "</style><style>body { display: none }",
)

Open = Callable[..., Page]


def film(engine: Engine, path: Path, name: str = "exercise-01") -> Verdict:
    """The verdict on a file, with its run."""
    exercise = load(COURSE.folder(name))
    return run_task(Task(exercise, path, exercise.folder, filmed=True), engine)


@pytest.fixture(scope="module")
def solved(engine: Engine) -> Verdict:
    """The verdict on exercise-01's solution."""
    return film(engine, COURSE.solution("exercise-01"))


@pytest.fixture(scope="module")
def piling(engine: Engine) -> Verdict:
    """The verdict on a loop that never empties its gradients."""
    return film(engine, WRONG / "zero-grad-missing" / "plain.py")


@pytest.fixture(scope="module")
def flat(engine: Engine) -> Verdict:
    """The verdict on a loop without backward()."""
    return film(engine, WRONG / "backward-missing" / "plain.py")


@pytest.fixture(scope="module")
def broken(engine: Engine) -> Verdict:
    """The verdict on a file that is no Python."""
    return film(engine, WRONG / "syntax-error" / "colon.py")


def run_of(verdict: Verdict) -> Playback:
    assert verdict.trace is not None
    return verdict.trace


def hostile(verdict: Verdict) -> Verdict:
    """The verdict, of a file whose name and source try to get out of where they stand."""
    run = replace(run_of(verdict), source="\n".join(HOSTILE), file=HOSTILE[0])
    return replace(verdict, file=HOSTILE[4] + "\udcff", trace=run)


def data_of(html: str) -> dict[str, Any]:
    """The numbers that stand in a page."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def floats(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), "<f4")


class Elements(HTMLParser):
    """Notes the elements and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


# ---------------------------------------------------------------------- the file


def test_the_numbers_are_the_recorded_ones(piling: Verdict) -> None:
    """Lengths and losses are equal to the last bit; of parameters the first four stand there."""
    run, shown = run_of(piling), data_of(page(piling))["runs"][0]
    np.testing.assert_array_equal(floats(shown["norms"]), run.norms.reshape(-1))
    np.testing.assert_array_equal(floats(shown["expected"]), run.expected_norms.reshape(-1))
    columns = [0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 20, 21]
    np.testing.assert_array_equal(floats(shown["values"]), run.values[:, columns].reshape(-1))
    np.testing.assert_array_equal(floats(shown["gradients"]), run.gradients[:, columns].reshape(-1))
    losses = np.frombuffer(base64.b64decode(shown["loss"]), "<f8")
    assert losses.tolist() == [m.loss for m in run.moments if m.kind == "loss"]


def test_the_calls_are_the_recorded_ones(piling: Verdict) -> None:
    """Each moment has its kind and its line."""
    run, shown = run_of(piling), data_of(page(piling))["runs"][0]
    calls = [shown["kinds"][n] for n in shown["moments"]]
    assert [(c["kind"], c["line"]) for c in calls] == [(m.kind, m.line) for m in run.moments]
    lengths = iter(shown["gradient"])
    states = [state for state, times in zip(lengths, lengths, strict=True) for _ in range(times)]
    every = [(state,) * 4 if isinstance(state, int) else tuple(state) for state in states]
    assert tuple(every) == stills(run).gradients


def test_exercise_01_is_small(solved: Verdict, piling: Verdict) -> None:
    """A page is at most 300 KB, and one of two runs less than twice that."""
    assert len(page(solved).encode()) < LARGEST
    assert len(page(piling, solved).encode()) < 2 * LARGEST


def test_nothing_is_asked_for(piling: Verdict, solved: Verdict) -> None:
    """No element names an address, and the policy allows the one script and the one style alone."""
    html = page(piling, solved)
    elements = Elements(html).found
    assert not [a for _, a in elements if {"src", "href", "action", "data", "style"} & set(a)]
    assert not [name for _, a in elements for name in a if name.startswith("on")]
    policy = next(a["content"] for t, a in elements if t == "meta" and "http-equiv" in a)
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-\S+'; style-src 'sha256-\S+'; "
        r"base-uri 'none'; form-action 'none'",
        policy,
    )
    assert "url(" not in html and "@import" not in html


def test_a_source_and_a_name_can_inject_nothing(piling: Verdict) -> None:
    """Whatever stands in them, the page has the same elements, and the data are the same JSON."""
    plain = replace(run_of(piling), source="\n".join("x" for _ in range(len(HOSTILE))))
    expected = Elements(page(replace(piling, trace=plain))).found
    html = page(hostile(piling))
    assert [tag for tag, _ in Elements(html).found] == [tag for tag, _ in expected]
    data = re.search(r'id="data">(.*?)</script>', html, re.S)
    assert data and not set("<>&\u2028") & set(data[1])
    assert data_of(html) == data_of(page(piling))
    assert "49" not in html.split("<main", 1)[1].split("</ol>", 2)[1]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("x = 1\n" * 1000, id="a thousand lines"),
        pytest.param("x = '" + "y" * 50_000 + "'", id="a long line"),
        pytest.param("a = 1\f\nb = '\u2028'\r\nc\rd", id="ends of lines"),
        pytest.param("größe = 'ß 漢字 \u202e'\0", id="Unicode"),
    ],
)
def test_lines_are_counted_as_python_counts_them(piling: Verdict, source: str) -> None:
    """A form feed ends no line, whatever the line's length and characters."""
    html = page(replace(piling, trace=replace(run_of(piling), source=source)))
    lines = html.split('<ol class="source"')[1].split("</ol>")[0].count("<li")
    assert lines == len(re.split("\r\n|\r|\n", source.removesuffix("\n")))


def test_without_a_run_the_page_says_what_there_is(broken: Verdict) -> None:
    """The diagnosis and the marked source, no script and no buttons; also without a source."""
    for verdict in (broken, replace(broken, source="")):
        html = page(verdict)
        assert "grade explain syntax-error" in html
        assert "<script" not in html and "<button" not in html
        assert 'class="note"' in html
    assert 'class="marked"' in page(broken)


def test_a_comparison_goes_in_step(flat: Verdict, solved: Verdict) -> None:
    """Every call of both is shown once, in order, and where both make it, at the same tick."""
    mine, theirs = data_of(page(flat, solved))["ticks"]
    for ticks, verdict in ((mine, flat), (theirs, solved)):
        assert [t for t in ticks if t >= 0] == list(range(len(run_of(verdict).moments)))
    kinds = [m.kind for m in run_of(solved).moments]
    alone = {kinds[b] for a, b in zip(mine, theirs, strict=True) if a < 0}
    assert alone == {"backward"}


@pytest.mark.parametrize("name", ["exercise-05", "exercise-11", "exercise-14", "exercise-16"])
def test_other_pipelines(engine: Engine, show: Open, name: str) -> None:
    """No loader, windows, several optimizers and an own Function: all can be stepped through."""
    shown = show(page(film(engine, COURSE.solution(name), name)))
    shown.keyboard.press("End")
    assert shown.locator(".parameter").count() >= 2
    last, count = re.findall(r"Call (\d+) of (\d+)", status(shown))[0]
    assert last == count


# ---------------------------------------------------------------------- in a browser


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a page; it may say nothing on the console and ask for nothing."""
    said: list[str] = []
    contexts = []

    def opened(html: str, width: int = 1280, **options: Any) -> Page:
        file = tmp_path / "run.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        shown = context.new_page()
        shown.set_default_timeout(10_000)
        shown.on("console", lambda message: said.append(message.text))
        shown.on("pageerror", lambda error: said.append(str(error)))
        shown.goto(file.as_uri())
        shown.on("request", lambda request: said.append(request.url))
        expect(shown.locator(".plots figure").first).to_be_attached()
        return shown

    yield opened
    for context in contexts:
        context.close()
    assert said == []


def status(shown: Page) -> str:
    return shown.locator("#status").inner_text()


def at(shown: Page) -> int:
    """The number of the call that is shown."""
    found = re.match(r"Call (\d+)", status(shown))
    assert found
    return int(found[1])


def bars(shown: Page) -> list[str]:
    return shown.locator(".found").all_inner_texts()


def test_every_button(show: Open, piling: Verdict) -> None:
    """Next, previous, an iteration on and back, to the end and to the start."""
    shown = show(page(piling))

    def press(name: str) -> int:
        shown.get_by_role("button", name=name, exact=True).click()
        return at(shown)

    assert [press("Next call"), press("Next call"), press("Previous call")] == [2, 3, 2]
    assert [press("Next iteration"), press("Next iteration")] == [6, 11]
    assert [press("Next call"), press("Previous iteration"), press("Previous iteration")] == [
        12, 11, 6,
    ]  # fmt: skip
    assert [press("To the end"), press("Next call"), press("To the start")] == [2500, 2500, 1]


def test_every_key(show: Open, piling: Verdict) -> None:
    """The keys do what the buttons do, and a field keeps its own."""
    shown = show(page(piling))
    reached = []
    for key in ("ArrowRight", "Shift+ArrowRight", "ArrowLeft", "End", "Shift+ArrowLeft", "Home"):
        shown.keyboard.press(key)
        reached.append(at(shown))
    assert reached == [2, 6, 5, 2500, 2496, 1]
    shown.keyboard.press("?")
    expect(shown.get_by_role("dialog")).to_be_visible()
    shown.keyboard.press("Escape")
    expect(shown.get_by_role("dialog")).to_be_hidden()
    shown.locator("#lap").focus()
    shown.keyboard.press("Home")
    shown.keyboard.press("m")
    assert at(shown) == 1


def test_the_first_mistake(show: Open, piling: Verdict) -> None:
    """The button and the key lead to the call where the diagnosis shows first."""
    shown = show(page(piling))
    mistake = run_of(piling).mistake
    assert mistake is not None
    shown.get_by_role("button", name="First mistake").click()
    assert at(shown) == mistake + 1 and "the first mistake" in status(shown)
    shown.keyboard.press("Home")
    shown.keyboard.press("m")
    assert at(shown) == mistake + 1


def test_a_right_run_has_no_mistake_to_go_to(show: Open, solved: Verdict) -> None:
    """There is no such button, and the key does nothing."""
    shown = show(page(solved))
    assert shown.get_by_role("button", name="First mistake").count() == 0
    shown.keyboard.press("m")
    assert at(shown) == 1


def test_an_iteration_is_jumped_to(show: Open, piling: Verdict) -> None:
    """By the number field, by the slider and by a click on a plot; nonsense is put right."""
    shown = show(page(piling))
    field, slider = shown.locator("#lap"), shown.locator("#slider")
    field.fill("100")
    field.press("Enter")
    assert at(shown) == 496 and slider.input_value() == "100"
    field.fill("9999")
    field.press("Enter")
    assert field.input_value() == "500" and at(shown) == 2496
    field.fill("")
    field.press("Enter")
    assert field.input_value() == "500"
    slider.focus()
    slider.press("Home")
    assert at(shown) == 1
    shown.locator(".plots .u-over").first.click(position={"x": 150, "y": 50})
    assert 100 < int(field.input_value()) < 400


def test_it_plays_and_pauses(show: Open, piling: Verdict) -> None:
    """The space key plays and pauses, at the speed that was chosen, and the end ends it."""
    shown = show(page(piling))
    shown.locator("#speed").select_option("400")
    shown.locator("#speed").evaluate("element => element.blur()")
    shown.keyboard.press("Space")
    button = shown.locator("[data-do=play]")
    expect(button).to_have_attribute("aria-label", "Pause")
    expect(shown.locator("#status")).not_to_contain_text("Call 1 of")
    shown.keyboard.press("Space")
    expect(button).to_have_attribute("aria-label", "Play")
    reached = at(shown)
    assert 1 < reached < 2500
    shown.keyboard.press("End")
    shown.keyboard.press("ArrowLeft")
    button.click()
    expect(button).to_have_attribute("aria-label", "Play")
    assert at(shown) == 2500


def test_the_line_is_lit_and_in_sight(show: Open, piling: Verdict) -> None:
    """The present call's line is lit, the diagnosis's marked, and a long source is scrolled."""
    run = run_of(piling)
    long = replace(run, source="\n" * 300 + run.source)
    lower = tuple(replace(m, line=m.line and m.line + 300) for m in run.moments)
    shown = show(page(replace(piling, trace=replace(long, moments=lower))))
    shown.keyboard.press("ArrowRight")
    lit = shown.locator(".source .lit")
    assert "criterion(model(x), y)" in lit.inner_text()
    line, source = lit.bounding_box(), shown.locator(".source").bounding_box()
    assert line and source and source["y"] <= line["y"] < source["y"] + source["height"] - 15
    assert shown.locator(".source .marked").count() == 1


def test_what_is_shown_equals_what_was_recorded(show: Open, solved: Verdict) -> None:
    """At a step: the parameters before and after, the gradient, its length, loss and sample."""
    shown, run = show(page(solved)), run_of(solved)
    shown.locator("#lap").fill("3")
    shown.locator("#lap").press("Enter")
    for _ in range(5):
        shown.locator("[data-do=next]").click()
    cells = [float(t.replace("\u2212", "-")) for t in shown.locator("td").all_inner_texts()[:42]]
    columns = [0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 20, 21]
    recorded = np.stack([run.values[2], run.values[3], run.gradients[2]], axis=1)[columns]
    np.testing.assert_allclose(np.reshape(cells, (14, 3)), recorded, rtol=0.06)
    lengths = [float(text) for text in bars(shown)]
    np.testing.assert_allclose(lengths, run.norms[2], rtol=0.01)
    loss = float(shown.locator(".loss .numbers").inner_text())
    np.testing.assert_allclose(loss, run.losses[2], rtol=0.01)


def test_the_terminal_and_the_page_agree(show: Open, solved: Verdict) -> None:
    """The length of each gradient at the first step is the same number in both."""
    written = io.StringIO()
    in_terminal(Console(file=written, width=100), solved)
    told = re.findall(r"^fc\d\.\w+ +([\d.e-]+) +[\d.e-]+ +[\d.e-]+ ", written.getvalue(), re.M)
    shown = show(page(solved))
    for _ in range(5):
        shown.keyboard.press("ArrowRight")
    assert "step" in status(shown)
    assert len(told) == 4
    assert bars(shown) == told


def test_gradients_pile_up_before_your_eyes(show: Open, piling: Verdict, solved: Verdict) -> None:
    """After zero_grad the bars of a right loop are empty; here they never are, and grow."""
    shown = show(page(piling))
    shown.locator("#lap").fill("4")
    shown.locator("#lap").press("Enter")
    assert shown.locator(".bar.empty").count() == 0
    for _ in range(4):
        shown.locator("[data-do=next]").click()
    assert shown.locator(".over:not(.absent)").count() >= 3
    right = show(page(solved))
    right.locator("#lap").fill("4")
    right.locator("#lap").press("Enter")
    right.locator("[data-do=next]").click()
    assert bars(right) == ["empty"] * 4 and right.locator(".bar.empty").count() == 4


def test_bars_fill_one_after_another_and_empty_at_once(show: Open, solved: Verdict) -> None:
    """backward goes from the loss to the first layer within a call; zero_grad waits for nobody."""
    shown = show(page(solved))
    delays = "[...document.querySelectorAll('.fill')].map(e => getComputedStyle(e).transitionDelay)"
    for _ in range(4):
        shown.keyboard.press("ArrowRight")
    assert "backward" in status(shown)
    pace = shown.evaluate("getComputedStyle(document.querySelector('.fill')).transitionDuration")
    waits = [float(delay.rstrip("s")) for delay in shown.evaluate(delays)]
    assert waits[0] == waits[1] > waits[2] == waits[3] > 0
    assert max(waits) <= float(pace.rstrip("s"))
    for _ in range(3):
        shown.keyboard.press("ArrowRight")
    assert "zero_grad" in status(shown)
    assert bars(shown) == ["empty"] * 4
    assert set(shown.evaluate(delays)) == {"0s"}


def test_bars_never_fill_without_backward(show: Open, flat: Verdict) -> None:
    """At a step .grad is None, no parameter moves, and backward is counted as never called."""
    shown = show(page(flat))
    for _ in range(4):
        shown.keyboard.press("ArrowRight")
    assert bars(shown) == ["None"] * 4
    assert shown.locator("td.moved").count() == 0
    assert shown.locator("[data-call=backward].never .times").inner_text() == "0"


def test_side_by_side(show: Open, flat: Verdict, solved: Verdict) -> None:
    """Where the solution makes a call that the attempt lacks, the attempt waits for it."""
    shown = show(page(flat, solved))
    for _ in range(4):
        shown.keyboard.press("ArrowRight")
    assert "backward" in status(shown) and "in the solution only" in status(shown)
    assert shown.locator(".pane").nth(0).get_attribute("class") == "pane waits"
    assert shown.locator(".pane").nth(1).locator(".parameter.reached").count() == 4
    shown.keyboard.press("ArrowRight")
    both = shown.locator(".calls .now").all_inner_texts()
    assert [text.split() for text in both] == [["step", "1"]] * 2


def test_beside_a_run_of_nothing_the_solution_plays(
    show: Open, broken: Verdict, solved: Verdict
) -> None:
    """The attempt's side says what there is, the other one can be stepped through."""
    shown = show(page(broken, solved))
    shown.keyboard.press("End")
    assert at(shown) == len(run_of(solved).moments)
    assert shown.locator(".note").count() == 1 and shown.locator(".graph").count() == 1


def test_a_short_run_waits_for_a_long_one(show: Open, piling: Verdict, solved: Verdict) -> None:
    """At the end of the longer one the shorter stays where it ended, cursors and all."""
    run = run_of(piling)
    short = replace(run, moments=run.moments[:12], norms=run.norms[:2], present=run.present[:2])
    shown = show(page(replace(piling, trace=short), solved))
    shown.keyboard.press("End")
    assert "in the solution only" in status(shown)
    assert shown.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits_on_a_screen(show: Open, piling: Verdict, solved: Verdict, width: int) -> None:
    """The page is never wider than the screen, and the buttons can be hit with a finger."""
    shown = show(page(piling, solved), width)
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    for button in shown.locator(".controls button:visible").all():
        box = button.bounding_box()
        assert box and box["height"] >= 36 and box["width"] >= 36
    shown.locator("[data-do=next]").click()
    assert at(shown) == 2


def test_reduced_motion(show: Open, piling: Verdict) -> None:
    """Nothing moves by itself, and everything can be stepped."""
    shown = show(page(piling), reduced_motion="reduce")
    durations = shown.evaluate(
        "[...document.querySelectorAll('.fill, .node, .parameter')]"
        ".map(e => getComputedStyle(e).transitionDuration)"
    )
    assert set(durations) == {"0s"}
    shown.keyboard.press("m")
    assert "the first mistake" in status(shown)


CONTRAST = """() => {
  const channel = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const parse = (text) => (text.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility({ visibilityProperty: true })) continue;
    if (e.closest("script, style, .hidden, option")) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
  }
  return low;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out(show: Open, piling: Verdict, scheme: str) -> None:
    """All text has the contrast of WCAG AA, at each kind of call, in light and in dark."""
    shown = show(page(piling), color_scheme=scheme, reduced_motion="reduce")
    for _ in range(6):
        assert shown.evaluate(CONTRAST) == []
        shown.keyboard.press("ArrowRight")
    expected = "rgb(247, 246, 242)" if scheme == "light" else "rgb(19, 22, 27)"
    ground = shown.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == expected


def test_on_paper(show: Open, piling: Verdict) -> None:
    """What is printed is a still summary: no buttons, the whole source, dark on light."""
    shown = show(page(piling), color_scheme="dark")
    shown.keyboard.press("m")
    shown.emulate_media(media="print")
    expect(shown.locator(".controls")).to_be_hidden()
    expect(shown.locator(".message").first).to_be_visible()
    expect(shown.locator(".parameter").first).to_be_visible()
    expect(shown.locator(".epochs table")).to_be_visible()
    assert shown.evaluate("getComputedStyle(document.body).color") == "rgb(28, 32, 39)"


def test_focus_goes_through_the_controls(show: Open, piling: Verdict) -> None:
    """With Tab alone each control is reached, has a name, and shows that it is meant."""
    shown = show(page(piling))
    names = []
    for _ in range(12):
        shown.keyboard.press("Tab")
        name, outline = shown.evaluate(
            "(e => [e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText,"
            " getComputedStyle(e).outlineStyle])(document.activeElement)"
        )
        assert name and outline != "none"
        names.append(name)
    assert {"Play", "Next call", "First mistake", "Iteration", "Keys"} <= set(names)


def test_a_run_that_explodes(show: Open, piling: Verdict) -> None:
    """Infinity and what is no number are shown as such, and break no plot."""
    run = run_of(piling)
    norms, values = run.norms.copy(), run.values.copy()
    norms[0], norms[1] = np.inf, np.nan
    values[1:] = np.nan
    lost = tuple(replace(m, loss=m.loss and float("nan")) for m in run.moments)
    shown = show(
        page(replace(piling, trace=replace(run, moments=lost, norms=norms, values=values)))
    )
    shown.locator("[data-do=mistake]").click()
    assert bars(shown) == ["inf"] * 4
    shown.locator("[data-do=lap-next]").click()
    assert bars(shown) == ["nan"] * 4
    assert shown.locator("td.now").first.inner_text() == "nan"


def test_hostile_text_does_nothing_in_a_browser(show: Open, piling: Verdict) -> None:
    """It stands on the page as the text that it is, and the page works."""
    shown = show(page(hostile(piling)))
    assert shown.evaluate("window.hit") is None
    assert shown.locator(".source li").first.inner_text() == HOSTILE[0]
    shown.keyboard.press("ArrowRight")
    assert at(shown) == 2
