"""Words for people: counts that agree with their nouns."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """`1 step`, `2 steps`, `2 batches`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun}es" if noun.endswith(("s", "ch", "sh")) else f"{number} {noun}s"
