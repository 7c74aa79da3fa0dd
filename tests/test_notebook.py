"""The grader in a real Jupyter kernel: one for all tests, but for those of its end."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import nbformat
import pytest
from conftest import COURSE, ROOT
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode

from grader.launch import forks
from grader.notebook import warn_of_old_torch
from grader.processes import below

ON_LINUX = pytest.mark.skipif(not forks(), reason="only Linux with fork has this protection")
SOLUTION = COURSE.solution("exercise-01").read_text(encoding="utf-8")
STUB = (COURSE.folder("exercise-01") / "train.py").read_text(encoding="utf-8")
LOSS = "            loss = criterion(outputs, labels)"
ENDLESS = "def train(model, criterion, optimizer, loader, epochs):\n    while True:\n        pass\n"


class Notebook:
    """Runs cells one after another, and has what they show."""

    def __init__(self, folder: Path) -> None:
        settings = {"metadata": {"path": str(folder)}}
        self.client = NotebookClient(
            nbformat.v4.new_notebook(), timeout=60, allow_errors=True, resources=settings
        )

    def run(self, source: str) -> list[NotebookNode]:
        """Run a cell; its outputs."""
        cell = nbformat.v4.new_code_cell(source)
        self.client.nb.cells.append(cell)
        self.client.execute_cell(cell, len(self.client.nb.cells) - 1)
        return list(cell.outputs)

    def shown(self, source: str, kind: str = "text/plain") -> str:
        """Run a cell; the value that it shows."""
        outputs = self.run(source)
        results = [out for out in outputs if out.output_type == "execute_result"]
        assert len(outputs) == len(results) == 1, outputs
        return str(results[0].data[kind])

    def error(self, source: str) -> str:
        """Run a cell that can't be graded; what the notebook shows instead of a traceback."""
        (output,) = self.run(source)
        assert output.output_type == "error"
        return "\n".join(output.traceback)

    def process(self) -> int:
        """The kernel's own process."""
        return int(self.shown("import os; os.getpid()"))


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Notebook]:
    """A notebook with a kernel of its own in a folder, the extension loaded."""
    notebook = Notebook(folder)
    with pytest.MonkeyPatch.context() as patch:
        outer = os.environ.get("PYTHONPATH", "")
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(ROOT), outer])))
        patch.setenv("IPYTHONDIR", str(folder / "ipython"))
        with notebook.client.setup_kernel():
            assert notebook.run("%load_ext grader") == []
            yield notebook


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    """The notebook that the tests share; it lies in no course folder."""
    with opened(tmp_path_factory.mktemp("notebook")) as shared:
        yield shared


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for what another process does, half a minute at most."""
    tick = threading.Event()
    for _ in range(600):
        if holds():
            return
        tick.wait(0.05)
    raise AssertionError("it never came about")


def test_a_right_cell_passes(notebook: Notebook) -> None:
    """The solution in a cell passes, with its metrics, as text and as HTML."""
    (output,) = notebook.run(f"%%grade exercise-01\n{SOLUTION}")
    assert "PASSED" in output.data["text/plain"]
    assert "must be below 0.500" in output.data["text/plain"]
    assert 'aria-label="Verdict on exercise-01: passed"' in output.data["text/html"]
    assert f"In [{output.execution_count}]\n" in output.data["text/plain"]


@pytest.mark.parametrize("above", ["", "\n\n", "%%capture --no-display kept\n"])
def test_a_failure_has_the_line_that_the_notebook_shows(notebook: Notebook, above: str) -> None:
    """Report, JSON, timeline and trace count a cell's lines from its very first."""
    cell = f"{above}%%grade exercise-01\n{STUB}"
    line = cell.split("\n").index(LOSS) + 1
    outputs = notebook.run(cell)
    html = next(out.data["text/html"] for out in outputs if "data" in out)
    assert f">{line:>4} |             loss = criterion" in unescape(html)
    asked = (
        "import json; report = _\njson.dumps([report.verdict.to_json()['diagnosis']['line'], "
        "[call.line for call in report.verdict.timeline.happened], "
        "[m.line for m in report.verdict.trace.moments if m.kind == 'loss'][0], "
        f"report.verdict.trace.source.split('\\n')[{line - 1}]])"
    )
    if "capture" not in above:
        calls = [line - 2, line - 1, line, line + 2]
        assert notebook.shown(asked) == repr(f'[{line}, {calls}, {line}, "{LOSS}"]')


