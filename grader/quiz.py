"""The questions of an exercise: what an answer means, and which score is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import ascii_lowercase

from grader.exercise import Quiz
from grader.progress import Standing

LEAVE = ("q", "quit", "exit")


@dataclass(frozen=True)
class Score:
    """How many answers were right, and the best score before on as many questions."""

    right: int
    of: int
    before: int | None = None


def letters(question: Quiz) -> str:
    """The letters of the answers, as in `abc`."""
    return ascii_lowercase[: len(question.answers)]


def choice(question: Quiz, typed: str) -> int | None:
    """The index of the answer that was typed as `b`, `B`, `b)` or `2`; None where it is none."""
    word = typed.strip(" \t\r\n().").lower()
    known = {letter: index for index, letter in enumerate(letters(question))}
    known |= {str(index + 1): index for index in known.values()}
    return known.get(word)


def leaves(typed: str) -> bool:
    """Whether the quiz is to end here."""
    return typed.strip().lower() in LEAVE


def score(standing: Standing, right: int, of: int) -> Score:
    """The score beside the best one before; one on another number of questions is no measure."""
    return Score(right, of, standing.quiz_right if standing.quiz_of == of else None)


def kept(standing: Standing, score: Score) -> Standing:
    """The standing with the better of the two scores."""
    same = standing.quiz_of == score.of and standing.quiz_right is not None
    best = max(score.right, standing.quiz_right or 0) if same else score.right
    return replace(standing, quiz_right=best, quiz_of=score.of)
