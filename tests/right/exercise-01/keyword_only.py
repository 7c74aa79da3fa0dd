from __future__ import annotations

import torch
from torch import nn
from torch.utils.data import DataLoader


def train(*, model: nn.Module, criterion: nn.Module, optimizer: torch.optim.Optimizer,
          loader: DataLoader, epochs: int) -> list[float]:
    losses: list[float] = []
    for _epoch in range(epochs):
        for x, y in loader:
            assert x.ndim == 2 and y.dtype == torch.int64
            optimizer.zero_grad()
            loss: torch.Tensor = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(float(loss))
    return losses
