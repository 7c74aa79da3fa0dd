"""A dataclass that holds the parts, with one method for each level of the loop."""

from dataclasses import dataclass, field

import torch
from torch import nn


@dataclass
class Trainer:
    model: nn.Module
    criterion: nn.Module
    optimizer: torch.optim.Optimizer
    history: list = field(default_factory=list)

    def batch(self, x, y):
        self.optimizer.zero_grad()
        loss = self.criterion(self.model(x), y)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def epoch(self, loader):
        losses = [self.batch(x, y) for x, y in loader]
        self.history.append(sum(losses) / len(losses))

    def fit(self, loader, epochs):
        for _ in range(epochs):
            self.epoch(loader)
        return self.history


def train(model, criterion, optimizer, loader, epochs):
    for loss in Trainer(model, criterion, optimizer).fit(loader, epochs):
        print("loss", loss)
