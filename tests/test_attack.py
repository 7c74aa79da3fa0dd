"""Code that goes for the machine costs its own grade, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from queue import Queue

import pytest
from conftest import ROOT, TESTS

from grader import attack
from grader.attack import Attack, Outcome, Range
from grader.cli import main
from grader.launch import forks
from grader.operators import all_operators
from grader.victims import SECRET, victims

FOLDER = TESTS / "attacks" / "system"
CORPUS = sorted(FOLDER.glob("*.py"))
ON_LINUX = pytest.mark.skipif(not forks(), reason="only Linux with fork has this protection")
# One in so many is tried by default.
EVERY = 6


@pytest.fixture(scope="module")
def place() -> Iterator[Range]:
    """Where attacks on exercise-01 are tried, with a secret in the grader's own environment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANG_SECRET", SECRET)
        patch.chdir(ROOT)
        with Range("exercise-01", seconds=2) as found:
            yield found


@pytest.fixture(scope="module")
def lacking() -> Iterator[Callable[[str], Range]]:
    """Where attacks are tried as on a kernel that lacks a layer."""
    with ExitStack() as stack:

        @cache
        def found(layer: str) -> Range:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("GRADER_WITHOUT", layer)
                patch.chdir(ROOT)
                return stack.enter_context(Range("exercise-01", seconds=2))

        yield found


@pytest.fixture(scope="module")
def system(place: Range) -> dict[str, Attack]:
    """The corpus by name."""
    return {each.name: each for each in place.attacks() if each.kind == "system"}


def test_the_corpus_is_large(system: dict[str, Attack]) -> None:
    """There are four times as many mechanisms as the project promises, each told in a sentence."""
    assert len(system) >= 200
    assert all(each.trick for each in system.values())


def test_the_table_has_each_of_them() -> None:
    """The table beside the corpus has a row for each file, and no other."""
    table = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (\w+) \|", table, re.MULTILINE)) - {"file"} == {
        path.stem for path in CORPUS
    }


@pytest.fixture(scope="module")
def outcomes(
    request: pytest.FixtureRequest, system: dict[str, Attack]
) -> Iterator[Callable[[str], Outcome]]:
    """What came of each attack that was collected: in two places, in each one after the other."""
    names = [
        item.callspec.params["name"]
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.function is test_an_attack_gets_nowhere
    ]
    free: Queue[Range] = Queue()

    def outcome(name: str) -> Outcome:
        place = free.get()
        try:
            return place.attempt(system[name])
        finally:
            free.put(place)

    with ExitStack() as stack:
        for _ in range(2):
            free.put(stack.enter_context(Range("exercise-01", seconds=2)))
        pool = stack.enter_context(ThreadPoolExecutor(2))
        tried = {name: pool.submit(outcome, name) for name in names}
        yield lambda name: tried[name].result()
        pool.shutdown(cancel_futures=True)  # where a test run is broken off


@ON_LINUX
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(path.stem, marks=[pytest.mark.slow] if number % EVERY else [])
        for number, path in enumerate(CORPUS)
    ],
)
def test_an_attack_gets_nowhere(name: str, outcomes: Callable[[str], Outcome]) -> None:
    """It fails with a sentence, reaches nothing, and leaves no process and no file behind."""
    outcome = outcomes(name)
    assert not outcome.amiss, outcome.said
    assert outcome.verdict.diagnosis is not None
    assert outcome.verdict.diagnosis.title
    assert outcome.verdict.seconds < 15


@ON_LINUX
@pytest.mark.parametrize("name", ["work_folder_modules", "rewrite_own_file", "fault_file_replaced"])
def test_the_next_attempt_is_none_the_worse(
    name: str, place: Range, system: dict[str, Attack]
) -> None:
    """An honest attempt after an attack is graded as ever."""
    place.attempt(system[name])
    verdict = place.honest()
    assert verdict.passed
    assert verdict.metrics == place.right.metrics


