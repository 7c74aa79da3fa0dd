"""`grade explain`: the page of a code."""

from __future__ import annotations

from collections.abc import Sequence

import click

from grader.cli.choices import codes
from grader.cli.output import console, report
from grader.errors import ExitCode, UsageError


@click.command
@click.argument("code", required=False, shell_complete=codes)
def explain(code: str | None) -> int:
    """What a code of a verdict means, with an example of each.

    CODE is like zero-grad-missing; without it, all codes are listed.
    """
    from grader import pages
    from grader.render import pages as show

    if code is None:
        titles = {
            family: {name: page.title for name in listed if (page := pages.page(name))}
            for family, listed in pages.families().items()
        }
        report(lambda: show.listing(console(), titles))
        return ExitCode.PASSED
    page = pages.page(code.strip().lower())
    if page is None:
        raise UsageError(f'There is no code "{code}".', _nearest(code, pages.codes()))
    report(lambda: show.page(console(), page))
    return ExitCode.PASSED


def _nearest(word: str, known: Sequence[str]) -> str:
    """What was meant, or where to look."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), known, n=1)
    return f"Did you mean: grade explain {near[0]}" if near else "grade explain lists them all."
