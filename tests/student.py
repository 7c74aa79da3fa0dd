"""A student with a course folder of their own, who types commands in it."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import COURSE

from grader import progress
from grader.cli import main
from grader.progress import Progress, Standing
from grader.verdict import Diagnosis, Verdict

NAMES = ("exercise-01", "exercise-02", "exercise-03")


@dataclass
class Student:
    """Three exercises in a folder, and the way to run `grade` there."""

    root: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __post_init__(self) -> None:
        for name in NAMES:
            folder = self.root / "exercises" / name
            folder.mkdir(parents=True)
            for file in ("README.md", "train.py", "given.py", "exercise.toml"):
                shutil.copy(COURSE.folder(name) / file, folder / file)

    def file(self, name: str = "exercise-01") -> Path:
        """The file that the student edits."""
        return self.root / "exercises" / name / "train.py"

    def grade(self, *arguments: str, typed: str = "", cwd: Path | None = None) -> SimpleNamespace:
        """Run `grade`, with these lines typed."""
        self.monkeypatch.setenv("COLUMNS", "80")
        self.monkeypatch.setenv("NO_COLOR", "1")
        self.monkeypatch.chdir(cwd or self.root)
        self.monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as end:
            main(arguments)
        printed = self.capsys.readouterr()
        wide = [line for line in printed.out.splitlines() if len(line) > 80]
        assert not [line for line in wide if not line.startswith(("{", "    "))]  # JSON, code
        return SimpleNamespace(code=end.value.code, out=printed.out, err=printed.err)

    def grade_json(self, *arguments: str) -> dict[str, object]:
        """Run `grade` and take its one JSON object."""
        fields = json.loads(self.grade(*arguments, "--format", "json").out)
        assert isinstance(fields, dict)
        return fields

    def graded(self, code: str | None, line: int | None = None, name: str = "exercise-01") -> None:
        """Let the file as it is now have failed with this code, or have passed with None."""
        found = Diagnosis(code, "", "", line, "Who does it?") if code else None
        verdict = Verdict(name, "train.py", "failed" if code else "passed", diagnosis=found)
        content = self.file(name).read_bytes()
        progress.change(self.root, lambda known: known.with_verdict(verdict, content), pytest.fail)

    def standing(self, name: str = "exercise-01") -> Standing:
        """What the course folder remembers."""
        return self.progress().of(name)

    def progress(self) -> Progress:
        """All that the course folder remembers."""
        return progress.read(self.root, pytest.fail)
