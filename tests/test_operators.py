"""Mutation operators: each breaks a right loop in the way that it says, and the grader finds it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from conftest import COURSE, NAMES

from grader.edit import HERE, Edit, Impossible, Text, edited, located
from grader.engine import Engine
from grader.exercise import load
from grader.operators import Mutant, Operator, all_operators
from grader.pipeline import Task, run_task
from grader.sites import Loop
from grader.verdict import Verdict

OPERATORS = all_operators()
# Its runs take seconds.
QUICK = [name for name in NAMES if name != "exercise-02"]


def loop_of(name: str) -> Loop:
    """An exercise's solution."""
    given = (COURSE.folder(name) / "given.py").read_text(encoding="utf-8")
    return Loop(COURSE.solution(name).read_text(encoding="utf-8"), given)


@cache
def mutants(operator: Operator, name: str) -> tuple[Mutant, ...]:
    """What an operator makes of a solution."""
    return tuple(operator.break_(loop_of(name)))


def broken(operator: Operator) -> Iterator[tuple[str, Mutant]]:
    """All mutants that an operator makes, with their exercises."""
    return ((name, mutant) for name in QUICK for mutant in mutants(operator, name))


def mismatch(mutant: Mutant, verdict: Verdict) -> str:
    """What is found other than expected: another code, or "line"; nothing where all is right."""
    found = verdict.diagnosis
    if found is None:
        return verdict.status
    if found.code != mutant.code:
        return found.code
    near = mutant.line is None or (found.line is not None and abs(found.line - mutant.line) <= 1)
    return "" if near else "line"


def test_there_are_many() -> None:
    """At least 25 operators, each with a name of its own, on three levels."""
    assert len(OPERATORS) >= 25
    assert len({o.name for o in OPERATORS}) == len(OPERATORS)
    assert {o.level for o in OPERATORS} == {1, 2, 3}
    assert all(o.told[0].isupper() or o.told.startswith("train()") for o in OPERATORS)
    assert all(o.told.endswith(".") for o in OPERATORS)


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda o: o.name)
def test_an_operator_applies(operator: Operator) -> None:
    """It makes another loop of some solution, whose text compiles; the line is in it."""
    found = [*broken(operator)]
    assert found
    for name, mutant in found:
        assert mutant.operator == operator.name
        assert mutant.text != loop_of(name).text
        assert HERE not in mutant.text
        compile(mutant.text, "train.py", "exec")
        assert mutant.line is None or mutant.line <= len(mutant.text.splitlines())


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda o: o.name)
def test_a_text_without_a_loop_is_left_alone(operator: Operator) -> None:
    """Where it does not apply, it yields nothing."""
    assert not [*operator.break_(Loop("print('hello')\n"))]
    assert not [*operator.break_(Loop("not Python at all"))]


# One in five by default: each is a run of its own.
SAMPLED = [
    pytest.param(o, id=o.name, marks=[pytest.mark.slow] if number % 5 else [])
    for number, o in enumerate(OPERATORS)
]


@pytest.fixture(scope="module")
def firsts(
    request: pytest.FixtureRequest, engine: Engine, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Verdict]:
    """The verdict on the first mutant of each operator that was collected, two at a time."""
    folder = tmp_path_factory.mktemp("firsts")
    chosen = {
        item.callspec.params["sampled"]
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.function is test_what_was_broken_is_named
    }

    def verdict(operator: Operator) -> tuple[str, Verdict]:
        name, mutant = next(broken(operator))
        return operator.name, graded(engine, folder / f"{operator.name}.py", name, mutant.text)

    with ThreadPoolExecutor(2) as pool:
        return dict(pool.map(verdict, chosen))


def graded(engine: Engine, file: Path, name: str, text: str) -> Verdict:
    """The verdict on a text that is written to `file`."""
    file.write_text(text, encoding="utf-8")
    exercise = load(COURSE.folder(name))
    return run_task(Task(exercise, file, exercise.folder), engine)


@pytest.mark.parametrize("sampled", SAMPLED)
def test_what_was_broken_is_named(sampled: Operator, firsts: dict[str, Verdict]) -> None:
    """The first loop that an operator breaks fails with its code, at its line."""
    _, mutant = next(broken(sampled))
    verdict = firsts[sampled.name]
    assert verdict.status == "failed"
    assert not mismatch(mutant, verdict), verdict.diagnosis


def test_a_loop_that_bears_it_passes(engine: Engine, tmp_path: Path) -> None:
    """Where zero_grad() empties what is empty, taking it out breaks nothing."""
    operator = next(o for o in OPERATORS if o.name == "zero-grad-deleted")
    before_the_loop, _ = mutants(operator, "exercise-11")
    assert graded(engine, tmp_path / "train.py", "exercise-11", before_the_loop.text).passed


