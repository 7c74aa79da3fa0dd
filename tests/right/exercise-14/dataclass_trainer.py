"""A trainer object with a method for each turn."""

from dataclasses import dataclass, field

import torch
from torch import nn


@dataclass
class GanTrainer:
    generator: nn.Module
    discriminator: nn.Module
    criterion: nn.Module
    g_optimizer: torch.optim.Optimizer
    d_optimizer: torch.optim.Optimizer
    d_losses: list = field(default_factory=list)
    g_losses: list = field(default_factory=list)

    def verdict(self, numbers, target):
        scores = self.discriminator(numbers)
        return self.criterion(scores, torch.full_like(scores, target))

    def discriminator_turn(self, real, noise):
        self.d_optimizer.zero_grad()
        loss = self.verdict(real, 1.0) + self.verdict(self.generator(noise).detach(), -1.0)
        loss.backward()
        self.d_optimizer.step()
        self.d_losses.append(loss.item())

    def generator_turn(self, noise):
        self.g_optimizer.zero_grad()
        loss = self.verdict(self.generator(noise), 1.0)
        loss.backward()
        self.g_optimizer.step()
        self.g_losses.append(loss.item())

    def fit(self, loader, epochs):
        for _ in range(epochs):
            for real, noise in loader:
                self.discriminator_turn(real, noise)
                self.generator_turn(noise)
        return self


def train(generator, discriminator, criterion, g_optimizer, d_optimizer, loader, epochs):
    GanTrainer(generator, discriminator, criterion, g_optimizer, d_optimizer).fit(loader, epochs)