# What stands against these even where only one of the two large layers is left.
LEFT = [
    pytest.param("Landlock", "tcp_connect", id="network-by-seccomp"),
    pytest.param("Landlock", "ptrace_attach_victim", id="ptrace-by-seccomp"),
    pytest.param("Landlock", "exec_programs", id="programs-by-seccomp"),
    pytest.param("Landlock", "signal_judge", id="signals-by-seccomp"),
    pytest.param("Landlock", "unix_connect", id="sockets-by-seccomp"),
    pytest.param("Landlock", "keyring_add", id="keyrings-by-seccomp"),
    pytest.param("seccomp", "read_solution", id="reading-by-Landlock"),
    pytest.param("seccomp", "write_grades", id="writing-by-Landlock"),
    pytest.param("seccomp", "list_solutions_folder", id="listing-by-Landlock"),
    pytest.param("seccomp", "kill_victim", id="signals-by-Landlock"),
    pytest.param("seccomp", "tcp_connect", id="network-by-Landlock"),
    pytest.param("seccomp", "exec_programs", id="programs-by-Landlock"),
]


@ON_LINUX
@pytest.mark.slow
@pytest.mark.parametrize(("without", "name"), LEFT)
def test_each_layer_stands_alone(
    without: str, name: str, system: dict[str, Attack], lacking: Callable[[str], Range]
) -> None:
    """On a kernel that lacks the other layer, one still does its part, and the lack is told."""
    outcome = lacking(without).attempt(system[name])
    assert not outcome.amiss, outcome.said
    assert without in outcome.verdict.unprotected


def test_what_happens_to_victims_is_seen(tmp_path: Path) -> None:
    """A changed file, a connection and an ended process are told, each once."""
    with victims(b"pass\n") as found:
        assert found.harm() == []
        Path(found.targets["grades"]).write_text("mine", encoding="ascii")
        found.bystander.kill()
        found.bystander.wait()
        told = found.harm()
        assert "results/grades.csv" in told[0].replace("\\", "/")
        assert "A process of this user was ended." in told
        assert not any("was changed" in line for line in found.harm())


def test_what_an_attack_says_and_prints_is_seen(place: Range) -> None:
    """What it reached, a secret in its output and a pass it did not earn all count."""
    loud = Attack("system", "loud", "", f"reached('all')\nprint('{SECRET[:6]}' + '{SECRET[6:]}')\n")
    outcome: Outcome = place.attempt(loud)
    assert outcome.amiss == ("It reached: all", "It read a secret.")
    passing = Attack("trick", "passing", "", place.solution)
    assert place.attempt(passing).amiss == ("It passed.",)


def test_a_mutant_that_trains_the_same_is_no_attack(place: Range) -> None:
    """A mistake without an effect has done what was asked."""
    same = Attack("mutant", "same", "", place.solution + "\n# no mistake\n")
    assert place.attempt(same).amiss == ()


@pytest.mark.slow
def test_another_authors_exercise_can_be_attacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`grade attack` works for an exercise that the grader has never seen, by any signature."""
    right = (TESTS / "exercises" / "gan" / "train.py").read_text(encoding="utf-8")
    files = {
        "exercises/exercise-77/train.py": right.replace(".backward()", ""),
        "solutions/exercise-77/train.py": right,
    }
    for name in ("given.py", "exercise.toml"):
        text = (TESTS / "exercises" / "gan" / name).read_text(encoding="utf-8")
        files[f"exercises/exercise-77/{name}"] = text
    for name in ("read_solution", "write_grades", "clear_refs"):
        files[f"tricks/system/{name}.py"] = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(attack, "tricks_folder", lambda: tmp_path / "tricks")
    few = all_operators()[::10]
    monkeypatch.setattr(attack, "all_operators", lambda: few)
    with pytest.raises(SystemExit) as end:
        main(["attack", "exercise-77", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert {each["kind"] for each in found["attacks"]} == {"system", "mutant"}
    assert not [each for each in found["attacks"] if not each["held"]]
    assert end.value.code == 0
