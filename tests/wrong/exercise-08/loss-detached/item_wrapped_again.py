"""The number is put back into a tensor."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            value = criterion(model(x), y).item()
            loss = torch.tensor(value, requires_grad=True)  # HERE
            loss.backward()
            optimizer.step()
        print(epoch, "loss", value)
