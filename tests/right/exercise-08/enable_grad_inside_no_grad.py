"""Everything under no_grad but the forward and the backward pass, which switch it on again."""

import torch


@torch.no_grad()
def train(model, criterion, optimizer, loader, epochs):
    average = None
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            with torch.enable_grad():
                loss = criterion(model(x), y)
                loss.backward()
            optimizer.step()
            average = loss if average is None else 0.9 * average + 0.1 * loss
        print("epoch", epoch, "loss", float(average))
