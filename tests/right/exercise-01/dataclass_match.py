from __future__ import annotations
from dataclasses import dataclass, field
import torch
from torch import nn, Tensor
@dataclass(slots=True)
class Cfg:
    log_every: int = 50
    hist: list[float] = field(default_factory=list)
def train(model: nn.Module, criterion: nn.Module, optimizer: torch.optim.Optimizer, loader: torch.utils.data.DataLoader[tuple[Tensor, Tensor]], epochs: int) -> list[float]:
    cfg = Cfg()
    for e in range(epochs):
        for b in loader:
            match b:
                case [Tensor() as x, y]:
                    pass
                case {"x": x, "y": y}:
                    pass
            optimizer.zero_grad(); (l := criterion(model(x), y)).backward(); optimizer.step()
            cfg.hist.append(l.item())
    return cfg.hist