def test_a_graded_cell_runs_nowhere_else(notebook: Notebook) -> None:
    """The kernel gets no name from a graded cell, and its own names are not in the cell."""
    notebook.run("shared = 'of the kernel'")
    text = notebook.shown(f"%%grade 1\nmarker = 1\nshared\n{SOLUTION}")
    assert "NameError: name 'shared' is not defined" in text
    assert notebook.shown("'train' in dir(), 'marker' in dir()") == "(False, False)"


def test_a_name_of_another_cell_is_explained(notebook: Notebook) -> None:
    """An import that stands in another cell is named, with what to do."""
    notebook.run("import math")
    text = " ".join(notebook.shown(f"%%grade 1\nmath.pi\n{SOLUTION}").split())
    assert 'The notebook knows "math" from another cell' in text
    assert "this cell is graded on its own" in text


def test_a_syntax_error_has_its_line(notebook: Notebook) -> None:
    """What is no Python is a verdict like any other, at its line in the cell."""
    text = notebook.shown("%%grade exercise-01\ndef train(model:\n    pass\n")
    assert "syntax-error" in text
    assert ">   2 | def train(model:" in text


def test_what_a_cell_prints_is_in_the_report_alone(notebook: Notebook) -> None:
    """Output is shown as text in the report, whatever markup it has, and nowhere else."""
    poison = "<script>alert(1)</script>"
    (output,) = notebook.run(f"%%grade 1\nprint({poison!r})\nraise ValueError({poison!r})")
    assert "<script>" not in output.data["text/html"]
    assert output.data["text/html"].count("&lt;script&gt;alert(1)") >= 4
    assert poison in output.data["text/plain"]


def test_nobody_is_asked_for_input(notebook: Notebook) -> None:
    """A cell that calls input() ends with an EOFError at its line; the notebook does not wait."""
    text = notebook.shown("%%grade 1\ndef train(**given):\n    input('name?')\n")
    assert "EOFError" in text
    assert ">   3 |     input('name?')" in text


@ON_LINUX
def test_an_interrupt_leaves_nothing_running(notebook: Notebook) -> None:
    """Interrupted in an endless loop, the cell says so; its run ends, and the engine stays."""
    kernel = notebook.process()
    notebook.run(f"%%grade 1\n{SOLUTION}")
    notebook.client.timeout, notebook.client.interrupt_on_timeout = 2, True
    try:
        with contextlib.suppress(CellTimeoutError):
            notebook.run(f"%%grade exercise-01\n{ENDLESS}")
    finally:
        notebook.client.timeout, notebook.client.interrupt_on_timeout = 60, False
    (output,) = notebook.client.nb.cells[-1].outputs
    assert output.ename == "Interrupted"
    assert "the run has been ended" in "\n".join(output.traceback).lower()
    wait_until(lambda: len(list(below(kernel))) == 1)
    assert "PASSED" in notebook.shown(f"%%grade 1\n{SOLUTION}")


@ON_LINUX
def test_one_engine_serves_all_cells(notebook: Notebook) -> None:
    """The kernel has one process of the grader's below it, the same from cell to cell."""
    kernel = notebook.process()

    def after_a_cell() -> set[int]:
        notebook.run("%%grade 1\nsyntax error")
        wait_until(lambda: len(list(below(kernel))) == 1)
        return set(below(kernel))

    assert after_a_cell() == after_a_cell()


@ON_LINUX
@pytest.mark.parametrize("end", ["graceful", "immediate"])
@pytest.mark.slow
def test_no_process_outlives_the_kernel(tmp_path: Path, end: str) -> None:
    """Shut down or killed, a kernel that has graded takes the grader's processes with it."""
    with opened(tmp_path) as own:
        own.run("%%grade 1\nsyntax error")
        processes = list(below(own.process()))
        assert processes
        own.client.shutdown_kernel = end
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in processes))


@ON_LINUX
def test_a_fork_of_the_kernel_leaves_the_engine_alone() -> None:
    """A process that the kernel forked, a loader's worker say, ends no engine at its own end."""
    code = """if True:
        import os, sys
        from grader.notebook import _WARM
        engine = _WARM.engine_for(())
        if not os.fork():
            sys.exit()
        os.wait()
        print(engine.zygote.poll(), _WARM.engine_for(()) is engine)
    """
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout.split(), done.stderr) == (["None", "True"], "")


