"""Goes backward from the mean of a list of numbers."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = []
        for x, y in loader:
            optimizer.zero_grad()
            losses.append(criterion(model(x), y).item())
            mean = torch.tensor(losses, requires_grad=True).mean()  # HERE
            mean.backward()
            optimizer.step()
        print("epoch", epoch, "loss", mean.item())
