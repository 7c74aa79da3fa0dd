"""How a run of a student's code ended, as data: the vocabulary of the child and the sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from grader.verdict import Frame

EndKind = Literal[
    "returned",
    "syntax-error",
    "train-missing",
    "wrong-signature",
    "layers-unfit",
    "raised",
    "exited",
    "killed",
    "timed-out",
    "out-of-memory",
    "too-much-output",
    "too-much-written",
    "too-many-processes",
    "no-trace",
]
END_KINDS = frozenset(get_args(EndKind))
MAX_TEXT = 4000
MAX_FRAMES = 40


@dataclass(frozen=True)
class End:
    """The end of a run.

    `line` is the line of the student's file where it happened, `type` the exception's, `message`
    what the end itself says; `frames` hold the student's lines only, outermost first. `own` tells
    that the exception was raised by the student's own line, not by what that line called.
    """

    kind: EndKind
    message: str = ""
    line: int | None = None
    type: str = ""
    frames: tuple[Frame, ...] = ()
    own: bool = False


@dataclass(frozen=True)
class Run:
    """What the sandbox hands to the judge: the end, and the bytes of the trace if any came.

    `layers` of protection were on, and `missing` ones this system lacks.
    """

    end: End
    header: bytes = b""
    tensors: bytes = b""
    output: str = ""
    seconds: float = 0.0
    layers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def end_from_json(fields: Any) -> End:
    """The end that a child reported, or ValueError: the bytes come from the student's process."""
    kind = fields.get("kind") if isinstance(fields, Mapping) else None
    if not isinstance(kind, str) or kind not in END_KINDS:
        raise ValueError("no known end")
    frames = fields.get("frames", [])
    if not isinstance(frames, list) or len(frames) > MAX_FRAMES:
        raise ValueError("frames are no list, or too many")
    return End(
        kind=cast(EndKind, kind),
        message=_text(fields, "message", MAX_TEXT),
        line=_line(fields),
        type=_text(fields, "type", 200),
        frames=tuple(
            Frame(line, _text(f, "function", 200), _text(f, "source", 500))
            for f in frames
            if isinstance(f, Mapping) and (line := _line(f))
        ),
        own=fields.get("own") is True,
    )


def _line(fields: Mapping[str, Any]) -> int | None:
    """The line in `fields`, None where it is none that a file can have."""
    line = fields.get("line")
    return line if type(line) is int and 0 < line < 2**31 else None


def _text(fields: Mapping[str, Any], name: str, most: int) -> str:
    text = fields.get(name, "")
    if not isinstance(text, str):
        raise ValueError(f"{name} is no text")
    return text[:most]
