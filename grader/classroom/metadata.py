"""Gradescope's metadata, read event by event: no value is built but the few that are wanted.

So aliases cost nothing, whatever they stand for, and neither do numbers, dates and tags: every
value is text. What could be read before a damaged place stays read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from grader.classroom.tree import Refused

# How deep values may be nested, how many people hand in together, and what is kept of texts.
DEEPEST, MOST_SUBMITTERS, LONGEST, MOST_ALIASES = 40, 50, 300, 10_000
# Ruby ends a document like this and begins the next one without a word, which PyYAML does not take.
END = re.compile(rb"^\.\.\.(?=[ \t]*\r?$)", re.MULTILINE)
TIME = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)[Tt \t]+(\d\d?):(\d\d):(\d\d)(?:\.(\d{1,6})\d*)?"
    r"[ \t]*(?:(Z|UTC)|([-+])(\d\d?):?(\d\d)?)",
    re.ASCII,
)


@dataclass(frozen=True)
class Entry:
    """A submission as the metadata tells: its submitters' "name", "sid" and "email"."""

    submitters: tuple[dict[str, str], ...]
    created_at: datetime | None


def read_entries(content: bytes, shown: str, entries: dict[str, Entry]) -> None:
    """Put the entries into `entries`, by their folder, one by one; Refused where they break off."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events = yaml.parse(END.sub(b"---", content), Loader=loader)
        for name, entry in _entries(_shallow(events)):
            entries[name] = entry
    except (yaml.YAMLError, ValueError, StopIteration, RuntimeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" from line {mark.line + 1} on" if mark is not None else ""
        raise Refused(
            f'"{shown}" can\'t be read{where}: who handed in what stands there.',
            "Export it once more; until then students are named after their folders.",
        ) from error


def _shallow(events: Iterator[Any]) -> Iterator[Any]:
    """The events, as long as they are not nested too deeply.

    Ruby writes a text that it has written before as an alias: it takes that text's place.
    """
    from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent

    depth = 0
    texts: dict[str, Any] = {}
    for event in events:
        if isinstance(event, ScalarEvent):
            if event.anchor and len(event.value) <= LONGEST and len(texts) < MOST_ALIASES:
                texts[event.anchor] = event
        elif isinstance(event, AliasEvent):
            event = texts.get(event.anchor or "", event)
        depth += isinstance(event, CollectionStartEvent)
        depth -= isinstance(event, CollectionEndEvent)
        if depth > DEEPEST:
            raise ValueError("nested too deeply")
        yield event


def _entries(events: Iterator[Any]) -> Iterator[tuple[str, Entry]]:
    """Those of all documents in the stream: exports of large classes have several."""
    from yaml.events import MappingStartEvent

    for event in events:
        if isinstance(event, MappingStartEvent):
            for name, value in _pairs(events):
                yield name, _entry(events, value)
        else:
            _text(events, event)


def _pairs(events: Iterator[Any]) -> Iterator[tuple[str, Any]]:
    """The keys of a mapping that has begun, each with the event that its value begins with.

    Who takes a pair takes the rest of the value, too.
    """
    from yaml.events import MappingEndEvent

    for event in events:
        if isinstance(event, MappingEndEvent):
            return
        name = _text(events, event)
        yield name, next(events)


def _entry(events: Iterator[Any], value: Any) -> Entry:
    from yaml.events import MappingStartEvent, SequenceStartEvent

    submitters: tuple[dict[str, str], ...] = ()
    created_at = None
    if not isinstance(value, MappingStartEvent):
        _text(events, value)
        return Entry((), None)
    for name, inner in _pairs(events):
        if name in (":submitters", "submitters") and isinstance(inner, SequenceStartEvent):
            submitters = tuple(_submitters(events))[:MOST_SUBMITTERS]
        elif name in (":created_at", "created_at"):
            created_at = moment(_text(events, inner))
        else:
            _text(events, inner)
    return Entry(submitters, created_at)


def _submitters(events: Iterator[Any]) -> Iterator[dict[str, str]]:
    from yaml.events import MappingStartEvent, SequenceEndEvent

    for event in events:
        if isinstance(event, SequenceEndEvent):
            return
        if isinstance(event, MappingStartEvent):
            fields = {name.lstrip(":"): _text(events, value) for name, value in _pairs(events)}
            yield {name: fields.get(name, "") for name in ("name", "sid", "email")}
        else:
            _text(events, event)


def _text(events: Iterator[Any], value: Any) -> str:
    """The text of a value that begins with this event, "" where it is none; all of it is taken."""
    from yaml.events import CollectionEndEvent, CollectionStartEvent, ScalarEvent

    depth = int(isinstance(value, CollectionStartEvent))
    while depth:
        event = next(events)
        depth += isinstance(event, CollectionStartEvent)
        depth -= isinstance(event, CollectionEndEvent)
    plain = isinstance(value, ScalarEvent) and value.value not in ("", "~", "null")
    return str(value.value)[:LONGEST] if plain else ""


def moment(text: str) -> datetime | None:
    """The time that a text tells together with its zone, else None."""
    match = TIME.fullmatch(text.strip())
    if match is None:
        return None
    numbers = [int(part) for part in match.groups()[:6]]
    fraction = int((match[7] or "0").ljust(6, "0"))
    minutes = 0 if match[8] else int(match[10]) * 60 + int(match[11] or 0)
    ahead = timedelta(minutes=-minutes if match[9] == "-" else minutes)
    try:
        return datetime(*numbers, fraction, tzinfo=timezone(ahead))  # type: ignore[misc, arg-type]
    except ValueError:
        return None
