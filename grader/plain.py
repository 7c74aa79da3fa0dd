"""Records of plain JSON data and back, checked on reading; what a record does not know is kept.

A reader takes a value as JSON gave it, and returns it or raises TypeError or ValueError.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

Record = TypeVar("Record")
Reader = Callable[[Any], Any]
# How deep unknown values may be nested: what can be read must be writable again.
DEEPEST = 20


def record(kind: type[Record], values: Any, **readers: Reader) -> Record:
    """The record of `kind` that these values are; those without a reader come into its `more`.

    Raises TypeError or ValueError where a value is missing or none that its reader takes.
    """
    if not isinstance(values, dict):
        raise TypeError(f"{kind.__name__} is no object")
    known = {name: take(values[name]) for name, take in readers.items() if name in values}
    more = {name: _shallow(v) for name, v in values.items() if name not in readers}
    build: Callable[..., Record] = kind
    return build(**known, more=more)


def flat(record: Any) -> dict[str, Any]:
    """The values of a record, with those in its `more` beside them."""
    known = {own.name: getattr(record, own.name) for own in fields(record)}
    return {**known.pop("more"), **known}


def text(value: Any) -> str:
    """Any text."""
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def word(value: Any) -> str:
    """A text of one line that may be printed as it is."""
    if not text(value).isprintable():
        raise ValueError("not printable")
    return text(value)


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise TypeError("neither true nor false")
    return value


def count(value: Any) -> int:
    """A number of things."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 31:
        raise TypeError("no count")
    return value


def maybe(take: Reader) -> Reader:
    """A reader of what may be null."""
    return lambda value: None if value is None else take(value)


def each(take: Reader) -> Reader:
    """A reader of an object whose values are all of one kind."""

    def read(values: Any) -> dict[str, Any]:
        if not isinstance(values, dict):
            raise TypeError("no object")
        return {name: take(value) for name, value in values.items()}

    return read


def _shallow(value: Any, deepest: int = DEEPEST) -> Any:
    """The value, where it is not nested deeper; else ValueError."""
    if isinstance(value, dict | list):
        if not deepest:
            raise ValueError("nested too deeply")
        for inner in value.values() if isinstance(value, dict) else value:
            _shallow(inner, deepest - 1)
    return value
