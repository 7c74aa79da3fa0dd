"""The playback: a run call by call, whose numbers are the recorded ones, and its view."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import COURSE, TESTS
from rich.console import Console

from grader import child, film, given, judge, trace
from grader.engine import Engine
from grader.exercise import load
from grader.pipeline import find_task, run_task
from grader.playback import Playback, from_bytes, to_bytes
from grader.render.trace import trace as show
from grader.run import Run
from grader.verdict import Verdict

NAMES = COURSE.names()
WRONG = TESTS / "wrong" / "exercise-01"
COMMON = (
    "backward-missing",
    "zero-grad-missing",
    "step-missing",
    "step-before-backward",
    "zero-grad-after-backward",
    "loss-detached",
    "double-backward",
)


def filmed(source: str, name: str = "exercise-01") -> tuple[trace.Trace, Playback]:
    """The trace of a run in this process, and the playback made of it."""
    exercise = load(COURSE.folder(name))
    text = judge.read_given(exercise.folder / "given.py")
    own, theirs = given.load(text, exercise.seed), given.load(text, exercise.seed)
    attempt = judge.Attempt("train.py", source.encode())
    job = judge.job_for(exercise, own)
    end, recorded = child.record(job, theirs, attempt.source)
    assert recorded is not None
    run = Run(end, *trace.write(recorded))
    end, evidence = judge.evidence_of(exercise, own, attempt, run, job)
    assert evidence is not None
    verdict = judge.verdict_of(exercise, own, attempt, run, end, evidence)
    return evidence.trace, film.film(own, evidence, verdict)


@pytest.fixture(scope="module")
def right() -> tuple[trace.Trace, Playback]:
    """The solution of exercise-01."""
    return filmed(COURSE.solution("exercise-01").read_text(encoding="utf-8"))


def on(engine: Engine, target: str, file: Path | None = None, solution: bool = False) -> Verdict:
    """The verdict with its trace."""
    return run_task(replace(find_task(target, file, solution), filmed=True), engine)


def test_every_number_is_a_recorded_one(right: tuple[trace.Trace, Playback]) -> None:
    """Parameters, gradients and losses are those of the trace, to the last bit."""
    recorded, playback = right
    assert np.array_equal(playback.values[:-1], recorded.before)
    assert np.array_equal(playback.values[-1], recorded.final)
    assert np.array_equal(playback.gradients, recorded.gradients)
    told = [e.facts["value"] for e in recorded.events if e.kind == "loss"]
    assert playback.losses.tolist() == told
    first = np.linalg.norm(recorded.gradients[:, :8].astype(np.float64), axis=1)
    assert np.allclose(playback.gradient_norms("model.fc1.weight"), first, rtol=1e-6)


def test_the_calls_are_in_their_order(right: tuple[trace.Trace, Playback]) -> None:
    """Each iteration has its batch and the calls after it, with their lines."""
    playback = right[1]
    third = [m for m in playback.moments if m.iteration == 2]
    kinds = ["batch", "zero_grad", "forward", "loss", "backward", "step"]
    assert [m.kind for m in third] == kinds
    source = playback.source.splitlines()
    for moment, words in zip(
        third, ("in loader", "zero_grad(", "model(", "criterion("), strict=False
    ):
        assert moment.line is not None
        assert words in source[moment.line - 1]
    assert third[-1].step == 2
    assert third[4].reached == (0, 1, 2, 3)


def test_the_expected_gradients_stand_beside_the_recorded(
    right: tuple[trace.Trace, Playback],
) -> None:
    """In a right loop both are equal at every step, and nothing is a mistake."""
    playback = right[1]
    assert np.allclose(playback.norms, playback.expected_norms, rtol=1e-3, atol=1e-6)
    assert playback.right.all()
    assert playback.mistake is None


def test_the_models_outputs_are_those_of_the_moment(right: tuple[trace.Trace, Playback]) -> None:
    """Inputs and outputs of each batch's first sample: the first forward is that of the start."""
    recorded, playback = right
    exercise = load(COURSE.folder("exercise-01"))
    own = given.load(judge.read_given(exercise.folder / "given.py"), exercise.seed)
    model = next(iter(own.modules.values()))
    import torch

    with torch.no_grad():
        expected = model(torch.from_numpy(playback.inputs[:1].copy())).numpy()
    assert np.allclose(playback.outputs[:1], expected)
    assert len(playback.inputs) == len(playback.outputs) == recorded.steps


