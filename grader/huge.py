"""Memory in huge pages, so that a fork is cheap: a fork copies an entry for each page.

torch takes 350 MB of small pages, whose entries cost 20 ms for each fork and its end (measured:
5 ms in huge pages). A page that a fork writes to is copied as a small one all the same.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from pathlib import Path

MADV_COLLAPSE = 25
# On the machines whose pages are of 4 KB.
SIZE = 2 << 20


def gather() -> Iterator[None]:
    """Gather this process's own memory in huge pages, a few milliseconds of work at each step.

    Where the system has none, or no room for them, nothing is different afterwards.
    """
    if sys.platform != "linux":
        return
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    for start, end in _own_memory():
        for place in range(-(-start // SIZE) * SIZE, end - SIZE + 1, SIZE):
            madvise(place, SIZE, MADV_COLLAPSE)
            yield


def _own_memory() -> list[tuple[int, int]]:
    """Where memory lies that is written to and no file's."""
    try:
        lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    fields = (line.split(maxsplit=5) for line in lines)
    own = (f[0].split("-") for f in fields if f[1] == "rw-p" and f[5:] in ([], ["[heap]"]))
    return [(int(start, 16), int(end, 16)) for start, end in own]
