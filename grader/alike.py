"""Which loaders of the student's own yield the given loader's batches.

Some make their own from the given one's parts, to ask for workers or pinned memory. The rows of
each batch are recorded either way, and the gradients of these rows are recomputed.
"""

from __future__ import annotations

from typing import Any

from torch.utils.data import DataLoader, RandomSampler, SequentialSampler


def alike(own: DataLoader[Any], given: DataLoader[Any]) -> bool:
    """Whether `own` cuts the given dataset into the same batches, by the same order or chance."""
    if own.dataset is not given.dataset or own.collate_fn is not given.collate_fn:
        return False
    if own.batch_sampler is given.batch_sampler:
        return True
    same_size = own.batch_size == given.batch_size and own.drop_last == given.drop_last
    return same_size and _same_order(own.sampler, given.sampler)


def _same_order(own: Any, given: Any) -> bool:
    if own is given:
        return True
    if type(own) is not type(given):
        return False
    if type(own) is RandomSampler:
        same_chance = own.generator is given.generator is not None
        return same_chance and not own.replacement and own.num_samples == given.num_samples
    return type(own) is SequentialSampler
