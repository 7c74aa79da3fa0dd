"""What the names of files and folders say: which exercise, which attempt, whose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from unicodedata import normalize

from grader.classroom.tree import folded
from grader.words import one_line

LOOPS = (".py", ".ipynb")
SEPARATORS = " _-.,+()[]"
# "train (1).py" and "train-1.py": how browsers and systems number what is there already.
NUMBERED = re.compile(r"^(.*?)(?:[-_ ]?\((\d{1,6})\)|-(\d{1,6}))$", re.DOTALL)
COPY = re.compile(r"[-_ ]*(?:\(\d{1,6}\)|-\d{1,6})?", re.DOTALL)
# "ana (1)_exercise-01": the same, where the exercise comes last.
COPIED = re.compile(r"[ _-]*\(\d{1,6}\)[-_ .]*$")
LONGEST_KEY, DIGITS = 100, 12
DIGESTED = re.compile(rf"-[0-9a-f]{{{DIGITS}}}$", re.ASCII)


@dataclass(frozen=True)
class Said:
    """What a name says: exercises, known or not, and what is left of it beside them."""

    exercises: frozenset[str]
    before: str
    after: str

    @property
    def beside(self) -> str:
        """The rest of the name: whose it is, perhaps; numbers of copies are left out."""
        after = "" if COPY.fullmatch(self.after) else self.after
        before = COPIED.sub("", self.before)
        return " ".join(filter(None, (before.strip(SEPARATORS), after.strip(SEPARATORS))))


@dataclass(frozen=True)
class Naming:
    """The names of a course's exercises, those that were asked for, and that of the place."""

    exercises: tuple[str, ...]
    only: tuple[str, ...] = ()
    place: str = ""

    @property
    def sole(self) -> str | None:
        """The exercise that a file is for which does not say so.

        Where there is but one, it is that, and else the one after which the place is named.
        """
        asked = self.only or self.exercises
        named = [name for name in asked if name in self.said(self.place).exercises]
        return next((names[0] for names in (asked, named) if len(names) == 1), None)

    def wanted(self, exercise: str) -> bool:
        """Whether this exercise was asked for."""
        return not self.only or exercise in self.only

    @cached_property
    def _known(self) -> dict[tuple[str, int], str]:
        parts = (name.rpartition("-") for name in self.exercises)
        return {(a.lower(), int(n)): f"{a}{sep}{n}" for a, sep, n in parts if n.isdecimal()}

    @cached_property
    def _words(self) -> list[str]:
        return sorted({word for word, _ in self._known} or {"exercise"})

    @property
    def _is_shortened(self) -> bool:
        return "exercise" in self._words and "ex" not in self._words

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        whole = rf"({'|'.join(map(re.escape, self._words))})[-_ .]*([0-9]{{1,6}})(?![0-9])"
        # "ex1", but not in "hex10", nor in "ex1a": an abbreviation is a word of its own.
        short = r"(?<![^\W\d_])(ex)[-_ .]*([0-9]{1,6})(?![^\W_])"
        pattern = f"{whole}|{short}" if self._is_shortened else whole
        return re.compile(pattern, re.IGNORECASE)

    def said(self, name: str) -> Said:
        """What a name says, without its suffix."""
        found = list(self._pattern.finditer(name))
        if not found:
            # Digits and letters of other widths; a person's name stays as it is written.
            plain = normalize("NFKC", name)
            found = list(self._pattern.finditer(plain))
            name = plain if found else name
        if not found:
            return Said(frozenset(), name, "")
        names = {self._named(*filter(None, match.groups())) for match in found}
        return Said(frozenset(names), name[: found[0].start()], name[found[-1].end() :])

    def exercise_in(self, names: Sequence[str]) -> str | None:
        """The exercise that the last name says, or else the one before; None where none does.

        A name that says two says nothing.
        """
        for name in reversed(names):
            said = self.said(name).exercises
            if len(said) == 1:
                return next(iter(said))
            if said:
                return None
        return None

    def marked(self, mark: str) -> str | None:
        """The exercise that is named in a notebook's `%%grade`, by its number alone perhaps."""
        for name in self.exercises:
            if mark.isdecimal() and int(mark[:9]) == int(name.rpartition("-")[2]):
                return name
        said = self.said(mark).exercises
        return next((name for name in self.exercises if name in said), None)

    def _named(self, word: str, number: str) -> str:
        word = word.lower()
        if word == "ex" and self._is_shortened:
            word = "exercise"
        return self._known.get((word, int(number)), f"{word}-{int(number):02d}")

    def is_expected(self, stem: str) -> bool:
        """Whether a file is named as it was handed out, or just by its exercise."""
        if folded(stem) == "train":
            return True
        said = self.said(stem)
        return bool(said.exercises) and not said.before and not said.after

    def numbered(self, stem: str) -> tuple[str, int]:
        """The stem without the number that a system has put behind it, and this number."""
        match = NUMBERED.match(stem)
        if match is None or self.said(stem).exercises > self.said(match[1]).exercises:
            return stem, 0
        return match[1], int(match[2] or match[3])


def stem_of(name: str) -> tuple[str, str]:
    """A file's name without its suffix, and the suffix where a loop may be in such a file."""
    suffix = next((s for s in LOOPS if name.lower().endswith(s)), "")
    return (name[: -len(suffix)], suffix) if suffix else (name, "")


def person(name: str) -> str:
    """A person's name as it is shown: on one line, its characters in one form."""
    return one_line(normalize("NFC", name)).strip() or "?"


def key_of(name: str) -> str:
    """A key from a name as it is stored, the same in any case: one line, of bounded length.

    A name that can't be printed as it is, or is too long, ends in a digest of all of it, and so
    does one that looks as if it did: no other name has the same key.
    """
    key = folded(name).strip(" ")
    if key == one_line(key, LONGEST_KEY) and key and not DIGESTED.search(key):
        return key
    digest = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
    return f"{one_line(key, LONGEST_KEY - 20).strip()}-{digest}"


def exercises_in_order(names: Sequence[str]) -> dict[str, int]:
    """The place of each exercise in the course."""
    return {name: place for place, name in enumerate(names)}
