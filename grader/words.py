"""Words for people: counts that agree with their nouns, paths that can be pasted."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import unicodedata
from pathlib import Path

SINGULAR = re.compile(
    r"(?<![\d.,-])1 (step|time|iteration|batch(?=es)|epoch|update|loop|sample|place|element)e?s\b"
)


def count(number: int, noun: str) -> str:
    """`1 step`, `2 steps`, `2 batches`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun}es" if noun.endswith(("s", "x", "sh", "tch")) else f"{number} {noun}s"


def agreeing(text: str) -> str:
    """The text with `1 steps` and the like made `1 step`."""
    return SINGULAR.sub(lambda match: f"1 {match[1]}", text)


def for_shell(path: str | Path) -> str:
    """The path as it is typed into this system's shell."""
    return subprocess.list2cmdline([str(path)]) if os.name == "nt" else shlex.quote(str(path))


def one_line(text: str, most: int = 120) -> str:
    """The text as one line that can be printed: what can't is shown as �, what is long is cut."""
    plain = "".join(map(_printable, text[: 4 * most]))
    if len(text) <= most:
        return plain
    return f"{plain[: most // 2]}...{text_end(text, most // 2 - 3)}"


def text_end(text: str, count: int) -> str:
    """The last characters of a text, as they can be printed."""
    return "".join(map(_printable, text[-count:]))


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return " " if unicodedata.category(character) == "Zs" else "\ufffd"
