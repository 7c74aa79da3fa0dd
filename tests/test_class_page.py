"""The page of a class: complete without its script, harmless, and usable at any size."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from gradebooks import ANA, COLUMNS, HOSTILE, SMALL, klass, limits, mark, students
from hypothesis import given
from hypothesis import strategies as st
from test_html import Page, luminance

from grader.classroom.gradebook import Column, Gradebook
from grader.classroom.submission import Student, Trouble
from grader.classroom.tally import counts, measured, mistakes, spread, total, tries
from grader.limit import Limit
from grader.render.charts import WIDTH, metric_chart
from grader.render.classroom import href, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Shown

LARGEST = 2_000_000
NUMBERS = st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=60)


def cells(html: str) -> list[str]:
    """The words of each cell of the matrix."""
    body = html.split("<tbody>")[1].split("</tbody>")[0]
    found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", body, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in found]


# ---------------------------------------------------------------------- what is told


def test_each_student_has_a_cell_for_each_exercise() -> None:
    """Points, the word or the code, how many tries, and lateness; never a colour alone."""
    late = replace(SMALL, marks=(*SMALL.marks[1:], mark(ANA, "exercise-02", 5.0, late=True)))
    assert cells(page(late)) == [
        *("Ana López ana", "15", "10 passed 2 tries", "5 passed late"),
        *("Bo Nguyễn bo", "0", "no grade error", "0 backward-missing"),
        *("Chidi Anagonye chi", "0", "missing", "missing"),
    ]


def test_counts_and_troubles_are_told() -> None:
    """What passed, failed and is missing, and what could not be graded, with what to do."""
    words = Page(page(SMALL)).words
    for told in (
        "students 3", "submissions graded 5", "passed 1 of 6", "missing 3",
        "exercise-02 Gradients that pile up 0 passed 1 failed 2 missing",
        "class.zip/chi/a.docx Chidi Anagonye It is no Python. Ask for a .py.",
    ):  # fmt: skip
        assert told in words


def test_mistakes_stand_by_frequency_with_their_page_and_students() -> None:
    """The most common first; each has the page of its code folded in, and who has it where."""
    html = page(SMALL)
    words = Page(html).words
    assert words.index("backward-missing Nothing goes backward") < words.index("step-missing The")
    assert "1 student 2 in any attempt" in words
    assert "Bo Nguyễn: exercise-02 (line 14)" in words
    assert "What was seen The model ran and the criterion computed a loss" in words
    assert "```" not in html


def test_a_class_without_anything_has_a_page() -> None:
    """No student, no exercise, no mistake: the page says so and stands."""
    for book in (Gradebook((), (), ()), Gradebook(COLUMNS, (ANA,), ())):
        assert "No attempt had a mistake." in Page(page(book)).words


def test_links_lead_to_the_feedback_beside_the_page() -> None:
    """Each is relative and encoded, whatever a path holds."""
    for path in (
        "feedback/ana/exercise-01",
        "f/josé 山/a#b?c%d",
        "//evil",
        "javascript:x",
        "\ud800",
    ):
        found = href(replace(SMALL.marks[0], feedback=path))
        assert re.fullmatch(r"\./[\w./%~-]+\.html", found, re.ASCII)
        if path.isprintable():
            assert unquote(found) == f"./{path}.html"


# ---------------------------------------------------------------------- the file


def test_the_page_asks_for_nothing() -> None:
    """One file: its policy allows its own style and its own script, by their hashes."""
    html = page(klass(5, 2), limits(2))
    policy = re.search(r'Policy" content="([^"]*)"', html)
    assert policy
    assert re.fullmatch(
        r"default-src &#39;none&#39;; script-src &#39;sha256-[\w+/=]+&#39;; "
        r"style-src &#39;sha256-[\w+/=]+&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;",
        policy[1],
    )
    assert not re.search(r"<(link|img|iframe)|https?:|src=|url\(| style=| on\w+=", html)


def test_the_page_is_the_same_each_time() -> None:
    """The same book gives the same bytes."""
    assert page(klass(5, 2), limits(2)) == page(klass(5, 2), limits(2))


def test_a_class_of_300_is_small() -> None:
    """300 students and 16 exercises are less than 2 MB."""
    assert 300_000 < len(page(klass(300, 16), limits(16)).encode()) < LARGEST


@pytest.mark.parametrize("poison", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_told_becomes_markup(poison: str) -> None:
    """Whatever students, files, codes and exercises are called, the page has the same tags."""

    def book(poison: str) -> Gradebook:
        student = Student(f"k{poison}", f"n{poison}", {"sid": poison})
        found = mark(student, points=0.0, code=f"c{poison}", metrics={f"m{poison}": 1.0})
        column = Column("exercise-01", f"t{poison}", 10.0)
        trouble = Trouble(f"f{poison}", f"r{poison}", f"h{poison}", student, f"e{poison}")
        titled = replace(found, title=f"t{poison}", file=poison)
        return Gradebook((column,), (student,), (titled,), (trouble,))

    clean, html = page(book("")), page(book(poison))
    names = [tag for tag, _ in Page(html).tags]
    assert names == [tag for tag, _ in Page(clean).tags]
    assert len(html) < len(clean) + 8_000
    assert not re.search("[\x00\u202a-\u202e\u2066-\u2069]", html)


def test_all_is_closed_and_named_for_screen_readers() -> None:
    """Headings descend by one, headers of tables say what they head, charts tell what they show."""
    found = Page(page(klass(5, 3), limits(3)))
    assert found.open == []
    levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert all("scope" in given for tag, given in found.tags if tag == "th")
    images = [given for tag, given in found.tags if tag == "svg" and "aria-hidden" not in given]
    assert images
    assert all(given["role"] == "img" and given["aria-label"] for given in images)


def test_colours_have_contrast_on_light_and_dark() -> None:
    """Letters have 4.5 : 1 on every ground that they stand on, bars and lines 3 : 1."""
    style = page(SMALL).split("<style>")[1].split("@media print")[0]
    themes = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    assert len(themes) == 2
    for theme in themes:
        colours = dict(re.findall(r"--([\w-]+): (#\w{6})", theme))
        soft = ("good-soft", "bad-soft", "odd-soft")
        for front, grounds in {
            "ink": ("ground", "surface", *soft), "quiet": ("ground", "surface"),
            "link": ("ground", "surface", *soft), "late": ("surface", *soft),
            "good": ("good-soft",), "bad": ("bad-soft", "surface"), "odd": ("odd-soft",),
        }.items():  # fmt: skip
            for ground in grounds:
                assert contrast(colours[front], colours[ground]) >= 4.5, (front, ground)
        assert contrast(colours["bar"], colours["surface"]) >= 3
        assert contrast(colours["rule"], colours["surface"]) >= 3


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


# ---------------------------------------------------------------------- counting


def test_counts_are_of_students() -> None:
    """Each student counts once in each exercise, by the attempt that counts."""
    found = counts(SMALL, COLUMNS[0])
    assert (found.passed, found.failed, found.error, found.missing) == (1, 0, 1, 1)
    assert found.students == len(SMALL.students)
    assert [total(SMALL, student) for student in SMALL.students] == [10.0, 0.0, 0.0]


def test_mistakes_count_students_and_not_attempts() -> None:
    """Who has a mistake twice counts once; what was mended counts among `ever` only."""
    found = {m.code: (m.now, m.ever) for m in mistakes(SMALL)}
    assert found == {"backward-missing": (1, 2), "step-missing": (0, 1)}
    twice = (mark(ANA, points=0.0, code="x"), mark(ANA, "exercise-02", 0.0, "x"))
    assert mistakes(Gradebook(COLUMNS, (ANA,), twice))[0].now == 1


def test_tries_are_told_apart_up_to_eight() -> None:
    """Who handed nothing in made no attempt; many attempts are counted together."""
    many = tuple(mark(ANA, attempt=n, counts=n == 20) for n in range(1, 21))
    found = tries(Gradebook(COLUMNS, students(3), many), COLUMNS[0])
    assert sum(found.values()) == 0
    assert tries(Gradebook(COLUMNS, (ANA,), many), COLUMNS[0])[8] == 1


def test_only_what_was_measured_is_in_a_histogram() -> None:
    """Neither None nor what is not finite is a value."""
    values = (0.5, None, float("nan"), float("inf"), -1.0)
    marks = [mark(ANA, metrics={"loss": value}) for value in values]
    assert measured(marks, "loss") == (-1.0, 0.5)


@given(NUMBERS, st.none() | st.floats(-1e300, 1e300))
def test_every_value_is_in_one_bin(values: list[float], limit: float | None) -> None:
    """Bins hold all values, on the right side of the limit, and there are a few dozen at most."""
    values.sort()
    found = spread(values, limit)
    assert sum(b.number for b in found.bins) == len(values)
    assert 1 <= len(found.bins) <= 30
    low, high = found.edges
    assert low < high


@given(st.lists(st.integers(0, 300), min_size=1, max_size=40), st.integers(0, 300))
def test_the_limit_parts_the_bars(values: list[int], limit: int) -> None:
    """The bars left of the limit are the values below it."""
    values.sort()
    found = spread([float(v) for v in values], float(limit))
    low, high = found.edges
    width = (high - low) / len(found.bins)
    before = round((limit - low) / width)
    assert sum(b.number for b in found.bins[:before]) == sum(v < limit for v in values)


def test_a_histogram_tells_its_numbers_in_words() -> None:
    """Lowest, highest, how many keep the limit, and where it is."""
    chart = metric_chart("loss", (0.1, 0.2, 0.9), Limit("loss", "below", 0.5))
    assert chart.told == "From 0.100 to 0.900; 2 of 3 below 0.500."
    assert chart.limit is not None
    assert 0 < chart.limit < WIDTH
    assert [text for _, text in chart.labels] == ["0.100", "0.900"]
    far = metric_chart("loss", (0.1, 1e300), None)
    assert far.told == "From 0.100 to 1.0e+300."


# ---------------------------------------------------------------------- in a browser

Open = Callable[..., "Shown"]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a page; it may say nothing on the console and ask for nothing."""
    said: list[str] = []
    contexts = []

    def opened(html: str, width: int = 1280, **options: Any) -> Shown:
        file = tmp_path / "class.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        shown = context.new_page()
        shown.set_default_timeout(10_000)
        shown.on("console", lambda message: said.append(message.text))
        shown.on("pageerror", lambda error: said.append(str(error)))
        shown.goto(file.as_uri())
        shown.on("request", lambda request: said.extend({request.url} - {file.as_uri()}))
        return shown

    yield opened
    for context in contexts:
        context.close()
    assert said == []


