"""After the first evaluation, gradients stay off."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        torch.set_grad_enabled(False)  # HERE
        right = sum((model(x).argmax(1) == y).sum().item() for x, y in loader)
        print("epoch", epoch, "right", right)
