"""`raised`: train() ended in an exception with no better name."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.run import End
from grader.verdict import Finding

CODE = "raised"
CONFINED = (
    "A graded loop has a folder of its own, and no programs, no network and no other files: does "
    "it need them?"
)
HINTS = {
    "ModuleNotFoundError": "Is that package installed here, and does the exercise need it?",
    "EOFError": "Nobody is at the keyboard while a loop is graded: what could stand there instead?",
    "PermissionError": CONFINED,
    "FileNotFoundError": "A graded loop has a folder of its own, with `train.py` and `given.py`, "
    "and no programs: does it need what is missing?",
    "BdbQuit": "There is no debugger while a loop is graded: does `python train.py` help?",
}


# How libraries say that they were not allowed to, in errors of other kinds.
NOT_ALLOWED = (
    "Permission denied",
    "Operation not permitted",
    "cannot be opened",  # torch.save
    "unable to open database file",  # sqlite3
)


def find(evidence: Evidence) -> Finding | None:
    """The student's code, or PyTorch called by it, raised."""
    if evidence.ran_through:
        return None  # what is missed there has a cause that comes before
    return told(evidence.end)


def told(end: End) -> Finding | None:
    """The error as it is."""
    if end.kind != "raised":
        return None
    return Finding(
        CODE,
        f"{end.type or 'An exception'} in your code",
        f"{end.type}: {end.message}" if end.message else end.type or "It has no name, no message.",
        end.line,
        _hint(end),
    )


def _hint(end: End) -> str:
    if any(words in end.message for words in NOT_ALLOWED):
        return CONFINED
    return HINTS.get(
        end.type, "Read the last line of the error first: what does it say about which value?"
    )