def test_edits_overlap_never() -> None:
    """Two edits of one place are refused; insertions at one place keep their order."""
    assert edited("abc", [Edit(1, 1, "x"), Edit(1, 1, "y"), Edit(1, 2, "z")]) == "axyzc"
    with pytest.raises(Impossible):
        edited("abc", [Edit(0, 2, ""), Edit(1, 3, "")])


def test_a_mark_tells_its_line() -> None:
    """The mark is taken out of the text, and its line is known."""
    assert located(f"a\nb{HERE}c\n") == ("a\nbc\n", 2)
    assert located("a") == ("a", None)


SEMICOLONS = "for x in y:\n    a(); b(); c()  # all in one line\n"
LINES = """\
def f(x):
    # first
    a(
        x,
    )  # why
    with b:
        c()
    return x
"""


def statement(text: Text, name: str) -> ast.stmt:
    """The statement that calls `name`."""
    calls = [n for n in ast.walk(text.tree) if isinstance(n, ast.Call)]
    return text.statement_of(next(c for c in calls if ast.unparse(c.func) == name))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda t, s: t.delete(s("a")), "for x in y:\n    b(); c()  # all in one line\n"),
        (lambda t, s: t.delete(s("c")), "for x in y:\n    a(); b()  # all in one line\n"),
        (lambda t, s: t.before(s("b"), "z"), "    a()\n    z\n    b(); c()  # all"),
        (lambda t, s: t.after(s("c"), "z"), "c()  # all in one line\n    z\n"),
        (lambda t, s: t.wrap(s("b"), s("b"), "if z:"), "    a()\n    if z:\n        b()\n    c()"),
        (lambda t, s: t.replace(s("b"), "y\nz"), "    a()\n    y\n    z\n    c()  # all"),
        (lambda t, s: t.move_before(s("c"), s("a")), f"    {HERE}c()\n    a(); b()  # all"),
    ],
)
def test_statements_in_one_line(change: Callable[..., list[Edit]], expected: str) -> None:
    """Where semicolons part statements, they get lines of their own as far as it is needed."""
    text = Text(SEMICOLONS)
    assert expected in edited(SEMICOLONS, change(text, lambda name: statement(text, name)))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda t, s: t.delete(s("a")), "    # first\n    with b:\n"),
        (lambda t, s: t.delete(s("c")), "    with b:\n        pass\n    return x\n"),
        (
            lambda t, s: t.move_after(s("a"), s("c")),
            f"    {HERE}    a(\n            x,\n        )\n",
        ),
        (lambda t, s: t.wrap(s("a"), s("a"), "if z:"), "    if z:\n        a(\n            x,\n"),
        (lambda t, s: t.importing("os"), "import os\ndef f(x):\n"),
    ],
)
def test_statements_of_many_lines(change: Callable[..., list[Edit]], expected: str) -> None:
    """Lines and comments around an edit stay as they are; what is moved is indented anew."""
    text = Text(LINES)
    after = edited(LINES, change(text, lambda name: statement(text, name)))
    assert expected.replace(HERE, "") in after.replace(HERE, "")
    ast.parse(after.replace(HERE, ""))


def test_a_body_in_the_line_of_its_head_is_left_alone() -> None:
    """Nothing can be put between `for x in y:` and what follows in its line."""
    text = Text("for x in y: a(); b()\n")
    with pytest.raises(Impossible):
        text.before(statement(text, "b"), "z")


HELPERS = '''
class Trainer:
    """Keeps the parts together."""

    def __init__(self, model, criterion, optimizer):
        self.model, self.criterion, self.optimizer = model, criterion, optimizer

    def update(self, x, y):
        self.optimizer.zero_grad()
        loss = self.criterion(
            self.model(x),
            y,
        )
        loss.backward()
        self.optimizer.step()


def train(model, criterion, optimizer, loader, epochs):
    trainer = Trainer(model, criterion, optimizer)
    for _ in range(epochs):
        for x, y in loader:
            trainer.update(x, y)
'''


def test_places_in_helpers_are_found() -> None:
    """Calls are known by what they are, in a method as well as in train()."""
    names = {o.name for o in OPERATORS if [*o.break_(Loop(HELPERS))]}
    assert {"backward-deleted", "step-deleted", "zero-grad-uncalled", "loss-negated"} <= names
    assert {"break-at-end", "one-epoch-more", "step-before-backward"} <= names
    assert "backward-after-loop" not in names  # the loop is in another function


def test_other_optimizers_are_left_alone() -> None:
    """An optimizer that the loop makes for itself is nobody's business."""
    side = "opt = torch.optim.SGD(copy.parameters(), lr=1)\nopt.step()\nopt.zero_grad()\n"
    assert not Loop(side).steps()
    assert not Loop(side).zeros()