def names(shown: Shown) -> list[str]:
    """The students in sight, in their order."""
    return shown.locator(".matrix tbody tr:visible .who > bdi").all_inner_texts()


def test_students_are_found_by_name_and_by_what_they_have(show: Open) -> None:
    """A field and a list show fewer rows, and tell how many; what was chosen is marked."""
    shown = show(page(SMALL))
    shown.get_by_label("Student", exact=True).fill("NGUY")
    assert names(shown) == ["Bo Nguyễn"]
    assert shown.locator("#shown").inner_text() == "1 of 3 students"
    shown.get_by_label("Student", exact=True).fill("")
    shown.get_by_label("Show").select_option("who misses any")
    assert names(shown) == ["Ana López", "Chidi Anagonye"]
    assert shown.locator(".hit").count() == 3
    shown.get_by_label("Show").select_option("backward-missing")
    assert names(shown) == ["Bo Nguyễn"]
    shown.get_by_label("Show").select_option("all")
    assert (len(names(shown)), shown.locator(".hit").count()) == (3, 0)


def test_columns_are_sorted_by_key_and_told(show: Open) -> None:
    """The most points come first, then what has no grade, then what is missing; and back."""
    shown = show(page(SMALL))
    button = shown.get_by_role("button", name="Sort by exercise-02")
    button.focus()
    shown.keyboard.press("Enter")
    assert names(shown) == ["Bo Nguyễn", "Ana López", "Chidi Anagonye"]
    head = shown.get_by_role("columnheader", name="exercise-02")
    assert head.get_attribute("aria-sort") == "descending"
    shown.keyboard.press("Enter")
    assert (names(shown)[-1], head.get_attribute("aria-sort")) == ("Bo Nguyễn", "ascending")
    shown.get_by_role("button", name="Sort by Student").click()
    assert names(shown) == ["Ana López", "Bo Nguyễn", "Chidi Anagonye"]


