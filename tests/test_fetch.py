"""Batches that are taken at once are those that the loader would have made."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import torch
from torch.utils.data import DataLoader, TensorDataset, default_collate
from torch.utils.data._utils.fetch import _MapDatasetFetcher

from grader import fetch

X = torch.arange(40.0).reshape(20, 2)
Y = torch.arange(20)
ODD = {
    "turned": X.reshape(2, 20).T,
    "learning": X.clone().requires_grad_(),
    "complex": torch.complex(X, X).conj(),
    "sparse": torch.eye(20).to_sparse(),
    "parameter": torch.nn.Parameter(X.clone()),
}


class Doubled(TensorDataset):
    """Gives other rows than those that it has."""

    def __getitem__(self, index: Any) -> Any:
        """A row, twice as large."""
        return tuple(2 * tensor for tensor in super().__getitem__(index))


def batches(loader: DataLoader[Any], quick: bool) -> list[Any]:
    """All batches of a loader, taken at once or not."""
    torch.manual_seed(3)
    if not quick:
        return list(loader)
    with fetch.taken_at_once():
        return list(loader)


def same(a: Any, b: Any) -> bool:
    """Whether two batches can't be told apart."""
    return type(a) is type(b) and all(
        (x.dtype, x.stride(), x.requires_grad, type(x))
        == (y.dtype, y.stride(), y.requires_grad, type(y))
        and torch.equal(x, y)
        for x, y in zip(a, b, strict=True)
    )


@pytest.mark.parametrize("shape", [(), (1,), (3, 4), (0,)])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.int64, torch.bool])
def test_they_are_the_same(shape: tuple[int, ...], dtype: torch.dtype) -> None:
    """To the bit, in type, form and order, the smaller last batch included."""
    dataset = TensorDataset(torch.randn(22, *shape).to(dtype), torch.arange(22))
    loader = DataLoader(dataset, batch_size=4, shuffle=True)
    usual, quick = batches(loader, quick=False), batches(loader, quick=True)
    assert len(usual) == len(quick) == 6
    assert all(same(a, b) for a, b in zip(usual, quick, strict=True))


def test_a_batch_is_a_copy() -> None:
    """What a loop does to a batch leaves the dataset alone."""
    kept = X.clone()
    for batch in batches(DataLoader(TensorDataset(X, Y), batch_size=4), quick=True):
        batch[0].zero_()
    assert torch.equal(X, kept)


@pytest.mark.parametrize("name", ODD)
@pytest.mark.filterwarnings("ignore")
def test_odd_tensors_are_left_to_the_loader(name: str) -> None:
    """Whatever it makes of them, or says of them."""
    loader = DataLoader(TensorDataset(ODD[name], Y), batch_size=4)
    try:
        usual = batches(loader, quick=False)
    except (RuntimeError, NotImplementedError) as error:
        with pytest.raises(type(error)):
            batches(loader, quick=True)
    else:
        assert all(same(a, b) for a, b in zip(usual, batches(loader, quick=True), strict=True))


def other_rows() -> Iterator[DataLoader[Any]]:
    """Loaders that do something of their own between the dataset and the batch."""
    yield DataLoader(Doubled(X, Y), batch_size=4)
    yield DataLoader(
        TensorDataset(X, Y), batch_size=4, collate_fn=lambda rows: default_collate(rows[:1])
    )
    yield DataLoader(TensorDataset(X, Y), batch_size=None)
    yield DataLoader(TensorDataset(X, Y), batch_sampler=[torch.tensor([1, 2]), torch.tensor([3])])
    yield DataLoader(TensorDataset(X, Y), batch_sampler=[(0, 1), (2,)])
    yield DataLoader(TensorDataset(X, Y), batch_sampler=[[-1, 0], [True]])


@pytest.mark.parametrize("loader", list(other_rows()))
def test_what_is_done_to_rows_is_done(loader: DataLoader[Any]) -> None:
    """A dataset, a collate function and a sampler of one's own have their effect."""
    usual, quick = batches(loader, quick=False), batches(loader, quick=True)
    assert all(same(a, b) for a, b in zip(usual, quick, strict=True))


def test_who_watches_rows_sees_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop may put its own function in the place of a dataset's."""
    seen: list[int] = []
    original = TensorDataset.__getitem__

    def watched(dataset: Any, index: int) -> Any:
        seen.append(index)
        return original(dataset, index)

    monkeypatch.setattr(TensorDataset, "__getitem__", watched)
    batches(DataLoader(TensorDataset(X, Y), batch_size=4), quick=True)
    assert seen == list(range(20))


def test_a_row_that_there_is_not_is_told_as_usual() -> None:
    """In the loader's own words."""
    loader = DataLoader(TensorDataset(X, Y), batch_sampler=[[3, 99]])
    with pytest.raises(IndexError, match="99") as usual:
        batches(loader, quick=False)
    with pytest.raises(IndexError) as quick:
        batches(loader, quick=True)
    assert str(usual.value) == str(quick.value)


@pytest.mark.parametrize("name", ["_utils.fetch", "_utils.collate"])
def test_a_torch_of_other_parts_is_let_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where torch lacks what this builds on, its loaders do as they always do."""
    monkeypatch.setitem(sys.modules, f"torch.utils.data.{name}", None)
    other = ModuleType("other")
    exec(Path(fetch.__file__).read_text(encoding="utf-8"), other.__dict__)
    assert fetch.KNOWN
    assert not other.KNOWN
    original = _MapDatasetFetcher.fetch
    with other.taken_at_once():
        assert _MapDatasetFetcher.fetch is original
    with fetch.taken_at_once():
        assert _MapDatasetFetcher.fetch is not original


def test_no_rows_are_left_to_the_loader() -> None:
    """A sampler that yields an empty batch is told by the loader that there is none."""
    loader = DataLoader(TensorDataset(X, Y), batch_sampler=[[]])
    for quick in (False, True):
        with pytest.raises(IndexError):
            batches(loader, quick)
