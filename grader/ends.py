"""The ends of a run that need no trace to be explained, each with its finding."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from grader.run import End, EndKind
from grader.source import Source
from grader.verdict import Finding


@dataclass(frozen=True)
class Explanation:
    """What an end is called in a verdict, and what leads on from it."""

    code: str
    title: str
    hint: str


EXPLANATIONS: dict[EndKind, Explanation] = {
    "syntax-error": Explanation(
        "syntax-error",
        "The file is not valid Python",
        "Look at this line and at the one before it: a bracket, a colon, an indent?",
    ),
    "train-missing": Explanation(
        "train-missing",
        "There is no function train()",
        "The grader calls train(...) at the top level of the file. Is it there, by that name?",
    ),
    "wrong-signature": Explanation(
        "wrong-signature",
        "train() takes other parameters than the grader gives",
        "Compare the line `def train(...)` with the one in the exercise's README.",
    ),
    "layers-unfit": Explanation(
        "layers-unfit",
        "The bonus experiment has no network to train",
        "Which layers should your network have, from its inputs to its outputs?",
    ),
    "timed-out": Explanation(
        "timed-out",
        "The run took too long",
        "Which loop does this line belong to? What would end it, or make it do less?",
    ),
    "out-of-memory": Explanation(
        "out-of-memory",
        "The run used up its memory",
        "What grows with each iteration? A list of losses that keep their graphs, perhaps?",
    ),
    "exited": Explanation(
        "exited",
        "The code ended the process",
        "train() should return. Which line calls exit()?",
    ),
    "killed": Explanation(
        "killed",
        "The run was ended by a signal",
        "Which line sends a signal, or calls into compiled code?",
    ),
    "too-much-output": Explanation(
        "too-much-output",
        "The run printed without end",
        "Which print() runs more often than you meant it to?",
    ),
    "too-much-written": Explanation(
        "too-much-written",
        "The run wrote too many files",
        "Which line writes a file, and how often does it run?",
    ),
    "too-many-processes": Explanation(
        "too-many-processes",
        "The run started too many processes",
        "A training loop needs none: which line starts them?",
    ),
    "no-trace": Explanation(
        "evidence-inconsistent",
        "The run left nothing that can be judged",
        "Does your file write to file descriptors or change how the process ends?",
    ),
}


def explain(end: End, source: Source) -> Finding | None:
    """The finding of an end, None where train() returned or raised: the trace tells more."""
    known = EXPLANATIONS.get(end.kind)
    if known is None:
        return None
    said = [end.message] if end.message else []
    if end.kind == "exited" and end.type:
        said = [f"{end.type} was raised: {end.message}."]
    if end.kind in ("timed-out", "too-much-output") and end.line and end.frames:
        said.append(f"It was at: {end.frames[-1].source}")
    if end.kind == "out-of-memory" and end.type:
        said = [f"{end.type}: {end.message}" if end.message else end.type]
    line = end.line
    if end.kind == "timed-out":
        # Where an endless loop was stopped is chance; what never ends is the loop.
        line = source.while_around(line) or line
    if end.kind == "train-missing":
        said, line = _nearest_to_train(end, source)
    if end.kind == "exited" and line is None:
        line = source.call("_exit", "exit", "quit", "abort", "execv", "execvp", "execl")
    message = " ".join(said) or known.title
    return Finding(known.code, known.title, message, line, known.hint)


def _nearest_to_train(end: End, source: Source) -> tuple[list[str], int | None]:
    """What stands in the file instead of a function train() at the top level."""
    if end.message:
        return [f"{end.message}, not a function."], source.binding_of("train")
    functions = source.functions()
    if "train" in functions:
        return ["A function train stands inside something else."], functions["train"]
    near = difflib.get_close_matches("train", functions, n=1, cutoff=0.4)
    if near:
        return [f'There is a function "{near[0]}". Is that the one?'], functions[near[0]]
    named = ", ".join(f'"{name}"' for name in list(functions)[:5]) or "none"
    return [f"The file's functions: {named}."], None