def test_without_a_script_all_is_there_and_no_dead_control(show: Open) -> None:
    """Matrix, mistakes and pages can be read; what would do nothing is not shown."""
    shown = show(page(SMALL), java_script_enabled=False)
    assert len(names(shown)) == 3
    assert shown.locator("button:visible, input:visible, select:visible").count() == 0
    shown.get_by_text("What it is").first.click()
    assert shown.get_by_role("heading", name="Why it matters").first.is_visible()


@pytest.mark.parametrize("width", [1280, 400])
def test_names_and_exercises_stay_in_sight(show: Open, width: int) -> None:
    """The page is never wider than the window; the matrix scrolls below its headers."""
    shown = show(page(klass(60, 16), limits(16)), width)
    assert shown.evaluate("document.documentElement.scrollWidth") == width
    region = shown.get_by_role("region", name="Who has what")
    region.focus()
    region.evaluate("r => r.scrollTo(900, 700)")
    frame, name, head = (
        place.bounding_box()
        for place in (region, shown.locator("tbody .who").nth(15), shown.locator("thead th").nth(9))
    )
    assert frame and name and head
    assert abs(name["x"] - frame["x"]) < 2
    assert abs(head["y"] - frame["y"]) < 2
    assert name["width"] < 0.5 * width


def test_hostile_names_do_nothing(show: Open) -> None:
    """Scripts, quotes, marks of direction, long names and templates are words."""
    shown = show(page(klass(16, 2, HOSTILE), limits(2)), 400)
    assert shown.evaluate("window.hit") is None
    assert "{{ 7 * 7 }}{% raw %}" in names(shown)
    assert shown.evaluate("document.documentElement.scrollWidth") == 400
    shown.get_by_label("Student", exact=True).fill("<script>")
    assert len(names(shown)) == 2


