"""The quiz of an exercise in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from grader.exercise import Exercise, Quiz
from grader.quiz import Score, letters
from grader.render.text import plain
from grader.words import count

# How much of what was typed is repeated.
WIDEST_TYPED = 20


def heading(console: Console, exercise: Exercise) -> None:
    """Print whose quiz it is."""
    title = Text.assemble((exercise.name, "bold"), f"  {exercise.title}: ")
    console.print(title.append(count(len(exercise.quiz), "question")))


def question(console: Console, number: int, of: int, question: Quiz) -> None:
    """Print a question with its answers, lettered."""
    console.print()
    console.print(Text(f"Question {number} of {of}", "bold"))
    console.print(Text(question.question))
    for letter, answer in zip(letters(question), question.answers, strict=True):
        console.print(Padding(Text(f"{letter}) {answer}"), (0, 0, 0, 2), expand=False))


def prompt(console: Console, question: Quiz) -> None:
    """Print which keys there are, and stay in the line."""
    console.print(f"Your answer ({_keys(question)}; q leaves): ", end="")


def no_answer(console: Console, question: Quiz, typed: str) -> None:
    """Print that what was typed is none of the answers."""
    word = plain(typed).strip()
    word = word if len(word) <= WIDEST_TYPED else f"{word[:WIDEST_TYPED]}..."
    told = f'"{word}" is none of them.' if word else "That was an empty line."
    console.print(Text(f"{told} Type {_keys(question)}, or q to leave."))


def answer(console: Console, question: Quiz, chosen: int) -> None:
    """Print whether the answer was right, and the reason."""
    if chosen == question.right:
        console.print(Text("Right.", "green"))
    else:
        right = f"{letters(question)[question.right]}) {question.answers[question.right]}"
        console.print(Text.assemble(("Not quite: ", "yellow"), f"it is {right}"))
    console.print(Padding(Text(question.reason), (0, 0, 0, 2), expand=False))


def score(console: Console, score: Score, follows: str) -> None:
    """Print the score beside the best one before, and what to type next."""
    console.print()
    told = Text(f"{score.right} of {score.of} right.", "bold")
    if score.before is not None and score.right > score.before:
        told.append(f" Better than before: it was {score.before} of {score.of}.", "green")
    elif score.before is not None and score.right < score.before:
        told.append(f" Your best stays {score.before} of {score.of}.", "not bold")
    console.print(told)
    console.print(Text.assemble("Next: ", (follows, "bold")), soft_wrap=True)


def left(console: Console, name: str) -> None:
    """Print that the quiz was left, and how to begin it again."""
    console.print()
    console.print("You left the quiz; the scores are as they were.")
    console.print(Text.assemble("Once more: ", (f"grade quiz {name}", "bold")), soft_wrap=True)


def _keys(question: Quiz) -> str:
    return ", ".join(letters(question))
