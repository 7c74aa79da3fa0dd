"""Which of the packages that grading needs can be imported, tried in a process of its own.

A torchvision built for another torch may raise, or end its process: here only the trial ends.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata

from grader.launch import grader_environment

PATIENCE = 120.0
"""How long a first import may take from a slow disk, in seconds."""
MOST_WORDS = 300
MARK = "gradlings-trial "
TRIAL = f"""
import importlib, json, sys
def tell(**fields):
    print("{MARK}" + json.dumps(fields), flush=True)
for name in sys.argv[1:]:
    tell(name=name, state="trying")
    try:
        module = importlib.import_module(name)
        tell(name=name, state="imported", version=str(getattr(module, "__version__", "")))
    except ModuleNotFoundError as error:
        tell(name=name, state="missing" if error.name == name else "failed", words=str(error))
    except BaseException as error:
        tell(name=name, state="failed", words=f"{{type(error).__name__}}: {{error}}")
"""


@dataclass(frozen=True)
class Trial:
    """What came of importing one package: its version, or `words` on what went wrong."""

    name: str
    version: str = ""
    missing: bool = False
    words: str = ""

    @property
    def imported(self) -> bool:
        """Whether it can be used."""
        return not self.missing and not self.words

    @property
    def failure(self) -> str:
        """What to say where it can't."""
        return "is not installed" if self.missing else f"can't be imported: {self.words}"

    @property
    def numbers(self) -> tuple[int, ...]:
        """The version's leading numbers: (2, 15, 0) of "2.15.0+cpu"."""
        parts = self.version.partition("+")[0].split(".")
        return tuple(int(part) for part in parts if part.isdecimal())


def tried(names: Sequence[str], patience: float = PATIENCE) -> dict[str, Trial]:
    """Import the packages in this order, in one fresh interpreter as grading starts it."""
    command = [sys.executable, "-P", "-c", TRIAL, *names]
    end = "its process ended"
    try:
        ended = subprocess.run(
            command,
            env=grader_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
        )
        output, end = ended.stdout, _end(ended.returncode)
    except subprocess.TimeoutExpired as error:
        output, end = error.stdout or b"", f"importing it takes longer than {patience:g} seconds"
    except OSError as error:
        output, end = b"", f'"{sys.executable}" can\'t be started: {error.strerror}'
    told = _last_words(output.decode("utf-8", "replace"))
    return {name: _trial(name, told.get(name), end) for name in names}


def _last_words(output: str) -> dict[str, dict[str, str]]:
    """What was last told of each package, whatever else was printed."""
    told = (line[len(MARK) :] for line in output.splitlines() if line.startswith(MARK))
    return {fields["name"]: fields for fields in map(json.loads, told)}


def _trial(name: str, told: dict[str, str] | None, end: str) -> Trial:
    if told is None:
        return Trial(name, words=f"not tried: {end}")
    if told["state"] == "trying":
        return Trial(name, words=end)
    words = " ".join(told.get("words", "").split())[:MOST_WORDS]
    return Trial(name, told.get("version", ""), told["state"] == "missing", words)


def _end(code: int) -> str:
    """How a process that told no more came to its end."""
    if code >= 0:
        return f"its process ended with exit code {code}"
    try:
        return f"its process was ended by the signal {signal.Signals(-code).name}"
    except ValueError:
        return f"its process was ended by the signal {-code}"


def other_torch(version: str) -> str:
    """The torch that the installed torchvision asks for, where `version` is another one."""
    from packaging.requirements import Requirement

    for line in metadata.requires("torchvision") or ():
        asked = Requirement(line)
        if asked.name == "torch" and not asked.specifier.contains(version, prereleases=True):
            return str(asked)
    return ""