def test_it_survives_the_way_to_the_command(right: tuple[trace.Trace, Playback]) -> None:
    """What `from_bytes` reads is what `to_bytes` was given."""
    playback = right[1]
    again = from_bytes(*to_bytes(playback))
    for name in Playback.__dataclass_fields__:
        assert np.array_equal(getattr(again, name), getattr(playback, name)), name


def test_a_long_run_is_cut_off_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the most that is kept, calls are counted and steps left out."""
    monkeypatch.setattr(film, "MOST_MOMENTS", 100)
    monkeypatch.setattr(film, "MOST_STEPS", 10)
    monkeypatch.setattr(film, "MOST_NUMBERS", 2)
    playback = filmed(COURSE.solution("exercise-01").read_text(encoding="utf-8"))[1]
    assert (len(playback.moments), playback.left_out) == (100, 2900)
    assert playback.values.shape == (11, 8)
    assert playback.norms.shape == (10, 4)


def test_an_unknown_parameter_has_no_norms(right: tuple[trace.Trace, Playback]) -> None:
    """Asking for another name is an error that names it."""
    with pytest.raises(KeyError, match="fc9"):
        right[1].gradient_norms("fc9")


@pytest.mark.parametrize("code", COMMON)
def test_the_first_mistake_is_where_the_diagnosis_points(engine: Engine, code: str) -> None:
    """The moment to jump to lies in the first iteration gone wrong, at the diagnosis's line."""
    file = sorted((WRONG / code).glob("*.py"))[0]
    verdict = on(engine, "exercise-01", file)
    assert verdict.diagnosis is not None
    assert verdict.trace is not None
    assert verdict.trace.mistake is not None
    moment = verdict.trace.moments[verdict.trace.mistake]
    lines = {m.line for m in verdict.trace.moments if m.iteration == moment.iteration}
    assert verdict.diagnosis.code == code
    assert moment.line == verdict.diagnosis.line or verdict.diagnosis.line not in lines
    raised = verdict.trace.mistake == len(verdict.trace.moments) - 1
    assert moment.iteration <= 1 or raised


def test_a_file_that_does_not_run_has_no_trace(engine: Engine, tmp_path: Path) -> None:
    """A syntax error leaves nothing to play back, and the view says so."""
    file = tmp_path / "train.py"
    file.write_text("def train(:\n", encoding="utf-8")
    verdict = on(engine, "exercise-01", file)
    assert verdict.trace is None
    assert "Nothing ran" in shown(verdict)


def test_the_trace_is_no_part_of_the_json(engine: Engine) -> None:
    """`--format json` stays as it is."""
    verdict = on(engine, "exercise-01", solution=True)
    assert verdict.trace is not None
    assert "trace" not in verdict.to_json()


# ---------------------------------------------------------------- in the terminal


def shown(verdict: Verdict, encoding: str = "ascii") -> str:
    """The view at 80 columns, through a pipe."""
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding=encoding, errors="strict", write_through=True)
    show(Console(file=stream, width=80, highlight=False, emoji=False, markup=False), verdict)
    return written.getvalue().decode(encoding)


def test_the_view_shows_the_recorded_numbers(engine: Engine) -> None:
    """First, last and largest length of each gradient, and the losses by epoch, as they were."""
    verdict = on(engine, "exercise-01", solution=True)
    text = shown(verdict, "utf-8")
    assert verdict.trace is not None
    assert verdict.walkthrough is not None
    norms = verdict.trace.gradient_norms("model.fc2.bias")
    told = [f"{n:.3g}" for n in (norms[0], norms[-1], norms.max())]
    assert re.search(r"^fc2\.bias +" + r" +".join(map(re.escape, told)), text, re.M)
    for epoch in verdict.walkthrough.epochs:
        assert f"{epoch.metrics['loss']:.3f}" in text


