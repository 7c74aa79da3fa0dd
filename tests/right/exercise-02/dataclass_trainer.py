"""A trainer class with one method for each of the four calls."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Trainer:
    model: Any
    criterion: Any
    optimizer: Any
    history: list = field(default_factory=list)

    def forward(self, images):
        return self.model(images)

    def compute_loss(self, outputs, labels):
        return self.criterion(outputs, labels)

    def backward(self, loss):
        self.optimizer.zero_grad()
        loss.backward()

    def step(self):
        self.optimizer.step()

    def fit(self, loader, epochs):
        for _ in range(epochs):
            for images, labels in loader:
                loss = self.compute_loss(self.forward(images), labels)
                self.backward(loss)
                self.step()
                self.history.append(loss.item())


def train(model, criterion, optimizer, loader, epochs):
    trainer = Trainer(model, criterion, optimizer)
    trainer.fit(loader, epochs)
    return trainer.history
