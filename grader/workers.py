"""Loaders that ask for workers, read in one process.

Workers hand their batches over by sockets and shared memory, which a confined run has none of. The
batches are the same either way, and a run has one core.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from torch.utils.data import DataLoader
from torch.utils.data.dataloader import _SingleProcessDataLoaderIter

from grader.hooks import patched


class _InThisProcess(_SingleProcessDataLoaderIter):
    """What PyTorch takes for a loader without workers, for one that has some."""

    def __init__(self, loader: DataLoader[Any]) -> None:
        asked = loader.num_workers, loader.timeout
        loader.num_workers, loader.timeout = 0, 0
        try:
            super().__init__(loader)
        finally:
            loader.num_workers, loader.timeout = asked


@contextlib.contextmanager
def none_started() -> Iterator[None]:
    """Let loaders start no workers."""
    with patched(DataLoader, "_get_iterator", lambda original, loader: _InThisProcess(loader)):
        yield