def test_a_gradient_that_is_not_there_is_none(engine: Engine) -> None:
    """Without backward every .grad is None, and the parameters stay the same."""
    text = shown(on(engine, "exercise-01", sorted((WRONG / "backward-missing").glob("*.py"))[0]))
    assert re.search(r"^backward +fc1\.weight\.grad +\[4, 2\] +None", text, re.M)
    assert text.count("the same") == 4
    assert "What is wrong: backward-missing, line" in text


@pytest.mark.parametrize("solution", [False, True])
@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=[] if n in NAMES[::7] else [pytest.mark.slow]) for n in NAMES],
)
def test_every_exercise_can_be_traced(engine: Engine, name: str, solution: bool) -> None:
    """Stub and solution of each exercise fit 80 columns, without Unicode."""
    text = shown(on(engine, name, solution=solution))
    assert max(map(len, text.splitlines())) <= 80
    assert "in five stages" in text or "No update was made" in text


def test_gradients_that_the_run_had_not_are_told(engine: Engine) -> None:
    """A sample's way back is the grader's own where nothing went backward, and is said to be."""
    own = "The gradients are the grader's own: at this step, the run had none."
    assert own in shown(on(engine, "exercise-01"))
    assert own not in shown(on(engine, "exercise-01", solution=True))


@pytest.mark.parametrize(
    ("arguments", "attempt"),
    [
        pytest.param(["1"], "exercise-01", id="own"),
        pytest.param(["1", "--solution"], "exercise-01 --solution", id="solution"),
        pytest.param(["1", "--file", "LICENSE"], "exercise-01 --file LICENSE", id="file"),
    ],
)
def test_the_commands_that_lead_further_are_on_the_same_attempt(
    arguments: list[str], attempt: str
) -> None:
    """Another file is named in them, too; a page is offered only where there is a run."""
    result = subprocess.run(
        [sys.executable, "-m", "grader", "trace", *arguments],
        cwd=TESTS.parent,
        env={**os.environ, "GRADER_SERVER": "off"},
        capture_output=True,
        text=True,
    )
    commands = [line.strip() for line in result.stdout.splitlines() if line.startswith("  grade ")]
    passed, ran = "--solution" in arguments, "--file" not in arguments
    wanted = [] if passed else [f"grade {attempt}"]
    assert commands == wanted + ([f"grade trace {attempt} --html trace.html"] if ran else [])


def test_a_run_that_raises_at_once_shows_its_first_calls(engine: Engine, tmp_path: Path) -> None:
    """Where no update was made, the calls that were made are listed."""
    file = tmp_path / "train.py"
    file.write_text(
        "def train(model, criterion, optimizer, loader, epochs):\n"
        "    for inputs, labels in loader:\n"
        "        model(inputs)\n"
        "        raise ValueError('here')\n",
        encoding="utf-8",
    )
    text = shown(on(engine, "exercise-01", file))
    assert "No update was made" in text
    assert re.search(r"^ *3 +forward", text, re.M)


def test_the_page_is_written(tmp_path: Path) -> None:
    """`--html` writes the page, `--compare` with both runs, and says where."""
    file = tmp_path / "run.html"
    result = subprocess.run(
        [sys.executable, "-m", "grader", "trace", "1", "--html", str(file), "--compare"],
        cwd=TESTS.parent,
        env={**os.environ, "GRADER_SERVER": "off"},
        capture_output=True,
        text=True,
    )
    assert result.returncode in (0, 1), result.stderr
    assert "open it in a browser" in result.stdout
    assert file.read_text(encoding="utf-8").count("<article") == 2


def test_a_page_takes_the_place_of_pages_only(tmp_path: Path) -> None:
    """`--html train.py`, where --file was meant, writes nothing."""
    file = tmp_path / "train.py"
    file.write_text("mine\n", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "grader", "trace", "1", "--html", str(file)],
        cwd=TESTS.parent,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 2
    assert "is no page" in result.stderr
    assert file.read_text(encoding="utf-8") == "mine\n"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["1", "--open"], id="open-nothing"),
        pytest.param(["1", "--compare"], id="compare-nothing"),
        pytest.param(["1", "--html", "/nowhere/run.html", "--solution", "--file", "x"], id="both"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str]) -> None:
    """Options that don't go together exit with 2 and a sentence."""
    result = subprocess.run(
        [sys.executable, "-m", "grader", "trace", *arguments],
        cwd=TESTS.parent,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
