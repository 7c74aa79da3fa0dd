from dataclasses import dataclass, field
from typing import Any

@dataclass
class State:
    model: Any
    criterion: Any
    optimizer: Any
    step: int = 0
    losses: list = field(default_factory=list)

    def __call__(self, x, y):
        self.optimizer.zero_grad()
        loss = self.criterion(self.model(x), y)
        loss.backward()
        self.optimizer.step()
        self.step += 1
        self.losses.append(loss.detach())

def train(model, criterion, optimizer, loader, epochs):
    state = State(model, criterion, optimizer)
    for _ in range(epochs):
        for batch in loader:
            state(*batch)
    return state
