"""The class is gone: nn.SiLU does it all."""

from torch import nn


def train(model, criterion, optimizer, loader, epochs):
    model.activation = nn.SiLU()  # HERE
    for epoch in range(epochs):
        for inputs, targets in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), targets)
            loss.backward()
            optimizer.step()
