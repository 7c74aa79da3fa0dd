"""Which part of a line is to blame: the call that a code is about, or the whole statement."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator, Mapping
from contextlib import suppress

from grader.source import CLIPPERS, CUTTING_CALLS, CUTTING_METHODS, NO_GRAD, Source
from grader.syntax import called

BACKWARD = ("backward",)
STEP = ("step",)
ZEROING = ("zero_grad", "zero_", "fill_")
CUTTING = (*CUTTING_METHODS, *CUTTING_CALLS, "data")
SWITCHES = (*NO_GRAD, "requires_grad_", "requires_grad")
OPTIMIZERS = ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad")

# Code → the names that its mistake is made with, where there are such.
NAMES: Mapping[str, tuple[str, ...]] = {
    "backward-once-per-epoch": BACKWARD,
    "backward-wrong-tensor": BACKWARD,
    "double-backward": BACKWARD,
    "loss-not-scalar": BACKWARD,
    "retain-graph-needless": BACKWARD,
    "step-before-backward": STEP,
    "step-once-per-epoch": STEP,
    "double-step": STEP,
    "wrong-optimizer-stepped": STEP,
    "accumulation-missing": STEP,
    "accumulation-remainder": STEP,
    "zero-grad-after-backward": ZEROING,
    "accumulation-discarded": ZEROING,
    "loss-detached": CUTTING,
    "detach-unused": CUTTING,
    "grad-disabled": SWITCHES,
    "parameters-frozen": SWITCHES,
    "clip-after-step": CLIPPERS,
    "clip-before-backward": CLIPPERS,
    "gradient-clipped": CLIPPERS,
    "loss-wrong-input": ("softmax", "sigmoid", "relu", "tanh", "argmax"),
    "log-softmax-twice": ("log_softmax", "LogSoftmax"),
    "optimizer-recreated": OPTIMIZERS,
    "optimizer-replaced": OPTIMIZERS,
    "optimizer-of-other-parameters": OPTIMIZERS,
    "model-replaced": ("deepcopy",),
    "weights-loaded": ("load_state_dict", "copy_"),
    "snapshot-aliased": ("state_dict",),
    "wrong-mode": ("eval", "train"),
    "exited": ("exit", "_exit", "quit", "abort"),
}


def columns(source: Source, line: int | None, code: str) -> tuple[int, int] | None:
    """The first and the last character of `line`, from 1, that the code is about."""
    if not source.line(line).strip():
        return None
    wanted = NAMES.get(code, ())
    named = [span for name, span in _named(source, line) if name in wanted]
    return named[0] if named else _statement(source.line(line))


def _named(source: Source, line: int | None) -> Iterator[tuple[str, tuple[int, int]]]:
    """Calls and attributes on the line, in its order: `item()` of `loss.item()`."""
    text = source.line(line).encode()
    found: list[tuple[int, int, str]] = []
    for node in source.nodes:
        end = getattr(node, "end_col_offset", None)
        if end is None or getattr(node, "end_lineno", None) != line:
            continue
        if isinstance(node, ast.Call) and node.func.end_lineno == line:
            found.append((_start(node.func), -end, called(node)))
        elif isinstance(node, ast.Attribute):
            found.append((_start(node), -end, node.attr))
    for start, minus, name in sorted(found):
        yield name, (len(text[:start].decode()) + 1, len(text[:-minus].decode()))


def _start(node: ast.expr) -> int:
    """Where the last name of `a.b.c` begins, in bytes."""
    if isinstance(node, ast.Attribute) and node.end_col_offset is not None:
        return node.end_col_offset - len(node.attr.encode())
    return node.col_offset


def _statement(text: str) -> tuple[int, int]:
    """The whole line, without its indent and without a comment behind it."""
    first = len(text) - len(text.lstrip())
    with suppress(tokenize.TokenError, SyntaxError):  # a part of a statement, or none at all
        for token in tokenize.generate_tokens(io.StringIO(text[first:]).readline):
            if token.type == tokenize.COMMENT and token.start[1]:
                text = text[: first + token.start[1]]
                break
    return first + 1, max(first + 1, len(text.rstrip()))
