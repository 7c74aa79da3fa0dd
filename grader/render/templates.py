"""The templates in `grader/templates/`: what they are filled with is text, never markup."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment() -> Environment:
    """Where they are found: all that is filled in is escaped, and a name that is missing raises."""
    return Environment(
        loader=PackageLoader("grader"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
