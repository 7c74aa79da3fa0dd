"""A batch of plain tensors, taken from the dataset at once.

A `DataLoader` takes a `TensorDataset` apart row by row and joins the rows again, which is half of
the time of a small loop. Rows that are taken at once are the same numbers in a tensor of the same
form. Where anything might tell the two apart, the loader does as it always does.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import TensorDataset, default_collate

from grader.hooks import patched

# What is torch's own affair: where a version has it no more, rows are taken one by one.
try:
    from torch._C import _len_torch_dispatch_stack, _len_torch_function_stack
    from torch.utils.data._utils.collate import collate_tensor_fn, default_collate_fn_map
    from torch.utils.data._utils.fetch import _MapDatasetFetcher
except ImportError:
    KNOWN = False
else:
    KNOWN = True

# Plain numbers: neither complex nor quantized.
DTYPES = frozenset(
    (
        torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.bool,
        torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64,
    )
)  # fmt: skip
# What a loop would have exchanged that wants to see each row.
ROW = TensorDataset.__getitem__


def taken_at_once() -> AbstractContextManager[None]:
    """Inside the block, loaders take batches of plain tensors at once."""
    return patched(_MapDatasetFetcher, "fetch", at_once) if KNOWN else nullcontext()


def at_once(original: Callable[..., Any], fetcher: Any, rows: Any) -> Any:
    """The batch of these rows, in the place of `fetch` of a loader's fetcher."""
    if not _plain(fetcher, rows):
        return original(fetcher, rows)
    try:
        index = torch.from_numpy(np.array(rows, np.int64))
        return [tensor.index_select(0, index) for tensor in fetcher.dataset.tensors]
    except (RuntimeError, IndexError):
        return original(fetcher, rows)  # which tells in its own words what is wrong


def _plain(fetcher: Any, rows: Any) -> bool:
    """Whether rows of this dataset are joined as usual, and nobody watches."""
    dataset = fetcher.dataset
    return (
        type(dataset) is TensorDataset
        and fetcher.collate_fn is default_collate
        and fetcher.auto_collation
        and type(rows) is list
        and set(map(type, rows)) == {int}
        and all(map(_is_plain, dataset.tensors))
        and TensorDataset.__getitem__ is ROW
        and not hasattr(dataset, "__getitems__")
        and default_collate_fn_map.get(Tensor) is collate_tensor_fn
        and not _len_torch_function_stack()
        and not _len_torch_dispatch_stack()
    )


def _is_plain(tensor: Any) -> bool:
    """Whether rows that are selected are laid out as they are when they are stacked."""
    return (
        type(tensor) is Tensor
        and tensor.layout is torch.strided
        and tensor.is_contiguous()
        and not tensor.requires_grad
        and tensor.dtype in DTYPES
        and not tensor.is_inference()
    )
