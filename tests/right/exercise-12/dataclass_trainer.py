"""A trainer as a dataclass, one method for each part of a step."""

from dataclasses import dataclass, field

import torch


@dataclass
class Trainer:
    model: torch.nn.Module
    criterion: torch.nn.Module
    optimizer: torch.optim.Optimizer
    max_norm: float
    norms: list = field(default_factory=list)

    def gradients(self, x, y):
        self.optimizer.zero_grad()
        loss = self.criterion(self.model(x), y)
        torch.autograd.backward(loss)
        return loss.detach()

    def clip(self):
        norm = torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.max_norm)
        self.norms.append(float(norm))

    def fit_batch(self, x, y):
        loss = self.gradients(x, y)
        self.clip()
        self.optimizer.step()
        return loss


def train(model, criterion, optimizer, loader, epochs, max_norm):
    trainer = Trainer(model, criterion, optimizer, max_norm)
    for epoch in range(epochs):
        losses = [trainer.fit_batch(x, y) for x, y in loader]
        print(epoch, torch.stack(losses).mean().item(), trainer.norms[-1])
