"""A batch of plain tensors, taken from the dataset at once.

A `DataLoader` takes a `TensorDataset` apart row by row and joins the rows again, which is half of
the time of a small loop. Rows that are taken at once are the same numbers in a tensor of the same
form. Where anything might tell the two apart, the loader does as it always does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import TensorDataset, default_collate
from torch.utils.data._utils.collate import collate_tensor_fn, default_collate_fn_map

# What a loop would have exchanged that wants to see each row.
ROW = TensorDataset.__getitem__


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
        and all(type(row) is int for row in rows)
        and all(map(_is_plain, dataset.tensors))
        and TensorDataset.__getitem__ is ROW
        and not hasattr(dataset, "__getitems__")
        and default_collate_fn_map.get(Tensor) is collate_tensor_fn
        and not torch._C._len_torch_function_stack()
        and not torch._C._len_torch_dispatch_stack()
    )


def _is_plain(tensor: Any) -> bool:
    """Whether rows that are selected are laid out as they are when they are stacked."""
    return (
        type(tensor) is Tensor
        and tensor.layout is torch.strided
        and tensor.is_contiguous()
        and not tensor.requires_grad
        and not tensor.is_complex()
        and not tensor.is_quantized
        and not tensor.is_inference()
    )
