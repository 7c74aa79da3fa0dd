"""Memory is gathered in huge pages, and nothing but the time of a fork is different."""

from __future__ import annotations

import sys

import pytest

from grader import huge

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux with fork has this")


@ON_LINUX
def test_what_is_kept_stays_as_it_is() -> None:
    """Every byte is where it was, whatever the system makes of the pages."""
    kept = bytearray(range(256)) * (8 * huge.SIZE // 256)
    for _ in huge.gather():
        pass
    assert kept == bytearray(range(256)) * (8 * huge.SIZE // 256)


@ON_LINUX
def test_it_is_done_in_small_steps() -> None:
    """A process that is asked meanwhile answers between two of them."""
    steps = huge.gather()
    assert next(steps, steps) is None


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no such thing, nothing is done."""
    monkeypatch.setattr(sys, "platform", "darwin")
    assert list(huge.gather()) == []