def test_a_class_of_300_opens_at_once(show: Open) -> None:
    """300 students and 16 exercises cost the browser less than a second of computing."""
    shown = show("<p>")
    measuring = shown.context.new_cdp_session(shown)
    measuring.send("Performance.enable", {"timeDomain": "threadTicks"})
    file = Path(unquote(shown.url.removeprefix("file://")))
    file.write_text(page(klass(300, 16), limits(16)), encoding="utf-8")
    shown.goto(file.as_uri())
    shown.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    found = measuring.send("Performance.getMetrics")["metrics"]
    assert next(m["value"] for m in found if m["name"] == "TaskDuration") < 1


def test_on_paper_all_columns_are_there_and_all_students_named(show: Open) -> None:
    """The matrix is as wide as the paper, its headers come again; who has what stands open."""
    shown = show(page(klass(40, 16), limits(16)))
    shown.emulate_media(media="print")
    shown.set_viewport_size({"width": 1047, "height": 700})  # A4 landscape within its margins
    assert shown.locator(".matrix").evaluate("t => t.getBoundingClientRect().right") <= 1047
    assert shown.locator(".scroll").first.evaluate("r => r.scrollWidth <= r.clientWidth")
    assert shown.locator(".people li").first.evaluate("i => i.getBoundingClientRect().height") > 0
    assert not shown.locator(".controls").is_visible()
    assert (
        shown.locator(".matrix thead").evaluate(
            "t => getComputedStyle(t).display + getComputedStyle(t.rows[0].cells[0]).position"
        )
        == "table-header-groupstatic"
    )


def test_dark_is_dark(show: Open) -> None:
    """The page follows the reader's scheme, and stays light on paper."""
    shown = show(page(SMALL), color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert shown.evaluate(ground) == "rgb(19, 22, 27)"
    shown.emulate_media(media="print", color_scheme="dark")
    assert shown.evaluate(ground) == "rgba(0, 0, 0, 0)"


def test_feedback_can_be_read_in_a_browser(show: Open) -> None:
    """The page of one student says nothing on the console, and fits a phone."""
    from test_html import FAILED

    from grader.render import feedback

    shown = show(feedback.html(FAILED, SMALL.marks[1], COLUMNS[0]), 400)
    assert shown.get_by_text("10 of 10 points, attempt 2").is_visible()
    for folded in shown.locator("summary").all():
        folded.click()
    assert shown.get_by_text("The smallest example").first.is_visible()
    assert shown.evaluate("document.documentElement.scrollWidth") == 400
