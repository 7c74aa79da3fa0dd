"""A dataclass trainer with a meter that detaches what it is given."""

from dataclasses import dataclass, field

import torch
from torch import nn


@dataclass
class Meter:
    values: list = field(default_factory=list)

    def update(self, loss: torch.Tensor) -> torch.Tensor:
        self.values.append(loss.detach().clone())
        return loss


@dataclass
class Trainer:
    model: nn.Module
    criterion: nn.Module
    optimizer: torch.optim.Optimizer

    def fit(self, loader, epochs):
        for epoch in range(epochs):
            meter = Meter()
            for x, y in loader:
                self.optimizer.zero_grad()
                meter.update(self.criterion(self.model(x), y)).backward()
                self.optimizer.step()
            print(f"epoch {epoch} loss {torch.stack(meter.values).mean():.3f}")


def train(model, criterion, optimizer, loader, epochs):
    Trainer(model, criterion, optimizer).fit(loader, epochs)
