"""Copies of parameters and gradients as bytes, and of hyperparameters: the recorder's hot path."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from grader.trace import Array

# Rows of one forward that are looked at.
MOST_ROWS = 10_000
FLOAT32 = np.dtype(np.float32)
PLAIN = (bool, int, float, str, type(None))


class Snapshot:
    """Copies all parameters as one row of bytes; views are kept while the storage stays."""

    def __init__(self, parameters: list[nn.Parameter], shapes: tuple[tuple[int, ...], ...]) -> None:
        self.parameters = parameters
        self.shapes = shapes
        self.pointers = [0] * len(parameters)
        self.views: list[Any] = [None] * len(parameters)

    def __call__(self) -> bytes:
        for i, parameter in enumerate(self.parameters):
            if parameter.data_ptr() != self.pointers[i]:
                self._renew(i, parameter)
        return b"".join([view.tobytes() for view in self.views])

    def _renew(self, i: int, parameter: nn.Parameter) -> None:
        data = parameter.detach()
        if data.dtype == torch.float32 and tuple(data.shape) == self.shapes[i]:
            self.pointers[i], self.views[i] = parameter.data_ptr(), data.numpy()
            return
        # Another dtype or shape: no view can follow it, so look again every time.
        self.pointers[i] = -1
        fits = tuple(data.shape) == self.shapes[i]
        self.views[i] = data.float().numpy() if fits else np.zeros(self.shapes[i], np.float32)


def gradient_bytes(gradient: Tensor) -> bytes:
    """A gradient's float32 values, also of one that is sparse, half, or has a graph of its own."""
    try:
        if gradient.dtype is torch.float32:
            return gradient.numpy().tobytes()
    except (TypeError, RuntimeError):
        pass  # numpy() takes neither a sparse one nor one with a graph
    return gradient.detach().to_dense().float().resolve_conj().numpy().tobytes()


def gradients_at_once(gradients: Sequence[Tensor | None], sizes: Sequence[int]) -> bytes | None:
    """The bytes of all gradients, each of so many; None where any is not there or not as usual."""
    arrays: list[Any] = []
    try:
        for gradient, size in zip(gradients, sizes, strict=True):
            if gradient is None:
                return None
            array = gradient.numpy()
            if array.dtype is not FLOAT32 or array.nbytes != size:
                return None
            arrays.append(array)
        return b"".join(arrays)
    except (TypeError, RuntimeError, ValueError, BufferError):
        return None  # it is sparse, has a graph, or does not lie in one piece


def row_marks(tensor: Tensor) -> list[int]:
    """A number for each row that identifies its float32 values, wherever they lie."""
    rows = tensor.detach().to(torch.float32).reshape(len(tensor), -1) if tensor.dim() else ()
    data = (row.numpy().tobytes() for row in rows[:MOST_ROWS])
    return [int.from_bytes(hashlib.blake2b(d, digest_size=6).digest(), "big") for d in data]


def as_rows(rows: list[bytes], size: int) -> Array:
    """Copied rows as one array [rows, size]."""
    return np.frombuffer(b"".join(rows), np.float32).reshape(-1, size)


def as_row(data: bytes) -> Array:
    """One copied row as an array [size]."""
    return np.frombuffer(data, np.float32)


def hyperparameters(optimizer: Optimizer) -> list[dict[str, Any]]:
    """The plain values of each parameter group that the optimizer's class knows."""
    return [
        {k: v for k, v in group.items() if k in optimizer.defaults and isinstance(v, PLAIN)}
        for group in optimizer.param_groups
    ]


def same(groups: list[dict[str, Any]], saved: list[dict[str, Any]]) -> bool:
    """Whether parameter groups are as they were: cheap where they are, and never an error."""
    try:
        return groups == saved  # compares by identity first, so tensors are not looked into
    except RuntimeError:
        return False


def marks(parameters: Iterable[nn.Parameter]) -> list[tuple[int, int]]:
    """For each parameter, what changes when its gradient is written, or written to."""
    return [
        (0, 0) if (grad := parameter.grad) is None else (id(grad), grad._version)
        for parameter in parameters
    ]


def difference(before: list[dict[str, Any]], now: list[dict[str, Any]]) -> str:
    """The first hyperparameter that changed, as "lr: 0.1 → 0.5"."""
    for old, new in zip(before, now, strict=False):
        for key, value in new.items():
            if old.get(key) != value:
                return f"{key}: {_shown(old.get(key))} → {_shown(value)}"
    return "parameter groups"


def _shown(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