def test_check_grades_a_function(notebook: Notebook) -> None:
    """`grader.check` takes the function's own cell; the verdict shows itself, and is a value."""
    train = STUB.replace("import given\n", "").partition("if __name__")[0]
    text = notebook.shown(f"import grader\n{train}\ngrader.check('exercise-01', train)")
    line = f"import grader\n{train}".split("\n").index(LOSS)
    assert f">  {line + 1} |             loss = criterion" in text
    values = "verdict = grader.check('1', train)\n(verdict.status, verdict.diagnosis.code)"
    assert notebook.shown(values) == "('failed', 'backward-missing')"
    assert "<section" in notebook.shown("verdict", "text/html")


def test_check_explains_a_name_of_another_cell(notebook: Notebook) -> None:
    """A function that uses another cell's import is told to bring it along."""
    notebook.run("import math")
    function = "def mine(model, criterion, optimizer, loader, epochs):\n    return math.pi\n"
    text = notebook.shown(f"{function}import grader\ngrader.check('1', mine)")
    assert 'The notebook knows "math"' in " ".join(text.split())


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("%%grade\npass", "Which exercise?"),
        ("%%grade exercise-77\npass", 'There is no exercise "exercise-77"'),
        ("%%grade exercise-01 --fast\npass", "--fast"),
        ("%%grade 'exercise-01\npass", "can't be read"),
        ("%%grade exercise-05 --bonus\npass", "has no bonus"),
        ("import grader\ngrader.check('exercise-01', 5)", '"int", not a function'),
        ("import grader\ngrader.check('exercise-01', lambda: 5)", "top level"),
    ],
)
def test_a_slip_is_answered_in_words(notebook: Notebook, cell: str, told: str) -> None:
    """Where nothing can be graded, the cell says what and what to do next, without a traceback."""
    shown = notebook.error(cell)
    assert shown.startswith("grade: ")
    assert told in shown
    assert shown.count("\n") == 1
    assert "Traceback" not in shown


def test_the_page_on_notebooks_is_so(notebook: Notebook) -> None:
    """The cells of `docs/notebooks.md` do what it says."""
    page = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")
    load, graded, checked, _ = re.findall(r"^```python\n(.*?)^```", page, re.M | re.S)
    assert load == "%load_ext grader\n"
    assert "backward-missing" in notebook.shown(graded)
    assert notebook.shown("_.verdict.diagnosis.code") == "'backward-missing'"
    notebook.run(graded.partition("\n")[2])
    assert "backward-missing" in notebook.shown(checked)


def test_the_magic_explains_itself(notebook: Notebook) -> None:
    """`%%grade --help` and `%%grade?` say what it takes."""
    (output,) = notebook.run("%%grade --help\n...")
    assert "%%grade exercise-01 [--bonus] [--trace]" in output.text


def test_names_of_exercises_are_completed(notebook: Notebook) -> None:
    """Behind `%%grade`, the notebook completes the exercises."""
    found = notebook.shown("get_ipython().complete('exercise-0', '%%grade exercise-0', 18)[1]")
    assert "exercise-01" in found
    assert "exercise-09" in found


def test_the_bonus_is_graded(notebook: Notebook) -> None:
    """With `--bonus`, the network of the cell is graded, too."""
    text = notebook.shown(f"%%grade exercise-01 --bonus\n{SOLUTION}")
    assert "Bonus: your own network" in text


def test_the_trace_is_shown_in_a_frame(notebook: Notebook) -> None:
    """With `--trace`, the page that steps through the run stands in a sandboxed frame."""
    (output,) = notebook.run(f"%%grade exercise-01 --trace\n{STUB}")
    assert "sample" in output.data["text/plain"]
    assert 'sandbox="allow-scripts"' in output.data["text/html"]


@pytest.mark.parametrize(
    ("version", "told"),
    [("2.6.0+cu124", "tested with torch 2.11"), ("2.11.0", ""), ("3.0a1", ""), ("own", "")],
)
def test_an_older_torch_is_told(
    version: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A torch that the numbers were not measured with is named in a note, and refused nowhere."""
    monkeypatch.setattr("importlib.metadata.version", lambda name: version)
    warn_of_old_torch()
    printed = capsys.readouterr()
    assert told in printed.err
    assert bool(told) == bool(printed.err)
    assert printed.out == ""


def test_importing_the_grader_imports_no_notebook(notebook: Notebook) -> None:
    """The package needs no IPython, and names the extension all the same."""
    code = "import sys, grader; grader.load_ipython_extension; print('IPython' in sys.modules)"
    (output,) = notebook.run(f"import subprocess, sys\nprint(subprocess.run([sys.executable, '-c', "
                             f"{code!r}], capture_output=True, text=True).stdout)")  # fmt: skip
    assert output.text.strip() == "False"
