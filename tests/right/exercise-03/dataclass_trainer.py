"""A trainer class with a method for one update."""

from dataclasses import dataclass

from torch import nn, optim


@dataclass
class Trainer:
    net: nn.Module
    loss_fn: nn.Module
    opt: optim.Optimizer

    def update(self, x, y):
        self.opt.zero_grad()
        loss = self.loss_fn(self.net(x), y)
        loss.backward()
        self.opt.step()
        return loss.item()


def train(model, criterion, optimizer, loader, epochs):
    trainer = Trainer(model, criterion, optimizer)
    for epoch in range(epochs):
        losses = [trainer.update(x, y) for x, y in loader]
        print(f"epoch {epoch + 1}: {sum(losses) / len(losses):.4f}")
